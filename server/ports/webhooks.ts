// News for the marketplace: to whom it goes, what there is, and how each delivery went.
import type { ApplicationId } from '../domain/application.ts';
import type { WebhookEvent } from '../domain/webhook.ts';

export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly secretSealed: Uint8Array;
  /** Signs too, until `previousUntil`; both null when no secret was exchanged lately. */
  readonly previousSecretSealed: Uint8Array | null;
  readonly previousUntil: Date | null;
  readonly addedAt: Date;
  /** It answered that it is gone; nothing is sent any more. */
  readonly disabledAt: Date | null;
}

export interface TakenDelivery {
  readonly event: WebhookEvent;
  /** This one included. */
  readonly tries: number;
}

export interface Delivery {
  readonly event: WebhookEvent;
  readonly endpointId: string;
  readonly tries: number;
  readonly triedAt: Date | null;
  readonly dueAt: Date;
  /** An HTTP status, or a word of ours. */
  readonly answer: string | null;
}

/** How a try ended. `waiting`: it is tried again at `dueAt`. */
export type Settlement =
  | { readonly state: 'delivered' | 'given-up'; readonly answer: string }
  | { readonly state: 'waiting'; readonly answer: string; readonly dueAt: Date };

export interface DeliveryCounts {
  readonly endpointId: string;
  readonly waiting: number;
  readonly delivered: number;
  readonly givenUp: number;
}

/** Which events are sent again. */
export type ReplayWish = { readonly since: Date } | { readonly id: string };

/**
 * Events and their deliveries are written by the database with each change of an application's state: nothing here adds any.
 */
export interface Webhooks {
  addEndpoint(endpoint: Omit<WebhookEndpoint, 'disabledAt'>): Promise<void>;
  /** Disabled ones too, removed ones not; the one added first comes first. */
  endpoints(): Promise<readonly WebhookEndpoint[]>;
  findEndpoint(id: string): Promise<WebhookEndpoint | null>;
  exchangeSecret(
    id: string,
    secrets: Pick<WebhookEndpoint, 'secretSealed' | 'previousSecretSealed' | 'previousUntil'>,
  ): Promise<void>;
  /** What still waits for it is given up. Answers false when there is none. */
  removeEndpoint(id: string, at: Date): Promise<boolean>;
  /** What still waits for it is given up with this answer. */
  disableEndpoint(id: string, answer: string, at: Date): Promise<void>;

  /** Endpoints that something is due for. */
  due(now: Date): Promise<readonly string[]>;
  /**
   * Takes at most so many due deliveries, oldest first, and counts the try as begun; until `heldUntil` nobody else takes them.
   * Of one application never a later event while an earlier one is due or under way; one that failed and waits
   * holds nothing back.
   */
  take(endpointId: string, now: Date, heldUntil: Date, limit: number): Promise<readonly TakenDelivery[]>;
  settle(eventId: string, endpointId: string, settlement: Settlement, at: Date): Promise<void>;

  /**
   * Asks that events be sent once more, with all tries anew, to one endpoint or to all that are neither removed nor disabled;
   * also to those that were not there when it happened. Answers how many deliveries that is.
   */
  replay(wish: ReplayWish, endpointId: string | null, now: Date): Promise<number>;
  counts(): Promise<readonly DeliveryCounts[]>;
  /** In this state, the one tried last first. */
  deliveries(state: 'waiting' | 'given-up', limit: number): Promise<readonly Delivery[]>;
  /** What happened to one application, in order. */
  eventsOf(applicationId: ApplicationId): Promise<readonly WebhookEvent[]>;
}
