// The desk of three in a test's hands, and settled cases given once more to the one of them who knows nothing.
import { settleDecision } from '../../server/contract/decision.ts';
import { changeShift } from '../../server/contract/queue.ts';
import { readCase, type CaseView, type DecisionBody } from '../../server/contract/review.ts';
import type { ApiClient } from '../try/http-client.ts';
import { faceFree, somebodyAt, type Somebody, type Wishes } from './applicants.ts';
import { ann, approval, bea, cem, decide } from './desk.ts';
import { giveAgain } from './quality.ts';
import { startPortcullis, type TestPortcullis } from './start-portcullis.ts';

export const at = (applicationId: string) => ({ params: { applicationId } });

/** Decides, and gives up the time to undo it. */
export async function decideForGood(desk: ApiClient, id: string, body: DecisionBody): Promise<CaseView> {
  await decide(desk, id, body);
  return desk.call(settleDecision, at(id));
}

export interface QualityDesks {
  readonly portcullis: TestPortcullis;
  /** Of the newest sign-in. */
  readonly desks: () => Record<'ann' | 'bea' | 'cem', ApiClient>;
  /** Sessions end when the clock is put forward. Bea goes on shift. */
  readonly signIn: () => Promise<void>;
  /** Decided by Ann; Cem has looked, so that only Bea is left to be given it. */
  readonly settledByAnn: (body?: DecisionBody, wishes?: Wishes) => Promise<Somebody>;
  readonly aliasForBea: (body?: DecisionBody) => Promise<{ alias: string; original: Somebody }>;
  /** Nobody is given more than they can answer: takes back what is open. */
  readonly clear: () => Promise<void>;
}

/** Nothing is drawn by itself, and decisions can be undone for a minute. */
export async function startQualityDesks(): Promise<QualityDesks> {
  const environment = { QUALITY_KNOWN_SHARE: '0', QUALITY_SECOND_SHARE: '0', DECISION_UNDO_SECONDS: '60' };
  const portcullis = await startPortcullis({ environment });
  const all = async () => ({
    ann: await portcullis.reviewer(ann),
    bea: await portcullis.reviewer(bea),
    cem: await portcullis.reviewer(cem),
  });
  let desks = await all();

  const settledByAnn = async (body = approval, wishes: Wishes = faceFree): Promise<Somebody> => {
    const applicant = await somebodyAt(portcullis, 'held', wishes);
    await decideForGood(desks.ann, applicant.id, body);
    await desks.cem.call(readCase, at(applicant.id));
    await desks.bea.call(changeShift, { body: { isOn: true } });
    return applicant;
  };

  return {
    portcullis,
    desks: () => desks,
    settledByAnn,
    async signIn() {
      desks = await all();
      await desks.bea.call(changeShift, { body: { isOn: true } });
    },
    async aliasForBea(body = approval) {
      const original = await settledByAnn(body);
      return { alias: (await giveAgain(portcullis, original.id)).alias, original };
    },
    async clear() {
      const { database, clock } = portcullis;
      for (const { alias } of await database.qualityTasks.unanswered(1000))
        await database.qualityTasks.withdraw(alias, 'taken-back', clock.now());
    },
  };
}

const idPattern = /\b[a-z]_[0-9a-z]{22}\b/g;
const timePattern = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What is left of an answer when identifiers and moments are taken for one another. */
export function faceOf(value: unknown): unknown {
  if (typeof value === 'string')
    return timePattern.test(value) ? 'a moment' : value.replace(idPattern, 'an id');
  if (Array.isArray(value)) return value.map(faceOf);
  if (typeof value === 'number' && value > 50_000) return 'some time';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'related') // about other applications, of which each test makes more
      .map(([key, inner]) => [key, faceOf(inner)]),
  );
}
