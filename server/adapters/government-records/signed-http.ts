// A record that answers signed JSON over HTTPS, in words that an operator's mapping explains.
import type { GovernmentRecords } from '../../ports/government-records.ts';
import type { WireAnswer } from '../../ports/wire.ts';
import { codeAt, meaningOf, valueAt } from '../wire/mapping.ts';
import { createAskSigned, type SignedQuestionConfig } from '../wire/signed-question.ts';
import type { RecordsMapping } from './mapping.ts';
import { printableCode, type ProviderCode } from './provider-code.ts';
import {
  createProviderRecords,
  trouble,
  understood,
  type Person,
  type ProviderTools,
  type Said,
  type Trouble,
} from './provider-records.ts';

export interface SignedRecordsConfig extends SignedQuestionConfig, ProviderTools {
  readonly mapping: RecordsMapping;
}

type WithFace = RecordsMapping['withFace'];
type Comparison = Extract<WithFace, { readonly shape: 'comparison' }>;
type Portrait = Extract<WithFace, { readonly shape: 'portrait' }>;
type Asked = { readonly code: string; readonly question: RecordsMapping['withoutFace']['question'] };

function fieldsOf(
  { question }: Asked,
  { name, citizenId }: Person,
  photo: Uint8Array | null,
): Record<string, string> {
  const put = { name, number: citizenId, photo: photo === null ? '' : Buffer.from(photo).toString('base64') };
  return Object.fromEntries(
    Object.entries(question).map(([field, one]) => [field, typeof one === 'string' ? put[one] : one.fixed]),
  );
}

/** Number or text; null for what is none on its scale, for which no rate is claimed then. */
function similarityIn(json: unknown, { similarity: at, largest }: Comparison): number | null {
  const value = at === null ? null : valueAt(json, at);
  const isWritten = typeof value === 'string' && /^\d{1,9}(\.\d{1,12})?$/.test(value);
  const number = isWritten ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= largest ? number : null;
}

/** Null for what is no base64 of a JPEG or a PNG. */
function pictureIn(json: unknown, at: string): Uint8Array | null {
  const text = valueAt(json, at);
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const picture = Buffer.from(text, 'base64');
  const begins = picture.subarray(0, 4).toString('hex');
  return begins.startsWith('ffd8ff') || begins === '89504e47' ? picture : null;
}

/** By a signed answer only. A code of the table is fit to be printed: the operator wrote it. */
function found<Entry extends { readonly billing: ProviderCode['billing'] }>(
  wire: WireAnswer,
  { code, codes }: { readonly code: string; readonly codes: Readonly<Record<string, Entry>> },
): { readonly code: string; readonly entry: Entry } | Trouble {
  const spelled = codeAt(wire.json, code);
  const entry = meaningOf(codes, spelled);
  if (spelled === null || entry === null)
    return trouble('bad-answer', spelled === null ? null : printableCode(spelled), wire.retryAfterMs);
  return { code: spelled, entry };
}

/** Only with status 200 anything is said of anybody. */
function said(
  wire: WireAnswer,
  code: string,
  entry: ProviderCode,
  similarity: number | null,
): Said | Trouble {
  const answer = understood(code, entry, similarity, wire.retryAfterMs);
  return answer.answer === 'said' && wire.status !== 200
    ? trouble('bad-answer', code, wire.retryAfterMs, entry.billing)
    : answer;
}

function readPair(wire: WireAnswer, mapping: RecordsMapping['withoutFace']): Said | Trouble {
  const read = found(wire, mapping);
  return 'entry' in read ? said(wire, read.code, read.entry, null) : read;
}

function readPortrait(wire: WireAnswer, mapping: Portrait): Said | Trouble {
  const read = found(wire, mapping);
  if (!('entry' in read)) return read;
  const answer = said(wire, read.code, read.entry, null);
  if (answer.answer !== 'said' || answer.means !== 'agrees') return answer;
  const portrait = pictureIn(wire.json, mapping.portrait);
  return portrait === null
    ? trouble('bad-answer', read.code, null, read.entry.billing)
    : { ...answer, portrait };
}

function readComparison(wire: WireAnswer, mapping: Comparison): Said | Trouble {
  const read = found(wire, mapping);
  if (!('entry' in read)) return read;
  const { means, billing } = read.entry;
  const similarity = similarityIn(wire.json, mapping);
  if (means !== 'by-similarity') return said(wire, read.code, { means, billing }, similarity);
  if (similarity === null || mapping.agreesFrom === null)
    return trouble('bad-answer', read.code, null, billing);
  const verdict = similarity >= mapping.agreesFrom ? 'agrees' : 'face-differs';
  return said(wire, read.code, { means: verdict, billing }, similarity);
}

const readFace = (wire: WireAnswer, mapping: WithFace): Said | Trouble =>
  mapping.shape === 'portrait' ? readPortrait(wire, mapping) : readComparison(wire, mapping);

/** A portrait is given without ours being shown. */
export function createSignedRecords(config: SignedRecordsConfig): GovernmentRecords {
  const { withoutFace, withFace, name } = config.mapping;
  const ask = createAskSigned(config);
  const isComparison = withFace.shape === 'comparison';
  return createProviderRecords(
    {
      name,
      rates: isComparison ? withFace.rates : [],
      maxPhotoBytes: isComparison ? withFace.maxPhotoBytes : Infinity,
      async compare(person, photo, signal) {
        const wire = await ask(fieldsOf(withFace, person, isComparison ? photo : null), signal);
        return wire.answer === 'json' ? readFace(wire, withFace) : wire;
      },
      async confirm(person, signal) {
        const wire = await ask(fieldsOf(withoutFace, person, null), signal);
        return wire.answer === 'json' ? readPair(wire, withoutFace) : wire;
      },
    },
    config,
  );
}
