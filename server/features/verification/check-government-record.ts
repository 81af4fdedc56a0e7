// Government record: do name and number, and the face, agree with the state's own record?
import type { CheckReport, CheckResult, Measurement } from '../../domain/check.ts';
import type { CitizenId } from '../../domain/citizen-id.ts';
import { DomainError } from '../../domain/errors.ts';
import { Sensitive } from '../../domain/sensitive.ts';
import type { ReasonCode } from '../../domain/reason-code.ts';
import type { RecordPhotoFault } from '../../domain/record-photo.ts';
import { withTimeLimit } from '../../domain/time-limit.ts';
import type { Limits } from '../../gate/policy.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type {
  ComparedFace,
  GovernmentRecordAnswer,
  GovernmentRecords,
  RecordFace,
} from '../../ports/government-records.ts';
import type { Pictures } from '../../ports/pictures.ts';
import { wasPut, type RecordQuestion } from '../../ports/record-question.ts';
import type { Vault } from '../../ports/vault.ts';
import { pieceOf, type CaseFacts } from './case-facts.ts';
import { compareFaces } from './compare-faces.ts';
import type { QueryPermit } from './permit-query.ts';
import type { Unanswered } from './wait-for-service.ts';

export interface RecordDeps {
  readonly vault: Vault;
  readonly engine: FaceEngine;
  readonly pictures: Pictures;
  readonly limits: Limits;
  /** Null where no record is configured: the check is unavailable. */
  readonly records: GovernmentRecords | null;
  readonly timeoutMs: number;
  readonly permit: QueryPermit;
}

export interface RecordFindings {
  readonly report: CheckReport;
  /** For the trail: whom we asked, in order; empty when nothing was asked. */
  readonly questions: readonly RecordQuestion[];
  /** The record's portrait, JPEG, to be kept for the reviewer. */
  readonly portrait: Uint8Array | null;
  /** Null when the record has answered, or was not to be asked. */
  readonly unanswered: Unanswered | null;
}

type Judged = { result: CheckResult; measurements?: readonly Measurement[]; portrait?: Uint8Array };

/** Only what is wrong with the picture; our own faults go on. */
function unlessUnreadable(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}

async function judgePortrait(
  deps: RecordDeps,
  picture: Uint8Array,
  live: Uint8Array,
  signal: AbortSignal,
): Promise<Judged> {
  const read = await deps.pictures.normalise(picture, 1200).catch(unlessUnreadable);
  // what the record gave is no picture: nothing is known of the face, and asking again would be billed again
  if (read === null) return { result: { outcome: 'unavailable', reason: 'record-unavailable' } };
  const { jpeg: portrait } = read;
  const compared = await compareFaces(
    deps.engine,
    { jpeg: portrait, purpose: 'document' },
    { jpeg: live, purpose: 'frame' },
    deps.limits,
    signal,
  );
  if (compared.kind === 'no-face')
    return { result: { outcome: 'inconclusive', reason: 'record-face-unclear' }, portrait };
  const byBand: Record<typeof compared.band, CheckResult> = {
    same: { outcome: 'passed' },
    unclear: { outcome: 'inconclusive', reason: 'record-face-unclear' },
    different: { outcome: 'failed', reason: 'record-face-differs' },
  };
  return { result: byBand[compared.band], measurements: [compared.measurement], portrait };
}

/** What the applicant can do about each fault: one reason, one sentence. */
const reasonOfFault: Record<RecordPhotoFault, ReasonCode> = {
  blurred: 'record-photo-unclear',
  'poor-quality': 'record-photo-unclear',
  'wrong-size': 'record-photo-unclear',
  'too-short': 'record-photo-unclear',
  'action-not-seen': 'record-photo-unclear',
  'too-dark': 'record-photo-light',
  'too-bright': 'record-photo-light',
  'face-covered': 'record-photo-face-covered',
  'no-face': 'record-photo-framing',
  'several-faces': 'record-photo-framing',
  'face-too-far': 'record-photo-framing',
  'face-too-close': 'record-photo-framing',
  'face-off-centre': 'record-photo-framing',
};

/** The record's no is a no at any rate; its yes is one only as far as its own table bears it out. */
function judgeComparison({ agrees, similarity, fmr }: ComparedFace, { recordFaceFmr }: Limits): Judged {
  const isRate = fmr > 0 && fmr <= 1; // nobody measured a rate of none
  const result: CheckResult = !agrees
    ? { outcome: 'failed', reason: 'record-face-differs' }
    : isRate && fmr <= recordFaceFmr
      ? { outcome: 'passed' }
      : { outcome: 'inconclusive', reason: 'record-face-unclear' };
  const rate: readonly Measurement[] = isRate
    ? [{ name: 'recordFaceFmr', value: fmr, unit: '0..1', limit: recordFaceFmr, better: 'lower' }]
    : [];
  const closeness: readonly Measurement[] =
    similarity === null
      ? []
      : [{ name: 'recordFaceSimilarity', value: similarity, unit: '', limit: null, better: 'higher' }];
  return { result, measurements: [...rate, ...closeness] };
}

async function judgeFace(
  deps: RecordDeps,
  face: RecordFace,
  live: Uint8Array | null,
  signal: AbortSignal,
): Promise<Judged> {
  switch (face.kind) {
    case 'portrait':
      return live === null
        ? { result: { outcome: 'inconclusive', reason: 'face-not-asked' } }
        : judgePortrait(deps, face.picture, live, signal);
    case 'compared':
      // an answer about a face that was not shown is about nobody here
      return live === null
        ? { result: { outcome: 'inconclusive', reason: 'face-not-asked' } }
        : judgeComparison(face, deps.limits);
    case 'missing':
      return { result: { outcome: 'inconclusive', reason: 'record-portrait-missing' } };
    case 'not-asked':
      return { result: { outcome: 'inconclusive', reason: 'face-not-asked' } };
  }
}

async function judge(
  deps: RecordDeps,
  answer: GovernmentRecordAnswer,
  live: Uint8Array | null,
  signal: AbortSignal,
): Promise<Judged> {
  // what is said of a photo that was not shown is about nobody here, and asks nothing of somebody without a face
  if (live === null && (answer.answer === 'face-refused' || answer.answer === 'capture'))
    return { result: { outcome: 'inconclusive', reason: 'face-not-asked' } };
  switch (answer.answer) {
    case 'match':
      return judgeFace(deps, answer.face, live, signal);
    case 'mismatch':
      return { result: { outcome: 'failed', reason: 'record-mismatch' } };
    case 'not-found':
      return { result: { outcome: 'failed', reason: 'record-not-found' } };
    case 'face-refused':
      return { result: { outcome: 'failed', reason: 'record-face-refused' } };
    case 'capture':
      return { result: { outcome: 'inconclusive', reason: reasonOfFault[answer.fault] } };
    case 'unavailable':
      return { result: { outcome: 'unavailable', reason: 'record-unavailable' } };
  }
}

/** Asks nothing without the applicant's consent to the query, and gives no photo without consent to the face item. */
export async function checkGovernmentRecord(
  deps: RecordDeps,
  facts: CaseFacts,
  signal: AbortSignal,
): Promise<RecordFindings> {
  const report = ({ result, measurements = [] }: Judged): CheckReport => ({
    check: 'government-record',
    result,
    measurements,
  });
  const notAsked = (result: CheckResult): RecordFindings => ({
    report: report({ result }),
    questions: [],
    portrait: null,
    unanswered: null,
  });
  if (facts.consents['government-query'] !== 'granted')
    return notAsked({ outcome: 'unavailable', reason: 'record-consent-refused' });
  if (deps.records === null) return notAsked({ outcome: 'unavailable', reason: 'record-unavailable' });
  const best = pieceOf(facts, 'best-frame');
  const mayShowFace = facts.consents.face === 'granted' && facts.application.path === 'face';
  const permit = await deps.permit('government-record', mayShowFace && best !== null);
  if (permit === 'refused') return notAsked({ outcome: 'unavailable', reason: 'record-consent-refused' });
  const live =
    permit === 'with-face' && best !== null ? await deps.vault.getMedia(facts.application, best) : null;
  const { records, timeoutMs } = deps;
  const query = {
    name: new Sensitive(facts.declaration.legalName),
    citizenId: new Sensitive(facts.declaration.citizenId as CitizenId),
    livePhoto: live,
  };
  const asked: RecordQuestion[] = [];
  const answer = await withTimeLimit(signal, timeoutMs, (limited) =>
    records.lookUp(query, limited, (question) => void asked.push(question)),
  );
  const judged = await judge(deps, answer, live, signal);
  const questions = asked.length > 0 ? asked : [{ provider: records.name, answer, because: null }];
  const unanswered =
    answer.answer === 'unavailable' ? { answer, questions: questions.filter(wasPut).length } : null;
  return { report: report(judged), questions, portrait: judged.portrait ?? null, unanswered };
}
