// How far going live can go at most, as policy: nobody configures their way around these numbers.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const goLiveLimits = {
  /** Of the applicants, most. The rest is always decided by people who do not know what the machine would say: without
   *  them nobody would notice that it has become wrong, and there would be nothing to renew on. */
  maximumShare: 0.9,
  /** From the proposal on. Then it is hold again, or two people have looked at newer evidence. */
  longestLiveMs: 30 * dayMs,
  /** A proposal that nobody answered. */
  proposalLifetimeMs: 72 * hourMs,
  /** Of the false admit rate's upper bound (95 %), whatever is configured. */
  loosestFalseAdmitBound: 0.05,
  /** Refusals by people below which no bound of 5 % can be had. Kept in the database, too. */
  fewestRefusals: 59,
  /** Of the automatically admitted, looked at by a person afterwards. */
  auditShare: 0.1,
} as const;

/** Longest time without a look at what would make the gate fall back; beyond it, live reads as hold. */
export const watchLimitMs = 3 * 60_000;
