// Admissions as the program makes them, from checked submissions on, with nothing but a database.
import { randomBytes } from 'node:crypto';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createCompactSignatures } from '../../server/adapters/signatures/compact-jws.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { checkNames, type CheckName, type CheckReport, type CheckResult } from '../../server/domain/check.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type { SubjectKind } from '../../server/domain/subject.ts';
import type { StatementDeps } from '../../server/features/admission/issue-statement.ts';
import { applyDecision } from '../../server/features/review/apply-decision.ts';
import { revokeAdmission } from '../../server/features/review/revoke-admission.ts';
import {
  concludeVerification,
  type ConcludeDeps,
} from '../../server/features/verification/conclude-verification.ts';
import { policy } from '../../server/gate/policy.ts';
import type { Database } from '../../server/ports/database.ts';
import type { Keys } from '../../server/ports/keys.ts';
import { newId, openDraft } from '../adapters/database/stores/stories.ts';
import { createAdjustableClock, type AdjustableClock } from './clock.ts';

export const masterKey = new Sensitive(randomBytes(32).toString('base64'));
export const dayMs = 24 * 3_600_000;
export const judgedBy = { engine: 'lettered 1', record: 'sandbox', registry: 'sandbox' } as const;
export const machine = { policyVersion: policy.version, judgedBy } as const;

export interface Admissions {
  readonly db: Database;
  readonly clock: AdjustableClock;
  readonly keys: Keys;
  readonly deps: StatementDeps;
  readonly conclude: ConcludeDeps;
}

export async function admissionsIn(db: Database, signingGeneration = 1): Promise<Admissions> {
  const clock = createAdjustableClock();
  const keys = await createFileKeys({ path: '/nowhere', masterKey, signingGeneration });
  return {
    db,
    clock,
    keys,
    deps: {
      database: db,
      clock,
      keys,
      random: createSystemRandom(),
      signatures: createCompactSignatures({ keys }),
      marketplace: 'Example Market',
      publicUrl: 'https://gate.example',
      statementValidityMs: 90 * dayMs,
    },
    conclude: {
      database: db,
      clock,
      policy,
      keys,
      engine: { name: judgedBy.engine },
      records: { name: judgedBy.record },
      registry: { name: judgedBy.registry },
    },
  };
}

type Answers = Partial<Record<CheckName, CheckResult>>;

/** Every check passed, but for what is said. */
function reportsWith(answers: Answers): CheckReport[] {
  return checkNames.map((check) => ({
    check,
    result: answers[check] ?? { outcome: 'passed' },
    measurements: [],
  }));
}

export interface Checked {
  readonly id?: ApplicationId;
  readonly subjectKind?: SubjectKind;
  readonly answers?: Answers;
  readonly under?: ConcludeDeps['policy'];
}

/** A new application: consented, submitted, checked and put before the gate. */
export async function checked(
  admissions: Admissions,
  { id, subjectKind = 'individual', ...rest }: Checked = {},
): Promise<ApplicationId> {
  const opened = await openDraft(admissions.db, { ...(id === undefined ? {} : { id }), subjectKind });
  await submitted(admissions, opened, rest);
  return opened;
}

/** The same for one that is there; it must say which kind of subject it is. */
export async function submitted(
  { db, clock, conclude }: Admissions,
  opened: ApplicationId,
  { answers = {}, under = policy }: Pick<Checked, 'answers' | 'under'> = {},
): Promise<void> {
  const at = clock.now();
  await db.transaction(async (tx) => {
    await tx.applications.save(opened, { state: 'checking', round: 1, submittedAt: at });
    await tx.verification.record(opened, 1, reportsWith(answers), at);
    const everything = { 'id-document': 'granted', face: 'granted', 'government-query': 'granted' } as const;
    await tx.audit.append(
      {
        type: 'consent.answered',
        applicationId: opened,
        actor: { kind: 'applicant' },
        at,
        data: { answers: { ...everything, retention: 'granted' }, textVersion: '2026-11-1', textSha256: {} },
      },
      {
        type: 'application.submitted',
        applicationId: opened,
        actor: { kind: 'applicant' },
        at,
        data: { round: 1 },
      },
    );
  });
  await concludeVerification({ ...conclude, policy: under }, opened, 1);
}

export async function reviewed(
  { db, clock }: Admissions,
  id: ApplicationId,
  reviewerId: string,
  decision: 'approve' | 'refuse',
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await tx.applications.lock(id);
    if (row === null) throw new Error(`there is no application ${id}`);
    const at = clock.now();
    const made = {
      id: newId('d'),
      applicationId: id,
      round: row.round,
      reviewerId,
      decision,
      reasons: [decision === 'approve' ? 'evidence-agrees' : 'identity-not-established'] as const,
      items: [],
      message: '',
      note: '',
      decidedAt: at,
    };
    await applyDecision(tx, row, made, at);
  });
}

/** Approved by `r_ann`. */
export async function admitted(admissions: Admissions, options: Checked = {}): Promise<ApplicationId> {
  const id = await checked(admissions, options);
  await reviewed(admissions, id, 'r_ann', 'approve');
  return id;
}

/** Taken back by `r_bo`, a lead. */
export async function revoked({ db, clock }: Admissions, id: ApplicationId): Promise<void> {
  const lead = { id: 'r_bo', name: 'Bo', role: 'lead' } as const;
  const body = { reason: 'fraud-found', message: '', note: 'the card was reported stolen' } as const;
  await revokeAdmission({ database: db, clock }, id, lead, body);
}

/** Runs statements that the triggers would refuse, as somebody would who wants the records to read otherwise. */
export async function tamper(
  db: Database,
  table: string,
  statement: string,
  values: unknown[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(`alter table ${table} disable trigger user`, []);
    await tx.execute(statement, values);
    await tx.execute(`alter table ${table} enable trigger user`, []);
  });
}
