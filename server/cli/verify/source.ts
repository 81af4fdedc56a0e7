// Texts that a command verifies or verifies with: from a file, or from an address where that is offered.
import { readFile } from 'node:fs/promises';

/** Something that the command needs could not be read; its message is for whoever called it. */
export class Unreadable extends Error {}

/** Exit codes of commands that verify. */
export const exitCodes = { valid: 0, notValid: 1, unreadable: 2 } as const;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Voice {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

const kB = 1024;
/** More than any document or set of keys has. */
export const mostBytes = 256 * kB;
const fetchTimeoutMs = 15_000;

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

export async function textOf(path: string, what: string, limitBytes = mostBytes): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Unreadable(`${what} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  if (bytes.length > limitBytes)
    throw new Unreadable(`${what} is larger than ${limitBytes / kB} kB: ${path}`);
  return new TextDecoder().decode(bytes);
}

/** `what` in the plural. */
export async function download(url: string, what: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) });
    if (!response.ok) throw new Error(`${url} answers ${response.status}`);
    return await response.text();
  } catch (error) {
    throw new Unreadable(`${what} cannot be fetched: ${reasonOf(error)}`, { cause: error });
  }
}

/** The exit code that a verification ends with; what could not be read is complained of, and is no verdict. */
export async function endingWell(verify: () => Promise<number>, { complain }: Voice): Promise<number> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    complain(error.message);
    return exitCodes.unreadable;
  }
}
