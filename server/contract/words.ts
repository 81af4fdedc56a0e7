// The closed lists of words that travel on the wire, as types for the pages.
export type { ApplicationId, ApplicationState, Language } from '../domain/application.ts';
export type { ConsentAnswer, ConsentItem } from '../domain/consent.ts';
export type { JourneyItem, PhotoFinding, PhotoKind } from '../domain/evidence.ts';
export type {
  Agreement,
  CaptureHint,
  CaptureNeeds,
  LivenessAction,
  RetryReason,
  StepKind,
} from '../domain/liveness-protocol.ts';
export type { ProblemType } from '../domain/problem-type.ts';
export type { ReasonCode } from '../domain/reason-code.ts';
export type { Decision } from '../domain/review-case.ts';
export type { SubjectKind } from '../domain/subject.ts';
