// What the marketplace is told by webhooks, when it is told again, and when it is given up (Standard Webhooks 1.0).
import { turnOf, type ApplicationId, type ApplicationState, type Turn } from './application.ts';

/** Of the news, by the state it leads to. That an application was opened is no news: nothing leads back to a draft. */
export const webhookTypes = {
  draft: 'application.draft',
  checking: 'application.checking',
  in_review: 'application.in-review',
  awaiting_resubmission: 'application.awaiting-resubmission',
  admitted: 'admission.granted',
  refused: 'application.refused',
  withdrawn: 'application.withdrawn',
  expired: 'application.expired',
  revoked: 'admission.revoked',
} as const satisfies Record<ApplicationState, string>;

/** One change of one application's state, as the database wrote it down. */
export interface WebhookEvent {
  /** Stays the same however often it is sent, and to whom. */
  readonly id: string;
  readonly applicationId: ApplicationId;
  readonly sellerReference: string | null;
  /** Counts the changes of this application from 1, without gaps. */
  readonly sequence: number;
  readonly state: ApplicationState;
  readonly at: Date;
}

/** What travels. No name, number, reason or picture: what is more than the state is asked for with an API key. */
export interface WebhookPayload {
  readonly type: (typeof webhookTypes)[ApplicationState];
  /** When it happened, ISO 8601; when it was sent stands in the header. */
  readonly timestamp: string;
  readonly data: {
    readonly applicationId: ApplicationId;
    readonly sellerReference: string | null;
    readonly state: ApplicationState;
    readonly turn: Turn;
    readonly sequence: number;
    /** Where the present state is answered, with the statement while there is one. */
    readonly admissionUrl: string;
  };
}

/** The same event always gives the same payload. */
export function payloadOf(event: WebhookEvent, publicUrl: string): WebhookPayload {
  const { applicationId, sellerReference, sequence, state, at } = event;
  return {
    type: webhookTypes[state],
    timestamp: at.toISOString(),
    data: {
      applicationId,
      sellerReference,
      state,
      turn: turnOf[state],
      sequence,
      admissionUrl: `${publicUrl}/api/marketplace/applications/${applicationId}/admission`,
    },
  };
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** After the first try, at once, and each one after it that failed: 75 h 35 min 5 s in all, so over three days. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** Longest stretch of each delay by chance, as a share of it: many events that failed together are not sent together. */
export const jitterShare = 0.1;

/** How long to wait after so many failed tries; null: given up. `chance`: 0 <= chance < 1. */
export function retryDelayMs(triesFailed: number, chance: number): number | null {
  const delay = retryDelaysMs[triesFailed - 1];
  return delay === undefined ? null : Math.round(delay * (1 + jitterShare * chance));
}

/** `whsec_` and this many random bytes in base64. */
export const webhookSecretBytes = 32;
const secretForm = /^whsec_([0-9A-Za-z+/]{43}=)$/;

export const webhookSecretOf = (base64: string): string => `whsec_${base64}`;

/** The base64 of the secret's bytes; null for what is no secret of ours. */
export const readWebhookSecret = (text: string): string | null => secretForm.exec(text)?.[1] ?? null;

/** While a secret is exchanged, messages are signed with both. */
export const secretOverlapMs = 24 * hour;
