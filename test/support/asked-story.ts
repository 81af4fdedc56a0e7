// Applications of which everything is checked but what a service is asked about, verified by the real features on a real database.
import type { ApplicationId } from '../../server/domain/application.ts';
import type { CheckName } from '../../server/domain/check.ts';
import type { Declaration, SubjectKind } from '../../server/domain/subject.ts';
import type { VerifyDeps } from '../../server/features/verification/verify-application.ts';
import type { BusinessRegistry } from '../../server/ports/business-registry.ts';
import type { Clock } from '../../server/ports/clock.ts';
import type { Database } from '../../server/ports/database.ts';
import type { GovernmentRecords } from '../../server/ports/government-records.ts';
import type { Pictures } from '../../server/ports/pictures.ts';
import type { Vault } from '../../server/ports/vault.ts';
import { answerConsents } from '../adapters/database/stores/stories.ts';
import { declaration } from './applicants.ts';
import { createIdleEngine } from './idle-engine.ts';
import { openCheckedCase, storyDeps, type StoryDeps } from './shadow-story.ts';

export const business = {
  code: '91990000MA0000015Q',
  name: '沙盒晨光贸易有限公司',
  legalRepresentative: '林试',
};

export interface AskedStory {
  readonly deps: VerifyDeps & StoryDeps;
  /** In `checking`, with consent and a face to show; nothing was asked yet. */
  readonly open: (options?: AskedOptions) => Promise<ApplicationId>;
}

export interface AskedOptions {
  readonly id?: ApplicationId;
  readonly citizenId?: string;
  readonly subjectKind?: SubjectKind;
}

export interface AskedWith {
  readonly records: GovernmentRecords | null;
  readonly registry?: BusinessRegistry | null;
  readonly waitMs: number;
  readonly timeoutMs?: number;
}

/** Media are a few bytes, and a declaration is what was asked for: nothing is encrypted here. */
export function askedStory(
  database: Database,
  clock: Clock,
  { records, registry = null, waitMs, timeoutMs = 1_000 }: AskedWith,
): AskedStory {
  const declared = new Map<string, Declaration>();
  const vault = {
    openDeclaration: async ({ id }: { id: string }) => declared.get(id),
    getMedia: async () => Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
    sealText: async () => Uint8Array.of(1),
  } as unknown as Vault;
  const story = storyDeps(database, clock);
  const deps = {
    ...story,
    records,
    registry,
    waitMs,
    timeoutMs,
    vault,
    engine: createIdleEngine(),
    pictures: {} as Pictures,
    detectors: [],
    marketplace: 'test',
  } as unknown as AskedStory['deps'];
  const asked: readonly CheckName[] = ['government-record', 'business-registry'];
  return {
    deps,
    async open({ citizenId = declaration.citizenId, subjectKind = 'individual', ...given } = {}) {
      const id = await openCheckedCase(story, 'admit', { ...given, subjectKind });
      await database.verification.erase(id, 1, asked);
      await database.verification.record(
        id,
        1,
        [{ check: 'presentation-attack', result: { outcome: 'passed' }, measurements: [] }],
        clock.now(),
      );
      await answerConsents(database, id, 'granted');
      await database.applications.save(id, { declarationSealed: Uint8Array.of(1) });
      await database.evidence.add({
        id: story.random.id('e'),
        applicationId: id,
        kind: 'best-frame',
        sha256: '0'.repeat(64),
        bytes: 4,
        address: 'e'.repeat(64),
        mediaType: 'image/jpeg',
        findings: [],
        measurements: [],
        capture: null,
        addedAt: clock.now(),
      });
      declared.set(id, {
        ...declaration,
        citizenId,
        subjectKind,
        business: subjectKind === 'individual' ? null : business,
      });
      return id;
    },
  };
}
