// What the receipt of an erasure says: what was taken back, and what is gone, by hashes; no name and no number of anybody.
import type { ApplicationId } from './application.ts';
import type { ConsentItem } from './consent.ts';
import type { LockedPart } from './erasure.ts';
import type { EvidenceKind } from './evidence.ts';
import type { AuditEvent } from './audit-event.ts';

/** Raised when what it says changes its meaning. */
export const erasureReceiptVersion = 1;

export interface ErasureFacts {
  readonly version: typeof erasureReceiptVersion;
  readonly applicationId: ApplicationId;
  /** `textSha256`: of the exact words that had been agreed to. Times are ISO 8601. */
  readonly takenBack: readonly { item: ConsentItem; entry: number; textSha256: string; at: string }[];
  /** `sha256`: of the picture as it was kept, before encryption. */
  readonly erased: readonly { evidenceId: string; kind: EvidenceKind; sha256: string; at: string }[];
  /** Facial features; `sha256`: of these as they were kept, encrypted. */
  readonly templates: readonly { sessionId: string; sha256: string; at: string }[];
  /** What could not go, because a duty or a legal hold is in the way: kept, encrypted, seen by nobody. */
  readonly locked: readonly { part: LockedPart; because: 'duty' | 'legal-hold'; at: string }[];
  /** When name, number and everything else that was declared went; null while it is kept. */
  readonly declarationErasedAt: string | null;
  /** The newest entry of the audit trail that this rests on: whoever has the trail finds the proof from there. */
  readonly trail: { readonly seq: number; readonly hash: string };
}

export interface ErasureReceipt extends ErasureFacts {
  /** Address of the installation that signed it. */
  readonly iss: string;
  /** When it was signed, seconds since 1970 (RFC 7519). */
  readonly iat: number;
}

type Entry = AuditEvent & { readonly seq: number; readonly hash: string };

const telling: readonly AuditEvent['type'][] = [
  'consent.withdrawn',
  'evidence.erased',
  'templates.erased',
  'declaration.erased',
  'data.locked',
];

/** From the trail of one application, oldest first. Null while nothing was taken back or erased. */
export function erasureFactsOf(applicationId: ApplicationId, trail: readonly Entry[]): ErasureFacts | null {
  const last = trail.findLast(({ type }) => telling.includes(type));
  if (last === undefined) return null;
  const pick = <T>(of: (entry: Entry, at: string) => readonly T[]): readonly T[] =>
    trail.flatMap((entry) => of(entry, entry.at.toISOString()));
  const declaration = trail.findLast(({ type }) => type === 'declaration.erased');
  return {
    version: erasureReceiptVersion,
    applicationId,
    takenBack: pick((entry, at) => {
      if (entry.type !== 'consent.withdrawn') return [];
      const { item, entry: number, textSha256 } = entry.data;
      return [{ item, entry: number, textSha256, at }];
    }),
    erased: pick((entry, at) => (entry.type === 'evidence.erased' ? [{ ...entry.data, at }] : [])),
    templates: pick((entry, at) =>
      entry.type === 'templates.erased' ? entry.data.templates.map((one) => ({ ...one, at })) : [],
    ),
    locked: pick((entry, at) => (entry.type === 'data.locked' ? [{ ...entry.data, at }] : [])),
    declarationErasedAt: declaration?.at.toISOString() ?? null,
    trail: { seq: last.seq, hash: last.hash },
  };
}
