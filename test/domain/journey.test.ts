// The next step follows from what is there; only what applies is asked for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicationPaths, applicationStates, isEditable } from '../../server/domain/application.ts';
import type { ConsentAnswers } from '../../server/domain/consent.ts';
import { journeyItems, photoKinds, requiredItems } from '../../server/domain/evidence.ts';
import { missingSteps, nextStepOf, stepsOf, takesPhoto, type Progress } from '../../server/domain/journey.ts';
import { subjectKinds } from '../../server/domain/subject.ts';

const granted: ConsentAnswers = {
  'id-document': 'granted',
  face: 'granted',
  'government-query': 'granted',
  retention: 'granted',
};
const nothing: Progress = {
  state: 'draft',
  path: 'face',
  consents: {},
  subjectKind: null,
  photos: [],
  isLivenessDone: false,
  toFix: [],
};
const everything: Progress = {
  ...nothing,
  consents: granted,
  subjectKind: 'individual',
  photos: ['id-front', 'id-back'],
  isLivenessDone: true,
};
const next = (progress: Progress): string | null => nextStepOf(stepsOf(progress));

describe('the next step', () => {
  test.each<[string, Progress, string | null]>([
    ['of somebody new', nothing, 'consent'],
    ['after consenting', { ...nothing, consents: granted }, 'declaration'],
    ['with an item unanswered', { ...nothing, consents: { face: 'granted' } }, 'consent'],
    [
      'after refusing what nothing goes without',
      { ...everything, consents: { ...granted, retention: 'refused' } },
      'consent',
    ],
    [
      'after refusing the government’s query',
      { ...everything, consents: { ...granted, 'government-query': 'refused' } },
      'submit',
    ],
    ['after declaring', { ...everything, photos: [], isLivenessDone: false }, 'id-front'],
    ['after the front', { ...everything, photos: ['id-front'], isLivenessDone: false }, 'id-back'],
    ['after the photos', { ...everything, isLivenessDone: false }, 'liveness'],
    ['after the capture', everything, 'submit'],
    ['of a company without its licence', { ...everything, subjectKind: 'company' }, 'business-licence'],
    ['on the face-free path', { ...everything, path: 'face-free', isLivenessDone: false }, 'submit'],
    [
      'when asked again for the back',
      { ...everything, state: 'awaiting_resubmission', toFix: ['id-back'] },
      'id-back',
    ],
    [
      'when asked again for the declaration',
      { ...everything, state: 'awaiting_resubmission', toFix: ['declaration'] },
      'declaration',
    ],
    ['once it is submitted', { ...everything, state: 'checking' }, null],
  ])('%s', (_who, progress, expected) => {
    expect(next(progress)).toBe(expected);
  });
});

describe('at any point of any journey', () => {
  const anyProgress: fc.Arbitrary<Progress> = fc.record({
    state: fc.constantFrom(...applicationStates),
    path: fc.constantFrom(...applicationPaths),
    consents: fc.constantFrom<Progress['consents']>(
      {},
      granted,
      { ...granted, face: 'refused' },
      { face: 'granted' },
    ),
    subjectKind: fc.option(fc.constantFrom(...subjectKinds)),
    photos: fc.subarray([...photoKinds]),
    isLivenessDone: fc.boolean(),
    toFix: fc.subarray([...journeyItems]),
  });

  test('there is one current step exactly when it is the applicant’s turn', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const current = stepsOf(progress).filter(({ status }) => status === 'current');
        expect(current).toHaveLength(isEditable(progress.state) ? 1 : 0);
      }),
    );
  });

  test('it can be sent exactly when every step before is done', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        if (!isEditable(progress.state)) return;
        expect(missingSteps(progress).length === 0).toBe(next(progress) === 'submit');
      }),
    );
  });

  test('what was asked for again is missing, and the steps are those of the subject', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const items = requiredItems(progress.subjectKind ?? 'individual', progress.path);
        expect(stepsOf(progress).map(({ step }) => step)).toEqual(['consent', ...items, 'submit']);
        if (!isEditable(progress.state)) return;
        for (const item of progress.toFix.filter((one) => items.includes(one)))
          expect(missingSteps(progress)).toContain(item);
      }),
    );
  });
});

test('a licence is for businesses, both sides of the card for everybody', () => {
  for (const kind of subjectKinds) {
    expect(takesPhoto('id-front', kind)).toBe(true);
    expect(takesPhoto('id-back', kind)).toBe(true);
    expect(takesPhoto('business-licence', kind)).toBe(kind !== 'individual');
  }
});
