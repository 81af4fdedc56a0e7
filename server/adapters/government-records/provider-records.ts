// A provider's answers as the port promises them: one question, or a second one about name and number alone.
import type { CitizenId } from '../../domain/citizen-id.ts';
import type {
  ComparedFace,
  GovernmentRecordAnswer,
  GovernmentRecordQuery,
  GovernmentRecords,
} from '../../ports/government-records.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { ProviderCode } from './provider-code.ts';

/** As asked: in the clear, on its way out. */
export interface Person {
  readonly name: string;
  readonly citizenId: CitizenId;
}

/** What the provider said, already looked up; `code` is fit to be printed. */
export interface Said {
  readonly answer: 'said';
  readonly code: string;
  readonly means: ProviderCode['means'];
  /** On the provider's own scale; null when it gave none. */
  readonly similarity: number | null;
}

/** `code`: what the provider called it, fit to be printed; null when no answer was read. */
export interface Trouble extends Unavailable {
  readonly code: string | null;
}

export interface Provider {
  readonly name: string;
  /** Strictest first: from this similarity on, at most this share of different people. As published, with its source. */
  readonly rates: readonly { readonly from: number; readonly fmr: number }[];
  /** Largest photo it takes, before base64. */
  readonly maxPhotoBytes: number;
  compare(person: Person, photo: Uint8Array, signal: AbortSignal): Promise<Said | Trouble>;
  confirm(person: Person, signal: AbortSignal): Promise<Said | Trouble>;
}

export const trouble = (
  why: Unavailable['why'],
  code: string | null = null,
  retryAfterMs: number | null = null,
): Trouble => ({ answer: 'unavailable', why, retryAfterMs, code });

function comparedFace(provider: Provider, agrees: boolean, similarity: number | null): ComparedFace {
  const reached = provider.rates.find(({ from }) => similarity !== null && similarity >= from);
  return { kind: 'compared', agrees, similarity, fmr: reached?.fmr ?? 1 };
}

type Answer = Exclude<GovernmentRecordAnswer, Unavailable> | Trouble;

/** Null: there is no portrait, and name and number are still to be asked about. */
function answerWithFace(provider: Provider, said: Said): Answer | null {
  const { means, similarity, code } = said;
  if (means === 'agrees') return { answer: 'match', face: comparedFace(provider, true, similarity) };
  if (means === 'face-differs') return { answer: 'match', face: comparedFace(provider, false, similarity) };
  if (means === 'no-portrait') return null;
  if (means === 'mismatch' || means === 'not-found' || means === 'face-refused') return { answer: means };
  if ('capture' in means) return { answer: 'capture', fault: means.capture };
  return trouble(means.unavailable, code);
}

function answerWithoutFace(said: Said): Answer {
  const { means, code } = said;
  if (means === 'agrees') return { answer: 'match', face: { kind: 'not-asked' } };
  if (means === 'mismatch' || means === 'not-found') return { answer: means };
  if (typeof means === 'object' && 'unavailable' in means) return trouble(means.unavailable, code);
  // something about a face, which was not shown
  return trouble('bad-answer', code);
}

/**
 * Where the record has no portrait, name and number are asked about alone: a second question, and a second charge, for
 * which the answer `match/missing` in the trail is the recorded reason. Nothing else is ever asked twice.
 * `onTrouble`: each time it could not be asked; carries nothing about the person.
 */
export function createProviderRecords(
  provider: Provider,
  onTrouble: (what: Trouble) => void,
): GovernmentRecords {
  async function confirm(person: Person, signal: AbortSignal): Promise<Answer> {
    const said = await provider.confirm(person, signal);
    return said.answer === 'said' ? answerWithoutFace(said) : said;
  }

  async function compare(person: Person, photo: Uint8Array, signal: AbortSignal): Promise<Answer> {
    if (photo.length > provider.maxPhotoBytes) return trouble('refused');
    const said = await provider.compare(person, photo, signal);
    if (said.answer !== 'said') return said;
    const answer = answerWithFace(provider, said);
    if (answer !== null) return answer;
    const confirmed = await confirm(person, signal);
    return confirmed.answer === 'match' ? { answer: 'match', face: { kind: 'missing' } } : confirmed;
  }

  async function ask(query: GovernmentRecordQuery, signal: AbortSignal): Promise<Answer> {
    if (signal.aborted) return trouble('timeout');
    const person = { name: query.name.reveal(), citizenId: query.citizenId.reveal() };
    return query.livePhoto === null ? confirm(person, signal) : compare(person, query.livePhoto, signal);
  }

  return {
    name: provider.name,
    async lookUp(query, signal) {
      // an error may carry what was sent: it ends here
      const answer = await ask(query, signal).catch(() => trouble('bad-answer'));
      if (answer.answer !== 'unavailable') return answer;
      onTrouble(answer);
      return { answer: 'unavailable', why: answer.why, retryAfterMs: answer.retryAfterMs };
    },
  };
}
