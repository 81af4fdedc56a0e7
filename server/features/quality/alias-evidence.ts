// Evidence under an alias: the original's, moved in time; nothing of it can be changed from here.
import type { ApplicationId } from '../../domain/application.ts';
import type { EvidenceKind, JourneyItem } from '../../domain/evidence.ts';
import { movedTime } from '../../domain/quality-task.ts';
import type { ConsentRecords } from '../../ports/consent-records.ts';
import type { Stores } from '../../ports/database.ts';
import type { EvidenceRecords, EvidenceRow } from '../../ports/evidence-records.ts';
import type { LivenessRecords } from '../../ports/liveness-records.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { VerificationRecords } from '../../ports/verification-records.ts';
import { asOwn, only, type Alias } from './alias.ts';

/** The identifier under which a thing is really kept. */
const keptUnder = ({ task }: Alias, id: ApplicationId): ApplicationId =>
  id === task.alias ? task.applicationId : id;

/** What the answer asked for again, which would be out of force now. */
async function askedAgain({ qualityTasks }: Stores, { task }: Alias): Promise<readonly JourneyItem[]> {
  const answer = await qualityTasks.findAnswer(task.alias);
  return answer?.decision === 'ask-again' ? answer.items : [];
}

const captured: readonly EvidenceKind[] = ['best-frame', 'liveness-frame'];

const isSetAside = (kind: EvidenceKind, items: readonly JourneyItem[]): boolean =>
  items.some((item) => item === kind || (item === 'liveness' && captured.includes(kind)));

export function aliasEvidence(stores: Stores, alias: Alias): EvidenceRecords {
  const { evidence } = stores;
  const shown = (row: EvidenceRow): EvidenceRow => ({
    ...asOwn(alias, row),
    addedAt: movedTime(alias.task, row.addedAt),
  });
  return only<EvidenceRecords>('evidence', {
    current: async (id) => {
      const pieces = await evidence.current(keptUnder(alias, id));
      if (id !== alias.task.alias) return pieces;
      const items = await askedAgain(stores, alias);
      return pieces.filter(({ kind }) => !isSetAside(kind, items)).map(shown);
    },
    find: async (id, evidenceId) => {
      const row = await evidence.find(keptUnder(alias, id), evidenceId);
      return row === null || id !== alias.task.alias ? row : shown(row);
    },
    supersede: async () => undefined, // a decision sets aside nothing of the original
  });
}

export function aliasLiveness(stores: Stores, alias: Alias): LivenessRecords {
  const { liveness } = stores;
  return only<LivenessRecords>('liveness', {
    newest: async (id, state) => {
      const session = await liveness.newest(keptUnder(alias, id), state);
      if (session === null || id !== alias.task.alias) return session;
      if (state === 'complete' && (await askedAgain(stores, alias)).includes('liveness')) return null;
      const { openedAt, finishedAt } = session;
      return {
        ...asOwn(alias, session),
        openedAt: movedTime(alias.task, openedAt),
        finishedAt: finishedAt && movedTime(alias.task, finishedAt),
        receipt: null, // it names the original: alias-receipt.ts tells what it says
      };
    },
    frames: (sessionId) => liveness.frames(sessionId),
    discardComplete: async () => undefined,
  });
}

export function aliasVerification({ verification }: Stores, alias: Alias): VerificationRecords {
  return only<VerificationRecords>('verification', {
    reports: (id, round) => verification.reports(keptUnder(alias, id), round),
    registered: (id, round) => verification.registered(keptUnder(alias, id), round),
    recommendation: async (id, round) => {
      const sealed = await verification.recommendation(keptUnder(alias, id), round);
      return sealed && { ...asOwn(alias, sealed), at: movedTime(alias.task, sealed.at) };
    },
  });
}

export function aliasConsents({ consents }: Stores, alias: Alias): ConsentRecords {
  return only<ConsentRecords>('consents', {
    current: (id) => consents.current(keptUnder(alias, id)),
    granted: (id) => consents.granted(keptUnder(alias, id)),
  });
}

/** Whoever looks for other applications of the same person is not led to the original. */
export function aliasSubjectKeys({ subjectKeys }: Stores, alias: Alias): SubjectKeys {
  const others = (ids: readonly ApplicationId[]): readonly ApplicationId[] =>
    ids.filter((id) => id !== alias.task.applicationId);
  return only<SubjectKeys>('subjectKeys', {
    find: (id) => subjectKeys.find(keptUnder(alias, id)),
    findByCitizenKey: async (key, limit) =>
      others(await subjectKeys.findByCitizenKey(key, limit + 1)).slice(0, limit),
    findByBusinessKey: async (key, limit) =>
      others(await subjectKeys.findByBusinessKey(key, limit + 1)).slice(0, limit),
    findByLastFour: async (key, limit) =>
      others(await subjectKeys.findByLastFour(key, limit + 1)).slice(0, limit),
  });
}
