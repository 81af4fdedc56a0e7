// The types of audit-verify.mjs, for the command line and the tests.
export interface FaultFound {
  readonly kind: string;
  readonly seq: number;
  readonly line: number;
  readonly message: string;
}

export interface WholeTrail {
  readonly scope: 'trail' | 'application';
  readonly entries: number;
  readonly checkpoints: number;
  readonly newest: {
    readonly number: number;
    readonly lastSeq: number;
    readonly at: string;
    readonly iss: string;
  };
  readonly keys: readonly string[];
  readonly notSigned: number;
}

export interface TrailVerdict {
  readonly whole?: WholeTrail;
  readonly fault?: FaultFound;
}

export interface Options {
  readonly trusted?: ReadonlySet<string> | null;
  readonly kept?: ReadonlyMap<number, string>;
}

export const exitCodes: { readonly whole: 0; readonly notWhole: 1; readonly unreadable: 2 };
export function canonical(value: unknown): string;
export function isIncluded(
  hexHash: string,
  index: number,
  size: number,
  path: readonly string[],
  root: string,
): boolean;
export function verifyBytes(bytes: Uint8Array, options?: Options): TrailVerdict;
export function verifyFile(path: string, options?: Options): Promise<TrailVerdict>;
export function keptIn(text: string): Map<number, string>;
export function trustedIn(text: string): Set<string>;
export function verifyTrail(
  path: string,
  options: { readonly head?: string | undefined; readonly jwks?: string | undefined },
  voice: { readonly print: (line: string) => void; readonly complain: (line: string) => void },
): Promise<number>;
