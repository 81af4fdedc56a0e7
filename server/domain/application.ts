// The states of an application: a table whose comments say whose turn it is.

declare const applicationIdBrand: unique symbol;
/** `a_` and 22 letters or digits. Not a secret: access is by session. */
export type ApplicationId = string & { readonly [applicationIdBrand]: true };

export const applicationIdPattern = /^a_[0-9A-Za-z]{22}$/;

export const applicationStates = [
  'draft',
  'checking',
  'in_review',
  'awaiting_resubmission',
  'admitted',
  'refused',
  'withdrawn',
  'expired',
  'revoked',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationEvents = [
  'submit',
  'withdraw',
  'expire',
  'gateAdmitted',
  'gateReferred',
  'gateRefused',
  'gateAskedAgain',
  'reviewerAskedAgain',
  'revoke',
  'appeal',
] as const;
export type ApplicationEvent = (typeof applicationEvents)[number];

export const transitions = {
  draft: { submit: 'checking', withdraw: 'withdrawn', expire: 'expired' }, // applicant's turn
  checking: {
    gateAdmitted: 'admitted',
    gateReferred: 'in_review',
    gateRefused: 'refused',
    gateAskedAgain: 'awaiting_resubmission',
    withdraw: 'withdrawn',
  }, // system's turn
  in_review: {
    gateAdmitted: 'admitted',
    gateRefused: 'refused',
    reviewerAskedAgain: 'awaiting_resubmission',
    withdraw: 'withdrawn',
  }, // reviewer's turn
  awaiting_resubmission: { submit: 'checking', withdraw: 'withdrawn', expire: 'expired' }, // applicant's turn
  admitted: { revoke: 'revoked' }, // reviewer's turn, if something comes to light
  refused: { appeal: 'in_review' }, // applicant may ask for a person (PIPL art. 24)
  withdrawn: {}, // final
  expired: {}, // final
  revoked: {}, // final
} as const satisfies Record<ApplicationState, Partial<Record<ApplicationEvent, ApplicationState>>>;

/** The state after the event, or null when the event makes no sense now. */
export function nextState(state: ApplicationState, event: ApplicationEvent): ApplicationState | null {
  const from: Partial<Record<ApplicationEvent, ApplicationState>> = transitions[state];
  return from[event] ?? null;
}

export type Turn = 'applicant' | 'system' | 'reviewer' | 'nobody';

export const turnOf = {
  draft: 'applicant',
  checking: 'system',
  in_review: 'reviewer',
  awaiting_resubmission: 'applicant',
  admitted: 'nobody',
  refused: 'nobody',
  withdrawn: 'nobody',
  expired: 'nobody',
  revoked: 'nobody',
} as const satisfies Record<ApplicationState, Turn>;

/** Whether the applicant may still change what they declared, photographed or captured. */
export function isEditable(state: ApplicationState): boolean {
  return turnOf[state] === 'applicant';
}

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** `face` until the applicant refuses face processing; `face-free` has the same states and clocks, and always a human. */
export const applicationPaths = ['face', 'face-free'] as const;
export type ApplicationPath = (typeof applicationPaths)[number];
