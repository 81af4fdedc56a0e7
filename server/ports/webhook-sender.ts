// Sends one signed message to an address that an operator named, and to nowhere else.

/** Why nothing is sent to an address as it is written, or as its name is answered now. */
export const targetRefusals = ['malformed', 'has-credentials', 'not-https', 'unresolved', 'private'] as const;
export type TargetRefusal = (typeof targetRefusals)[number];

/** Why there was no answer. `not-trusted`: no valid certificate. `no-http`: what came is not HTTP. */
export const sendingFaults = ['no-connection', 'not-trusted', 'no-answer-in-time', 'no-http'] as const;
export type SendingFault = (typeof sendingFaults)[number];

export interface WebhookMessage {
  readonly url: string;
  /** `webhook-id`: the same whenever this message is sent. */
  readonly id: string;
  /** Exactly these bytes are signed and sent, as UTF-8. */
  readonly body: string;
  /** One signature for each; the receiver takes any that is right. */
  readonly secrets: readonly Uint8Array[];
  /** `webhook-timestamp`: of this try. */
  readonly at: Date;
}

export type SendingAnswer =
  { readonly status: number } | { readonly refused: TargetRefusal } | { readonly fault: SendingFault };

export interface WebhookSender {
  /** Asks whether messages may go there. Answers null when they may. The answer for a name may be another one later. */
  refusalOf(url: string): Promise<TargetRefusal | null>;
  /**
   * Asks to send a message, signed as Standard Webhooks 1.0 says (`v1`, HMAC-SHA256).
   * Answers the HTTP status, or why there is none. The address is looked up once, looked at, and connected to as it was
   * answered; redirects are not followed; what the receiver writes is not read. Rejects only when `signal` aborts.
   * Keeps nothing.
   */
  send(message: WebhookMessage, signal: AbortSignal): Promise<SendingAnswer>;
}
