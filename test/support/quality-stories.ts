// Settled cases without a camera, and the minute's round of quality over them: the real features on a real database.
import { createHash } from 'node:crypto';
import type { ApplicationId } from '../../server/domain/application.ts';
import { consentTextVersion } from '../../server/domain/consent.ts';
import type { Decision } from '../../server/domain/review-case.ts';
import { createSystemRandom } from '../../server/adapters/system/random.ts';
import { createCaseDesk, type CaseDesk } from '../../server/features/quality/case-desk.ts';
import { tendQuality } from '../../server/features/quality/tend-quality.ts';
import type { QualityShares } from '../../server/features/quality/draw-settled.ts';
import { settleIfDue } from '../../server/features/review/settle-decision.ts';
import type { Keys } from '../../server/ports/keys.ts';
import type { Random } from '../../server/ports/random.ts';
import type { Vault } from '../../server/ports/vault.ts';
import { qualityLevels } from './quality.ts';
import { decideStory, openConcludedCase, type Finding, type StoryDeps } from './shadow-story.ts';

/** Usable a second time: with a declaration, and consent in the present words. */
export async function settleStory(
  deps: StoryDeps,
  finding: Finding,
  reviewerId: string,
  decision: Decision,
): Promise<ApplicationId> {
  const id = await openConcludedCase(deps, finding);
  await deps.database.applications.save(id, { declarationSealed: new Uint8Array([1]) });
  await deps.database.consents.record([
    {
      applicationId: id,
      item: 'id-document',
      answer: 'granted',
      channel: 'journey',
      textVersion: consentTextVersion,
      textSha256: createHash('sha256').update('id-document').digest('hex'),
      language: 'zh-CN',
      at: deps.clock.now(),
    },
  ]);
  await decideStory({ ...deps, undoMs: 0 }, id, reviewerId, decision);
  return id;
}

const nothingSealed = {} as Vault;

/** What the desk works on for this identifier, before this reviewer; null: before the job. */
export async function deskFor(
  deps: StoryDeps,
  id: ApplicationId,
  reviewerId: string | null,
): Promise<StoryDeps> {
  const { database, jobs, clock } = deps;
  const all: CaseDesk = { database, jobs, vault: nothingSealed, seeReceipt: async () => null };
  const desk = await createCaseDesk(all, clock)(
    id,
    reviewerId === null ? null : { id: reviewerId, name: '' },
  );
  return { ...deps, database: desk.database, jobs: desk.jobs };
}

/** Given at once, to the first of those who can take it. */
const atOnce: Random = { ...createSystemRandom(), int: () => 0 };

/** The minute's round, with keys that draw the same in every run. */
export async function tendStory(
  deps: StoryDeps,
  shares: QualityShares,
  secret = new Uint8Array(32).fill(7),
): Promise<void> {
  await tendQuality(
    {
      ...deps,
      random: atOnce,
      levels: qualityLevels,
      keys: { tokenSecret: async () => secret } as unknown as Keys,
      shares,
      settle: async (alias) => settleIfDue(await deskFor(deps, alias, null), alias),
    },
    new AbortController().signal,
  );
}
