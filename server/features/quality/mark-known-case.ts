// Marks settled applications as known cases with their right answer, and takes them back.
import type { z } from 'zod';
import type { knownCasesView, markKnownCase as markEndpoint } from '../../contract/quality.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ReviewReason } from '../../domain/reason-code.ts';
import type { Decision } from '../../domain/review-case.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Random } from '../../ports/random.ts';
import type { Reviewer } from '../../ports/reviewers.ts';
import { usableOriginal } from './give-task.ts';

export interface KnownCaseDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  /** Whether a reviewer may give this reason for this decision. */
  readonly fitsDecision: (reason: ReviewReason, decision: Decision) => boolean;
}

const shownKnownCases = 200;

export function demandLead({ role }: Reviewer): void {
  if (role === 'reviewer') throw new DomainError('role-not-enough');
}

export async function listKnownCases({ database }: KnownCaseDeps): Promise<z.input<typeof knownCasesView>> {
  const rows = await database.knownCases.list(shownKnownCases);
  return {
    knownCases: rows.map((row) => ({
      knownCaseId: row.id,
      applicationId: row.applicationId,
      decision: row.decision,
      reasons: [...row.reasons],
      explanation: row.explanation,
      markedBy: row.markedByName,
      markedAt: row.markedAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      endedBecause: row.endedBecause,
      given: row.given,
      answered: row.answered,
      right: row.right,
    })),
  };
}

/** Only while all of its evidence is kept, and in words of consent that cover a second look. */
export async function markKnownCase(
  { database, clock, random, fitsDecision }: KnownCaseDeps,
  who: Reviewer,
  body: z.output<typeof markEndpoint.body>,
): Promise<void> {
  const { applicationId, decision, reasons, explanation } = body;
  const misfit = reasons.findIndex((reason) => !fitsDecision(reason, decision));
  if (misfit >= 0)
    throw new DomainError('invalid-request', {
      errors: [{ pointer: `/reasons/${misfit}`, code: 'not-for-this-decision' }],
    });
  await database.transaction(async (tx) => {
    const row = await tx.applications.lock(applicationId);
    if (row === null || row.round === 0) throw new DomainError('not-found');
    const at = clock.now();
    const { round } = row;
    const original = await usableOriginal(tx, { applicationId, round }, at);
    const isKnown = (await tx.knownCases.inUse()).some((known) => known.applicationId === applicationId);
    if (original === null || isKnown) throw new DomainError('event-not-possible', { state: row.state });
    const id = random.id('k');
    const known = { id, applicationId, round, decision, reasons, explanation };
    await tx.knownCases.mark({ ...known, markedBy: who.id, markedAt: at, endsAt: original.endsAt });
    await tx.audit.append({
      type: 'known-case.marked',
      applicationId,
      actor: { kind: 'reviewer', reviewerId: who.id },
      at,
      data: { knownCaseId: id, round, decision, reasons },
    });
  });
}

export async function endKnownCase(
  { database, clock }: KnownCaseDeps,
  who: Reviewer,
  knownCaseId: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const known = await tx.knownCases.find(knownCaseId);
    if (known === null) throw new DomainError('not-found');
    const at = clock.now();
    if (!(await tx.knownCases.end(knownCaseId, 'taken-back', at))) return;
    await tx.audit.append({
      type: 'known-case.ended',
      applicationId: known.applicationId,
      actor: { kind: 'reviewer', reviewerId: who.id },
      at,
      data: { knownCaseId, because: 'taken-back' },
    });
  });
}
