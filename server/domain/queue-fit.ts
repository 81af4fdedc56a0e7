// Whether a case fits what the queue was narrowed to: what the database answers for applications, for one case at hand.
import type { CheckReason } from './reason-code.ts';
import type { ApplicationPath, Language } from './application.ts';
import type { QueueFilter } from './queue.ts';
import type { QueueCutOffs } from './service-levels.ts';
import type { SubjectKind } from './subject.ts';

export interface FittedCase {
  readonly subjectKind: SubjectKind;
  readonly language: Language;
  readonly path: ApplicationPath;
  readonly round: number;
  readonly submittedAt: Date;
  readonly isMine: boolean;
  readonly isFree: boolean;
  readonly awaitsSecond: boolean;
  /** Why checks of this round did not pass. */
  readonly reasons: readonly CheckReason[];
}

type Fits = {
  readonly [Key in keyof QueueFilter]-?: (
    one: FittedCase,
    value: NonNullable<QueueFilter[Key]>,
    cutOffs: QueueCutOffs,
  ) => boolean;
};

const fits: Fits = {
  subjectKind: (one, kind) => one.subjectKind === kind,
  language: (one, language) => one.language === language,
  path: (one, path) => one.path === path,
  round: ({ round }, kind) => (kind === 'first' ? round === 1 : round > 1),
  age: ({ submittedAt }, age, { breached, near }) =>
    age === 'breached' ? submittedAt <= breached : submittedAt > breached && submittedAt <= near,
  hold: (one, hold) => (hold === 'mine' ? one.isMine : one.isFree),
  awaitsSecond: (one, isAwaited) => one.awaitsSecond === isAwaited,
  reason: ({ reasons }, reason) => reasons.includes(reason),
};

export function fitsFilter(one: FittedCase, filter: QueueFilter, cutOffs: QueueCutOffs): boolean {
  return (Object.keys(fits) as (keyof QueueFilter)[]).every((key) => {
    const value = filter[key];
    const isFit = fits[key] as (one: FittedCase, value: unknown, cutOffs: QueueCutOffs) => boolean;
    return value === undefined || isFit(one, value, cutOffs);
  });
}
