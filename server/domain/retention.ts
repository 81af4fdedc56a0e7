// How long what is kept may be kept: by the seller's jurisdiction and the kind of data, as a table with a version.
import { parseBusinessCode } from './business-code.ts';
import type { DocumentType } from './evidence.ts';

/** Raised with every change of a period below. */
export const retentionVersion = '2026-11-1';

/** `elsewhere`: no duty is known here; the shortest known one stands in, and the operator decides whether it suffices. */
export const jurisdictions = ['CN', 'EU', 'elsewhere'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

/**
 * How it is known, surest last: what the installation is configured with, what the marketplace said when it opened the
 * application, the document that somebody proves who they are with, the register that a business stands in.
 */
export const jurisdictionBases = ['default', 'told', 'document', 'business'] as const;
export type JurisdictionBasis = (typeof jurisdictionBases)[number];

export interface KnownJurisdiction {
  readonly jurisdiction: Jurisdiction;
  readonly jurisdictionBasis: JurisdictionBasis;
}

const issuedIn: Record<DocumentType, Jurisdiction> = { 'resident-identity-card': 'CN' };

/**
 * After a declaration. A business is where its code says. A person's document tells where they are from, not where they
 * sell: what the marketplace said goes before it.
 */
export function jurisdictionOf(
  { jurisdiction, jurisdictionBasis }: KnownJurisdiction,
  declared: { readonly businessCode: string | null; readonly document: DocumentType },
): KnownJurisdiction {
  if (declared.businessCode !== null && parseBusinessCode(declared.businessCode).ok)
    return { jurisdiction: 'CN', jurisdictionBasis: 'business' };
  if (jurisdictionBasis === 'told') return { jurisdiction, jurisdictionBasis };
  return { jurisdiction: issuedIn[declared.document], jurisdictionBasis: 'document' };
}

/** Calendar months and days, UTC. */
export interface Period {
  readonly months: number;
  readonly days: number;
}

export const atOnce: Period = { months: 0, days: 0 };

/** The names of the tables of sources: docs/privacy.md. */
export const periods = {
  /** What face consents promise, and no duty asks for more. After the decision. */
  face: { months: 0, days: 30 },
  /** Of who was not admitted, withdrew, or let an asked-again application lie. After that. */
  notAdmitted: { months: 0, days: 30 },
  /** Of drafts that were never sent: at once when they expire, which is seven days after they were opened. */
  abandonedDraft: atOnce,
  /** Who a seller is, after they have left. */
  identityAfterExit: {
    CN: { months: 36, days: 0 }, // 《网络交易监督管理办法》第三十一条
    EU: { months: 6, days: 0 }, // Regulation (EU) 2022/2065, Art. 30(5): then deleted
    elsewhere: { months: 6, days: 0 },
  },
} as const satisfies Record<string, Period | Record<Jurisdiction, Period>>;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** The moment at which the period is over; a day that the month does not have is its last. */
export function endOf(start: Date, { months, days }: Period): Date {
  const whole = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
  const [year, month] = [Math.floor(whole / 12), whole % 12];
  const end = new Date(start);
  end.setUTCFullYear(year, month, Math.min(start.getUTCDate(), daysIn(year, month)));
  return new Date(end.getTime() + days * 24 * 3_600_000);
}
