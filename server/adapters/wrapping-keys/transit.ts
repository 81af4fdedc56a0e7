// Data keys wrapped by a transit engine (OpenBao, Vault): the wrapping key never leaves it.
import { z } from 'zod';
import { CannotOpen } from '../../ports/keys.ts';
import { WrappingUnavailable, type WrappingKeys } from '../../ports/wrapping-keys.ts';
import { createKeyCache } from './key-cache.ts';
import { createTransitWire, type TransitAnswer, type TransitConfig } from './transit-wire.ts';

const form = /^vault:v([1-9]\d{0,8}):([A-Za-z0-9+/]+={0,2})$/;
const encrypted = z.object({ ciphertext: z.string().regex(form) });
const decrypted = z.object({ plaintext: z.base64() });
const described = z.object({ latest_version: z.number().int().min(1) });

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

/** Told by its first bytes: nothing of a key ring begins like this. */
export const isOfTransit = (wrapped: Uint8Array): boolean =>
  Buffer.from(wrapped.subarray(0, 7)).toString('latin1') === 'vault:v';

/** The same bytes spelt in another way are altered, too. */
function read(wrapped: Uint8Array): { text: string; version: number } {
  const text = Buffer.from(wrapped).toString('latin1');
  const [, version, body = ''] = form.exec(text) ?? [];
  if (version === undefined || base64(Buffer.from(body, 'base64')) !== body) throw new CannotOpen('altered');
  return { text, version: Number(version) };
}

/** In the engine's own words, of which there is no list; what is not known here says nothing about the key. */
const meanings: readonly (readonly [RegExp, CannotOpen['why']])[] = [
  [/message authentication failed/, 'altered'],
  [/invalid ciphertext(: (no prefix|wrong number|could not decode)| length)/, 'altered'],
  [/version is too new/, 'other-key'],
  [/disallowed by policy \(too old\)/, 'other-key'],
];

function failureOf({ status, errors }: TransitAnswer): Error {
  if (status === 403) return new WrappingUnavailable('not-permitted');
  const found =
    status === 400 ? meanings.find(([words]) => errors.some((one) => words.test(one))) : undefined;
  return found === undefined ? new WrappingUnavailable('refused') : new CannotOpen(found[1]);
}

function dataOf<T>(answer: TransitAnswer, shape: z.ZodType<T>): T {
  if (answer.status !== 200) throw failureOf(answer);
  const data = shape.safeParse(answer.data);
  if (!data.success) throw new WrappingUnavailable('bad-answer'); // its complaint would quote the key
  return data.data;
}

const demandDataKey = (key: Uint8Array, error: () => Error): void => {
  if (key.length < 16 || key.length > 64) throw error();
};

export interface TransitKeys extends WrappingKeys {
  /** Answers the name of the new version; null: our token may not, and whoever may has to do it there. */
  rotate(): Promise<string | null>;
}

/** `keepMs`: how long an unwrapped data key stays in memory. */
export function createTransitKeys(config: TransitConfig & { readonly keepMs: number }): TransitKeys {
  const wire = createTransitWire(config);
  const cache = createKeyCache({ ageMs: config.keepMs });
  const newest = async (): Promise<string> => `v${dataOf(await wire.readKey(), described).latest_version}`;

  async function unwrap(ciphertext: string, context: string): Promise<Uint8Array> {
    const answer = await wire.ask('decrypt', { ciphertext, associated_data: base64(context) });
    const key = new Uint8Array(Buffer.from(dataOf(answer, decrypted).plaintext, 'base64'));
    demandDataKey(key, () => new WrappingUnavailable('bad-answer'));
    return key;
  }

  return {
    wrap: async (dataKey, context) => {
      demandDataKey(dataKey, () => new RangeError('a data key has 16..64 bytes'));
      const answer = await wire.ask('encrypt', {
        plaintext: base64(dataKey),
        associated_data: base64(context),
      });
      return new Uint8Array(Buffer.from(dataOf(answer, encrypted).ciphertext, 'latin1'));
    },
    unwrap: async (wrapped, context) => {
      const { text } = read(wrapped);
      return cache.through(`${text} ${context}`, () => unwrap(text, context));
    },
    nameOf: async (wrapped) => `v${read(wrapped).version}`,
    newest,
    isReachable: async (signal) => {
      // what the token has to be allowed anyway; the answer is thrown away
      const body = { plaintext: base64(new Uint8Array(32)), associated_data: base64('readiness') };
      try {
        dataOf(await wire.askOnce('encrypt', body, signal), encrypted);
        return true;
      } catch {
        return false;
      }
    },
    rotate: async () => {
      const answer = await wire.rotate();
      if (answer.status === 403) return null;
      if (answer.status !== 200 && answer.status !== 204) throw failureOf(answer);
      return newest();
    },
  };
}
