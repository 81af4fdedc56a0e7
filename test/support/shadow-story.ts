// Applications that were captured and checked without a camera, decided by the real features on a real database.
import type { ApplicationId, Language } from '../../server/domain/application.ts';
import type { CheckReport, Measurement } from '../../server/domain/check.ts';
import type { Machine } from '../../server/domain/gate-change.ts';
import type { SubjectKind } from '../../server/domain/subject.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { concludeVerification } from '../../server/features/verification/conclude-verification.ts';
import { claimCase } from '../../server/features/review/claim-case.ts';
import { decideCase } from '../../server/features/review/decide-case.ts';
import { policy, type Policy } from '../../server/gate/policy.ts';
import type { Clock } from '../../server/ports/clock.ts';
import type { Database } from '../../server/ports/database.ts';
import type { Jobs } from '../../server/ports/jobs.ts';
import type { DecisionBody } from '../../server/contract/review.ts';

export interface StoryDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: ReturnType<typeof createSystemRandom>;
  readonly jobs: Jobs;
  readonly undoMs: number;
  readonly policy: Policy;
  readonly engine: { readonly name: string };
  readonly records: { readonly name: string } | null;
  readonly registry: { readonly name: string } | null;
  readonly keys: { tokenSecret(purpose: string): Promise<Uint8Array> };
}

const noJobs: Jobs = {
  enqueue: async () => undefined,
  work: async () => undefined,
  isReady: () => true,
  close: async () => undefined,
};

/** Decisions count at once, unless told otherwise. */
export function storyDeps(
  database: Database,
  clock: Clock,
  change: Partial<Omit<StoryDeps, 'database' | 'clock'>> = {},
): StoryDeps {
  return {
    database,
    clock,
    random: createSystemRandom(),
    jobs: noJobs,
    undoMs: 0,
    policy,
    engine: { name: 'story engine 1' },
    records: { name: 'sandbox' },
    registry: { name: 'sandbox' },
    keys: { tokenSecret: async () => new Uint8Array(32).fill(7) },
    ...change,
  };
}

export const machineOfStory = ({ policy: { version }, engine, records, registry }: StoryDeps): Machine => ({
  policyVersion: version,
  judgedBy: { engine: engine.name, record: records?.name ?? null, registry: registry?.name ?? null },
});

const distance = (value: number): readonly Measurement[] => [
  { name: 'faceDistance', value, unit: 'euclidean', limit: 0.5, better: 'lower' },
];

/** What the checks found, by what the machine makes of it. `refuse`: no number of people may overrule it. */
export type Finding = 'admit' | 'review' | 'grave' | 'resubmit' | 'refuse' | 'record-unavailable';

function reportsFor(finding: Finding, faceDistance: number): readonly CheckReport[] {
  const passed = (check: CheckReport['check'], measurements: readonly Measurement[] = []): CheckReport => ({
    check,
    result: { outcome: 'passed' },
    measurements,
  });
  const all: readonly CheckReport[] = [
    passed('document-quality'),
    passed('document-data'),
    passed('liveness'),
    passed('willingness'),
    passed('document-face-match', distance(faceDistance)),
    passed('government-record', distance(faceDistance)),
    passed('business-registry'),
  ];
  const instead: Record<Exclude<Finding, 'admit'>, Pick<CheckReport, 'check' | 'result'>> = {
    review: {
      check: 'government-record',
      result: { outcome: 'inconclusive', reason: 'record-face-unclear' },
    },
    grave: { check: 'government-record', result: { outcome: 'failed', reason: 'record-mismatch' } },
    resubmit: {
      check: 'document-quality',
      result: { outcome: 'inconclusive', reason: 'photo-quality-poor' },
    },
    refuse: { check: 'document-data', result: { outcome: 'failed', reason: 'under-age' } },
    'record-unavailable': {
      check: 'government-record',
      result: { outcome: 'unavailable', reason: 'record-unavailable' },
    },
  };
  if (finding === 'admit') return all;
  return all.map((report) =>
    report.check === instead[finding].check ? { ...report, ...instead[finding] } : report,
  );
}

export interface CaseOptions {
  readonly id?: ApplicationId;
  readonly subjectKind?: SubjectKind;
  readonly language?: Language;
  readonly path?: 'face' | 'face-free';
  readonly faceDistance?: number;
}

/** Submitted, with its checks done and nothing concluded from them. */
export async function openCheckedCase(
  { database, clock, random }: StoryDeps,
  finding: Finding,
  { id = random.id('a') as ApplicationId, faceDistance = 0.4, ...change }: CaseOptions = {},
): Promise<ApplicationId> {
  const now = clock.now();
  await database.transaction(async (tx) => {
    await tx.applications.open({
      id,
      state: 'checking',
      path: 'face',
      language: 'zh-CN',
      subjectKind: 'individual',
      round: 1,
      declarationSealed: null,
      documentKey: new Uint8Array([1]),
      faceKey: new Uint8Array([1]),
      templateKey: new Uint8Array([1]),
      resubmissionsLeft: 3,
      livenessAttemptsLeft: 3,
      fix: [],
      openedAt: now,
      submittedAt: now,
      decidedAt: null,
      expiresAt: new Date(now.getTime() + 7 * 24 * 3_600_000),
      jurisdiction: 'CN',
      jurisdictionBasis: 'default',
      leftAt: null,
      faceLockedAt: null,
      identityLockedAt: null,
      ...change,
    });
    await tx.verification.record(id, 1, reportsFor(finding, faceDistance), now);
  });
  return id;
}

/** Checked and sealed: with a person now, unless the gate is live. */
export async function openConcludedCase(
  deps: StoryDeps,
  finding: Finding,
  options: CaseOptions = {},
): Promise<ApplicationId> {
  const id = await openCheckedCase(deps, finding, options);
  await concludeVerification(deps, id, 1);
  return id;
}

const bodies: Record<DecisionBody['decision'], DecisionBody> = {
  approve: { decision: 'approve', reasons: ['evidence-agrees'], items: [], message: '', note: '' },
  refuse: { decision: 'refuse', reasons: ['identity-not-established'], items: [], message: '', note: '' },
  'ask-again': {
    decision: 'ask-again',
    reasons: ['photo-unreadable'],
    items: ['id-front'],
    message: '',
    note: '',
  },
};

export async function decideStory(
  deps: StoryDeps,
  id: ApplicationId,
  reviewerId: string,
  decision: DecisionBody['decision'],
): Promise<void> {
  await claimCase(deps, id, reviewerId);
  await decideCase(deps, id, reviewerId, bodies[decision]);
}

/** So many cases that people refused and the machine would not have admitted. */
export async function refuseMany(deps: StoryDeps, count: number, reviewerId: string): Promise<void> {
  for (let each = 0; each < count; each += 1)
    await decideStory(deps, await openConcludedCase(deps, 'review'), reviewerId, 'refuse');
}
