// Everything a government record can answer, carried through check, gate and mode: what is a yes is counted, the rest is none.
import { expect, test } from 'vitest';
import type { CheckName, CheckResult } from '../../server/domain/check.ts';
import { recordPhotoFaults } from '../../server/domain/record-photo.ts';
import type { CaseFacts } from '../../server/features/verification/case-facts.ts';
import { checkGovernmentRecord } from '../../server/features/verification/check-government-record.ts';
import { admit, recommend } from '../../server/gate/gate.ts';
import { policy } from '../../server/gate/policy.ts';
import { checkReasonMeaning } from '../../server/gate/reasons.ts';
import type { CheckReason } from '../../server/domain/reason-code.ts';
import type { FaceEngine } from '../../server/ports/face-engine.ts';
import type { GovernmentRecordAnswer } from '../../server/ports/government-records.ts';
import { unavailableReasons } from '../../server/ports/unavailable.ts';
import type { Vault } from '../../server/ports/vault.ts';
import { judgedBy, live } from '../gate/modes.ts';
import { declaration } from '../support/applicants.ts';
import { asWanted } from '../support/permits.ts';

const signal = new AbortController().signal;
const rates = [0, 1e-6, 1e-5, 1e-4, 1.0001e-4, 1e-3, 1e-2, 0.5, 1, 2, -1, NaN, Infinity, -Infinity];
const similarities = [null, 0, 69, 70, 90, 100, NaN];
const portrait: GovernmentRecordAnswer = {
  answer: 'match',
  face: { kind: 'portrait', picture: new Uint8Array(1) },
};
const answers: readonly GovernmentRecordAnswer[] = [
  portrait,
  ...[true, false].flatMap((agrees) =>
    rates.flatMap((fmr) =>
      similarities.map((similarity): GovernmentRecordAnswer => {
        return { answer: 'match', face: { kind: 'compared', agrees, similarity, fmr } };
      }),
    ),
  ),
  { answer: 'match', face: { kind: 'missing' } },
  { answer: 'match', face: { kind: 'not-asked' } },
  { answer: 'mismatch' },
  { answer: 'not-found' },
  { answer: 'face-refused' },
  ...recordPhotoFaults.map((fault): GovernmentRecordAnswer => ({ answer: 'capture', fault })),
  ...unavailableReasons.flatMap((why): readonly GovernmentRecordAnswer[] => [
    { answer: 'unavailable', why, retryAfterMs: null },
    { answer: 'unavailable', why, retryAfterMs: 60_000 },
  ]),
];

const engine = { look: async () => ({ faces: [{ embedding: new Float32Array(128) }] }) };
const bare = {
  vault: { getMedia: async () => new Uint8Array(1) } as unknown as Vault,
  engine: engine as unknown as FaceEngine,
  pictures: {
    normalise: async (jpeg: Uint8Array) => ({ jpeg, widthPx: 1, heightPx: 1 }),
    isJpeg: () => true,
  },
  limits: policy.limits,
  timeoutMs: 1000,
  permit: asWanted,
};

const factsWith = (face: 'granted' | 'refused'): CaseFacts =>
  ({
    application: { path: 'face' },
    declaration,
    consents: { face, 'government-query': 'granted' },
    evidence: [{ id: 'best-frame', kind: 'best-frame', findings: [], measurements: [] }],
    capture: null,
  }) as unknown as CaseFacts;

async function resultOf(
  answer: GovernmentRecordAnswer,
  face: 'granted' | 'refused' = 'granted',
): Promise<CheckResult> {
  const records = { name: 'stub', lookUp: async () => answer };
  return (await checkGovernmentRecord({ ...bare, records }, factsWith(face), signal)).report.result;
}

/** Said here once more, in other words than the check's own. */
function mayBeYes(answer: GovernmentRecordAnswer): boolean {
  if (answer.answer !== 'match') return false;
  const { face } = answer;
  if (face.kind === 'portrait') return true;
  return face.kind === 'compared' && face.agrees && [1e-6, 1e-5, 1e-4].includes(face.fmr);
}

const others = (result: CheckResult): Partial<Record<CheckName, CheckResult>> => ({
  ...Object.fromEntries(policy.required.individual.map(({ check }) => [check, { outcome: 'passed' }])),
  'government-record': result,
});

test('of all answers only a portrait that is the same and a comparison within the policy’s rate admit', async () => {
  let admitted = 0;
  for (const answer of answers) {
    const checks = others(await resultOf(answer));
    const recommendation = recommend(
      { subjectKind: 'individual', path: 'face', checks, resubmissionsLeft: 1, judgedBy },
      policy,
    );
    const { outcome } = admit(recommendation, [], live({ share: 1 }), 0.5);
    expect(outcome === 'admit', JSON.stringify(answer)).toBe(mayBeYes(answer));
    if (outcome === 'admit') admitted += 1;
  }
  expect(admitted).toBe(1 + 3 * similarities.length);
});

test('without a photo that may be shown none of them is a yes', async () => {
  for (const answer of answers) expect((await resultOf(answer, 'refused')).outcome).not.toBe('passed');
});

test('a record that needs a better photo asks the applicant for another capture, and for nothing else', async () => {
  for (const fault of recordPhotoFaults) {
    const result = await resultOf({ answer: 'capture', fault });
    if (result.outcome === 'passed') expect.fail(`${fault} passed`);
    expect(result.outcome).toBe('inconclusive');
    const { fixableBy, fixes } = checkReasonMeaning[result.reason as CheckReason];
    expect([fixableBy, ...fixes]).toEqual(['applicant', 'liveness']);
    const facts = { subjectKind: 'individual', path: 'face', checks: others(result), judgedBy } as const;
    expect(recommend({ ...facts, resubmissionsLeft: 1 }, policy).outcome).toBe('resubmit');
    expect(recommend({ ...facts, resubmissionsLeft: 0 }, policy).outcome).toBe('review');
  }
});
