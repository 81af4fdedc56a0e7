// The file in which an operator writes how a service speaks: what every such file has in common.
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A place in the answer as a JSON Pointer (RFC 6901), such as `/data/state`. */
export const pointer = z
  .string()
  .regex(/^(\/([^/~]|~[01])+)+$/, 'a JSON Pointer is wanted, such as /data/state');
export const spelling = z.string().min(1).max(200);
/** A text that never changes. */
export const fixed = z.strictObject({ fixed: z.string().max(200) });
export const mappingName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .describe('Of the service, for the trail');

/**
 * The name ends in a digest of the whole: a service read in another way is another one to the evidence for going live.
 * Throws an error that names each fault with its place, for the operator.
 */
export function parseNamed<Mapping extends { readonly name: string }>(
  schema: z.ZodType<Mapping>,
  text: string,
): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('the mapping is no JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) {
    const digest = createHash('sha256').update(JSON.stringify(read.data)).digest('hex').slice(0, 8);
    return { ...read.data, name: `${read.data.name}-${digest}` };
  }
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'mapping'}: ${message}`);
  throw new Error(`the mapping is at fault: ${faults.join('; ')}`);
}

/** Undefined where nothing is there. Never what an object inherits. */
export function valueAt(json: unknown, at: string): unknown {
  return at
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? (value as Record<string, unknown>)[step]
          : undefined,
      json,
    );
}

/** How a code is spelled in a table: 0 and "0" are one. Null where there is none. */
export function codeAt(json: unknown, at: string): string | null {
  const said = valueAt(json, at);
  if (typeof said === 'number') return String(said);
  return typeof said === 'string' ? said : null;
}

export function meaningOf<T>(table: Readonly<Record<string, T>>, code: string | null): T | null {
  return code !== null && Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}
