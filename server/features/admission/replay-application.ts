// Asks the gate again about everything it was asked about an application, and compares with what is on record.
import { createHash } from 'node:crypto';
import type { ApplicationId } from '../../domain/application.ts';
import { canonicalJson, type Json } from '../../domain/canonical-json.ts';
import type { GateChange } from '../../domain/gate-change.ts';
import { drawOf } from '../../domain/roll-out.ts';
import { admit, recommend, type Recommendation } from '../../gate/gate.ts';
import { hold, type GateMode } from '../../gate/mode.ts';
import { policyOfVersion } from '../../gate/policy-versions.ts';
import type { AuditEntry } from '../../ports/audit-trail.ts';
import type { Stores } from '../../ports/database.ts';
import type { RecommendationRow } from '../../ports/verification-records.ts';
import { confirmationBefore, modeAt } from './mode-at.ts';
import { readSealed } from './read-sealed.ts';

/**
 * `seq`: of the entry in which the trail has the gate's answer. `same`: it answers so again.
 * `differs`: it does not, or what it was asked about is not what was sealed.
 * `cannot`: it cannot be asked as it was: a policy that is not kept, or what it was asked about.
 */
export interface Replayed {
  readonly seq: number;
  readonly round: number;
  readonly asked: 'recommendation' | 'admission';
  readonly policyVersion: string | null;
  readonly recorded: string;
  readonly replayed: string | null;
  readonly verdict: 'same' | 'differs' | 'cannot';
  readonly why: ReplayReason | null;
}

export type ReplayReason =
  'entry-altered' | 'not-kept' | 'seal-broken' | 'policy-not-known' | 'mode-not-known' | 'answer-differs';

type EntryOf<Type extends AuditEntry['type']> = AuditEntry & { readonly type: Type };

/** What the gate was given, in the text that was sealed; or why it cannot be given again. */
type Again =
  | { readonly recommendation: Recommendation; readonly recorded: string }
  | { readonly why: ReplayReason; readonly verdict: 'differs' | 'cannot' };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);

const said = ({ outcome, reasons }: Pick<Recommendation, 'outcome' | 'reasons'>): string =>
  [outcome, ...reasons].join(' ');

function again(row: RecommendationRow | null, id: ApplicationId, sealSha256: string | null): Again {
  if (row === null) return { why: 'not-kept', verdict: 'differs' };
  if (row.sealed === null) return { why: 'not-kept', verdict: 'cannot' };
  const sealed = readSealed(row.sealed);
  const isSealed = sha256(row.sealed) === (sealSha256 ?? row.sealSha256) && sealed?.applicationId === id;
  if (!isSealed || !isSame(row.facts, sealed.facts)) return { why: 'seal-broken', verdict: 'differs' };
  const policy = policyOfVersion(sealed.recommendation.policyVersion);
  if (policy === null) return { why: 'policy-not-known', verdict: 'cannot' };
  return { recommendation: recommend(sealed.facts, policy), recorded: said(sealed.recommendation) };
}

interface Records {
  readonly id: ApplicationId;
  readonly trail: readonly AuditEntry[];
  readonly changes: readonly GateChange[];
  readonly rowOf: (round: number) => Promise<RecommendationRow | null>;
  readonly isWhole: (entry: AuditEntry) => boolean;
}

async function replaySealing(records: Records, entry: EntryOf<'recommendation.sealed'>): Promise<Replayed> {
  const { round, sealSha256, policyVersion } = entry.data;
  const row = await records.rowOf(round);
  const found = again(row, records.id, sealSha256);
  const common = { seq: entry.seq, round, asked: 'recommendation', policyVersion } as const;
  if ('why' in found) return { ...common, recorded: row === null ? '' : said(row), replayed: null, ...found };
  const replayed = said(found.recommendation);
  const isAsRecorded = replayed === found.recorded && row !== null && replayed === said(row);
  return {
    ...common,
    recorded: found.recorded,
    replayed,
    verdict: isAsRecorded ? 'same' : 'differs',
    why: isAsRecorded ? null : 'answer-differs',
  };
}

/** Where people decided, the mode made no difference. */
function modeOf({ changes }: Records, { data, at }: EntryOf<'gate.decided'>): GateMode | null {
  if (data.basis === 'reviewers' || data.mode === 'hold') return hold;
  const confirmation = data.confirmation ?? confirmationBefore(changes, at);
  return confirmation === null ? null : modeAt(changes, confirmation, at);
}

/** By the decisions of people that the trail had by then. */
async function replayDecision(records: Records, entry: EntryOf<'gate.decided'>): Promise<Replayed> {
  const { round, outcome, basis } = entry.data;
  const found = again(await records.rowOf(round), records.id, null);
  const recorded = `${outcome} (${basis})`;
  const common = { seq: entry.seq, round, asked: 'admission', recorded, policyVersion: null } as const;
  if ('why' in found) return { ...common, replayed: null, ...found };
  const reviews = records.trail.flatMap((one) =>
    one.type === 'review.decided' &&
    one.seq < entry.seq &&
    one.data.round === round &&
    one.actor.kind === 'reviewer'
      ? [{ reviewerId: one.actor.reviewerId, ...one.data }]
      : [],
  );
  const mode = modeOf(records, entry);
  const { policyVersion } = found.recommendation;
  if (mode === null)
    return { ...common, policyVersion, replayed: null, verdict: 'cannot', why: 'mode-not-known' };
  const admission = admit(found.recommendation, reviews, mode, drawOf(records.id));
  const replayed = `${admission.outcome} (${admission.basis})`;
  const isSameAgain = replayed === recorded;
  return {
    ...common,
    policyVersion,
    replayed,
    verdict: isSameAgain ? 'same' : 'differs',
    why: isSameAgain ? null : 'answer-differs',
  };
}

async function replayEntry(records: Records, entry: AuditEntry): Promise<Replayed | null> {
  if (entry.type !== 'recommendation.sealed' && entry.type !== 'gate.decided') return null;
  const replayed =
    entry.type === 'gate.decided'
      ? await replayDecision(records, entry)
      : await replaySealing(records, entry);
  return records.isWhole(entry) ? replayed : { ...replayed, verdict: 'differs', why: 'entry-altered' };
}

/** In the order of the trail; null when there is no such application. Checks are not run again: their answers are facts. */
export async function replayApplication(
  stores: Pick<Stores, 'applications' | 'audit' | 'verification' | 'gateModes'>,
  id: ApplicationId,
): Promise<readonly Replayed[] | null> {
  if ((await stores.applications.find(id)) === null) return null;
  const records: Records = {
    id,
    trail: await stores.audit.of(id),
    changes: await stores.gateModes.changes(),
    rowOf: (round) => stores.verification.recommendation(id, round),
    isWhole: (entry) => stores.audit.isWhole(entry),
  };
  const replayed: Replayed[] = [];
  for (const entry of records.trail) {
    const one = await replayEntry(records, entry);
    if (one !== null) replayed.push(one);
  }
  return replayed;
}
