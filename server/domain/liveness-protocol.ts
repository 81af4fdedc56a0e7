// What the capture asks for and how a step can end: the words that the server and the page share.

/** Actions that the server draws from; the person's own left and right. */
export const livenessActions = ['turn-left', 'turn-right', 'nod', 'close-eyes', 'open-mouth'] as const;
export type LivenessAction = (typeof livenessActions)[number];

/** Drawn for one capture, besides the neutral frames and the statement. */
export const actionsPerCapture = 3;

/** What a person needs to take part; told by them before the capture, never asked why. Kept with it; the trail has
 *  a commitment to it alone. */
export interface CaptureNeeds {
  /** Every time limit is `longerTimeFactor` times as long. */
  readonly isLongerTime: boolean;
  /** Movements that are hard for them: others take their place. At least two are left to draw from. */
  readonly without: readonly LivenessAction[];
}

export const longerTimeFactor = 3;
export const fewestActionsToDrawFrom = 2;

/** A capture begins with `neutral` frames and ends with `agree`, the statement of will: two nods, a shake, or a hold. */
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

/** How the statement was agreed to; holding a button with the face in view is for those who cannot nod. */
export const agreements = ['nodded', 'held'] as const;
export type Agreement = (typeof agreements)[number];

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
