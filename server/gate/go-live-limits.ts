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

/**
 * What makes the gate fall back by itself. Unmeasured on any marketplace: chosen so that chance alone crosses a limit
 * seldom (said at each), and a fault soon. A false alarm costs waiting; a missed one lets somebody in.
 */
export const fallBackLimits = {
  record: {
    windowMs: hourMs,
    newest: 200,
    atLeast: 20,
    /** Of the answers, that were none. A record that fails 2 % of the time crosses it in 1 of 150 windows of 20. */
    unavailableShare: 0.1,
  },
  recommendations: {
    newest: 500,
    atLeast: 100,
    /** Population stability index between evidence and now, 0 when equal. Chance alone brings 100 recommendations to
     *  0.03 on average; 0.2 is commonly read as a population that has changed. */
    stabilityIndex: 0.2,
  },
  distances: {
    newest: 500,
    atLeast: 50,
    /** Of the two-sample Kolmogorov-Smirnov test: how often equal distributions would differ by so much. */
    significance: 0.001,
  },
  audits: {
    /** Audits that would have refused, since the confirmation. One is enough: the evidence promised next to none. */
    refusals: 0,
    /** A sampled admission that nobody has looked at. */
    overdueMs: 72 * hourMs,
  },
} as const;
