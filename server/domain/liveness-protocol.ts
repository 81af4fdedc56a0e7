// What the capture asks for and how a step can end: the words that the server and the page share.

/** Actions that the server draws from; the person's own left and right. */
export const livenessActions = ['turn-left', 'turn-right', 'open-mouth'] as const;
export type LivenessAction = (typeof livenessActions)[number];

/** A capture begins with `neutral` frames and ends with `agree`, the statement of will. */
export const stepKinds = ['neutral', ...livenessActions, 'agree'] as const;
export type StepKind = (typeof stepKinds)[number];

/** Why a step has to be done again; each is a sentence that the applicant understands at once. */
export const retryReasons = [
  'no-action',
  'wrong-action',
  'too-early',
  'did-not-return',
  'face-lost',
  'several-faces',
  'another-person',
  'too-dark',
  'too-far',
  'not-frontal',
  'too-few-frames',
] as const;
export type RetryReason = (typeof retryReasons)[number];

/** What would help most right now; guidance, never a verdict. */
export const captureHints = [
  'no-face',
  'several-faces',
  'closer',
  'more-light',
  'look-straight',
  'go-on',
] as const;
export type CaptureHint = (typeof captureHints)[number];
