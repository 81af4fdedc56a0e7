// Which step an applicant is at: computed from what is there, so that any device can go on.
import type { ApplicationPath, ApplicationState } from './application.ts';
import { canContinue, consentItems, type ConsentStandings } from './consent.ts';
import { requiredItems, requiredPhotos, type JourneyItem, type PhotoKind } from './evidence.ts';
import type { SubjectKind } from './subject.ts';

export type StepName = 'consent' | JourneyItem | 'submit';

export interface Progress {
  readonly state: ApplicationState;
  readonly path: ApplicationPath;
  readonly consents: ConsentStandings;
  readonly subjectKind: SubjectKind | null;
  readonly photos: readonly PhotoKind[];
  readonly isLivenessDone: boolean;
  /** What a reviewer asked to do again and was not done since. */
  readonly toFix: readonly JourneyItem[];
}

export interface Step {
  readonly step: StepName;
  readonly status: 'done' | 'current' | 'todo';
}

function isConsentDone(consents: ConsentStandings): boolean {
  return consentItems.every((item) => consents[item] !== undefined) && canContinue(consents);
}

function isDone(item: JourneyItem, progress: Progress): boolean {
  if (progress.toFix.includes(item)) return false;
  switch (item) {
    case 'declaration':
      return progress.subjectKind !== null;
    case 'liveness':
      return progress.isLivenessDone;
    case 'id-front':
    case 'id-back':
    case 'business-licence':
      return progress.photos.includes(item);
  }
}

/** The steps that apply, in order; at most one is `current`. Before the subject is declared, those of an individual. */
export function stepsOf(progress: Progress): readonly Step[] {
  const items = requiredItems(progress.subjectKind ?? 'individual', progress.path);
  const isOver = progress.state !== 'draft' && progress.state !== 'awaiting_resubmission';
  const done: { step: StepName; isDone: boolean }[] = [
    { step: 'consent', isDone: isConsentDone(progress.consents) },
    ...items.map((item) => ({ step: item, isDone: isDone(item, progress) })),
    { step: 'submit', isDone: isOver },
  ];
  const current = isOver ? -1 : done.findIndex((step) => !step.isDone);
  return done.map(({ step, isDone }, index) => ({
    step,
    status: index === current ? 'current' : isDone ? 'done' : 'todo',
  }));
}

export function nextStepOf(steps: readonly Step[]): StepName | null {
  return steps.find((step) => step.status === 'current')?.step ?? null;
}

/** What is missing before it can be submitted; empty when nothing is. */
export function missingSteps(progress: Progress): readonly StepName[] {
  return stepsOf(progress)
    .filter(({ step, status }) => step !== 'submit' && status !== 'done')
    .map(({ step }) => step);
}

/** Photos that are owed by this kind of subject, for telling stray ones. */
export function takesPhoto(kind: PhotoKind, subjectKind: SubjectKind): boolean {
  return requiredPhotos(subjectKind).includes(kind);
}
