// What a receipt of an erasure says, as lines for whoever verifies it.
import type { ErasureReceipt } from '../domain/erasure-receipt.ts';

const line = (name: string, value: string): string => `  ${name.padEnd(13)}${value}`;

/** A list under one name, which stands before its first line only. */
const listed = (name: string, values: readonly string[]): readonly string[] =>
  values.map((value, index) => line(index === 0 ? name : '', value));

export function linesOfErasure(receipt: ErasureReceipt): readonly string[] {
  const { takenBack, erased, templates, locked, declarationErasedAt, trail } = receipt;
  return [
    line('application', receipt.applicationId),
    ...listed(
      'taken back',
      takenBack.map(({ item, at, entry, textSha256 }) => `${item} ${at}, entry ${entry}, text ${textSha256}`),
    ),
    ...listed(
      'erased',
      erased.map(({ kind, at, sha256 }) => `${kind} ${at}, SHA-256 ${sha256}`),
    ),
    ...listed(
      'features',
      templates.map(({ sessionId, at, sha256 }) => `${sessionId} ${at}, SHA-256 ${sha256}`),
    ),
    ...listed(
      'locked',
      locked.map(({ part, because, at }) => `${part} ${at}, for ${because}`),
    ),
    ...(declarationErasedAt === null ? [] : [line('declaration', `erased ${declarationErasedAt}`)]),
    line('trail', `entry ${trail.seq}, ${trail.hash}`),
    line('signed by', receipt.iss),
    line('signed at', new Date(receipt.iat * 1000).toISOString()),
  ];
}
