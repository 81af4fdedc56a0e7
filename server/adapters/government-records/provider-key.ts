// The key that questions are signed with: from the configuration, or from a file that may change while we run.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Sensitive } from '../../domain/sensitive.ts';

export interface ProviderKey {
  readonly id: string;
  readonly secret: Sensitive<string>;
}

/** Null when there is none that could be read. Never throws. */
export type ReadKey = () => Promise<ProviderKey | null>;

/** Goes into a header: printable, without spaces. */
const word = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,200}$/);
const keySchema = z.object({ id: word, secret: word });

function keyOf(value: unknown): ProviderKey | null {
  const read = keySchema.safeParse(value);
  return read.success ? { id: read.data.id, secret: new Sensitive(read.data.secret) } : null;
}

export function keyOfConfig(id: Sensitive<string>, secret: Sensitive<string>): ReadKey {
  const key = keyOf({ id: id.reveal(), secret: secret.reveal() });
  return async () => key;
}

/** `{"id": "…", "secret": "…"}`; read for each question, so that a new key holds at once. */
export function keyOfFile(path: string): ReadKey {
  return async () => {
    try {
      return keyOf(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      return null;
    }
  };
}
