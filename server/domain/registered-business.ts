// What a register has of a business: the closed list of its states, with what keeps an active one from passing.

/** Only `active` may trade. */
export const businessStates = [
  'active', // 存续、在营、开业、在册
  'suspended', // 歇业、停业: closed for a time by its owner
  'moved', // 迁出: on another office's register now
  'liquidating', // 清算: being wound up
  'annulled', // 撤销: was registered by deceit, and the registration undone
  'revoked', // 吊销: licence taken away
  'cancelled', // 注销: closed by its owner for good
] as const;
export type BusinessState = (typeof businessStates)[number];

export const penaltyKinds = [
  'penalty', // 行政处罚
  'abnormal-operation', // 经营异常名录: listed now
  'serious-violation', // 严重违法失信名单: listed now
] as const;
export type PenaltyKind = (typeof penaltyKinds)[number];

export interface Penalty {
  readonly kind: PenaltyKind;
  /** YYYY-MM-DD in the register's country; null when it does not say. */
  readonly on: string | null;
  /** In the register's words. */
  readonly what: string;
}

/** Null wherever the register does not say. Dates are YYYY-MM-DD in the register's country. */
export interface RegisteredBusiness {
  readonly state: BusinessState;
  /** Null: a sole proprietor without a trade name. */
  readonly name: string | null;
  readonly legalRepresentative: string;
  readonly address: string | null;
  readonly scope: string | null;
  readonly establishedOn: string | null;
  /** Last day of its term; null as well when it has none. */
  readonly validUntil: string | null;
  /** Empty: there are none. Null: this register does not offer them. */
  readonly penalties: readonly Penalty[] | null;
}

/** What it is sealed as, beside the declaration. */
export const sealedLabel = 'registered-business';

export const registerDoubts = ['penalised', 'not-yet', 'term-over'] as const;
export type RegisterDoubt = (typeof registerDoubts)[number];

/** What is for a person to weigh although the register calls the business active. `today`: YYYY-MM-DD over there. */
export function doubtsAbout(
  {
    penalties,
    establishedOn,
    validUntil,
  }: Pick<RegisteredBusiness, 'penalties' | 'establishedOn' | 'validUntil'>,
  today: string,
): readonly RegisterDoubt[] {
  const doubts: Record<RegisterDoubt, boolean> = {
    penalised: penalties !== null && penalties.length > 0,
    'not-yet': establishedOn !== null && establishedOn > today,
    'term-over': validUntil !== null && validUntil < today,
  };
  return registerDoubts.filter((doubt) => doubts[doubt]);
}

const chinaAheadMs = 8 * 3_600_000; // one zone, no summer time

/** The day on which it is this moment in China. */
export const chineseDayOf = (at: Date): string =>
  new Date(at.getTime() + chinaAheadMs).toISOString().slice(0, 10);

/** Whether a text is a day that exists, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
