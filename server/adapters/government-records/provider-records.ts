// A provider's answers as the port promises them: one question, or a second one about name and number alone.
import type { CitizenId } from '../../domain/citizen-id.ts';
import type {
  ComparedFace,
  GovernmentRecordAnswer,
  GovernmentRecordQuery,
  GovernmentRecords,
} from '../../ports/government-records.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import { around, type Layer } from './around.ts';
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
  readonly means: Exclude<ProviderCode['means'], { readonly unavailable: unknown }>;
  /** On the provider's own scale; null when it gave none. */
  readonly similarity: number | null;
  readonly billing: ProviderCode['billing'];
  /** With `agrees`, of a record that hands its portrait out: comparing is up to us. */
  readonly portrait?: Uint8Array;
}

/** `code`: what the provider called it, fit to be printed; null when no answer was read. */
export interface Trouble extends Unavailable {
  readonly code: string | null;
  /** Of the question that came to this. */
  readonly billing: ProviderCode['billing'];
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

export interface ProviderTools {
  readonly onTrouble: (what: Trouble) => void;
  /** The first is the outermost. */
  readonly layers: readonly Layer[];
}

export const trouble = (
  why: Unavailable['why'],
  code: string | null = null,
  retryAfterMs: number | null = null,
  billing: ProviderCode['billing'] = 'unstated',
): Trouble => ({ answer: 'unavailable', why, retryAfterMs, code, billing });

/** What a code comes to, as its table has it; `found` null: it is in none. `code` is fit to be printed. */
export function understood(
  code: string,
  found: ProviderCode | null,
  similarity: number | null = null,
  retryAfterMs: number | null = null,
): Said | Trouble {
  if (found === null) return trouble('bad-answer', code, retryAfterMs);
  const { means, billing } = found;
  if (typeof means === 'object' && 'unavailable' in means)
    return trouble(means.unavailable, code, retryAfterMs, billing);
  return { answer: 'said', code, means, similarity, billing };
}

function comparedFace(provider: Provider, agrees: boolean, similarity: number | null): ComparedFace {
  const reached = provider.rates.find(({ from }) => similarity !== null && similarity >= from);
  return { kind: 'compared', agrees, similarity, fmr: reached?.fmr ?? 1 };
}

type Answer = Exclude<GovernmentRecordAnswer, Unavailable> | Trouble;

/** Null: there is no portrait, and name and number are still to be asked about. */
function answerWithFace(provider: Provider, said: Said): Answer | null {
  const { means, similarity, portrait } = said;
  if (means === 'agrees' && portrait !== undefined)
    return { answer: 'match', face: { kind: 'portrait', picture: portrait } };
  if (means === 'agrees') return { answer: 'match', face: comparedFace(provider, true, similarity) };
  if (means === 'face-differs') return { answer: 'match', face: comparedFace(provider, false, similarity) };
  if (means === 'no-portrait') return null;
  if (means === 'mismatch' || means === 'not-found' || means === 'face-refused') return { answer: means };
  return { answer: 'capture', fault: means.capture };
}

function answerWithoutFace({ means, code, billing }: Said): Answer {
  if (means === 'agrees') return { answer: 'match', face: { kind: 'not-asked' } };
  if (means === 'mismatch' || means === 'not-found') return { answer: means };
  // something about a face, which was not shown
  return trouble('bad-answer', code, null, billing);
}

/**
 * Where the record has no portrait, name and number are asked about alone: a second question, and a second charge, for
 * which the answer `match/missing` in the trail is the recorded reason. `layers` are put around each single question.
 * `onTrouble`: each time it could not be asked; carries nothing about the person.
 */
export function createProviderRecords(
  bare: Provider,
  { onTrouble, layers }: ProviderTools,
): GovernmentRecords {
  const provider = around(bare, layers);

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
      const { why, retryAfterMs, isHeldBack } = answer;
      if (isHeldBack !== true) onTrouble(answer);
      return { answer: 'unavailable', why, retryAfterMs, ...(isHeldBack === true ? { isHeldBack } : {}) };
    },
  };
}
