// The services that are asked about people and businesses: how each stands in each process, how it answers, what it costs.
import type { ServicesView, ServiceView } from '../../contract/services.ts';
import { latencyAt } from '../../domain/service-figures.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { heldBackOutcome, type GuardRow, type ServiceCount } from '../../ports/service-figures.ts';

export interface MonthOfService {
  readonly provider: string;
  readonly month: string;
  readonly questions: { readonly billed: number; readonly unstated: number; readonly free: number };
}

export interface ReadServicesDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Those that this process asks, in order. */
  readonly watched: () => readonly Pick<ServiceView, 'service' | 'kind'>[];
  /** Questions by month, of all processes. */
  readonly costs: () => Promise<readonly MonthOfService[]>;
}

/** Four times as long as a process takes to say that it is still there. */
const heardFromWithinMs = 60_000;
const hourMs = 3_600_000;

const total = (counts: readonly ServiceCount[]): number =>
  counts.reduce((sum, { questions }) => sum + questions, 0);

function outcomesOf(counts: readonly ServiceCount[]): ServiceView['outcomes'] {
  const names = [...new Set(counts.map(({ outcome }) => outcome))];
  return names
    .map((outcome) => ({ outcome, count: total(counts.filter((one) => one.outcome === outcome)) }))
    .sort((one, other) => other.count - one.count || one.outcome.localeCompare(other.outcome));
}

function viewService(
  name: Pick<ServiceView, 'service' | 'kind'>,
  counts: readonly ServiceCount[],
  guards: readonly GuardRow[],
  month: MonthOfService | undefined,
): ServiceView {
  const own = counts.filter(({ service }) => service === name.service);
  const put = own.filter(({ outcome }) => outcome !== heldBackOutcome);
  const [p50Ms, p95Ms] = [latencyAt(0.5, put), latencyAt(0.95, put)];
  return {
    ...name,
    guards: guards
      .filter(({ service }) => service === name.service)
      .map(({ process, state, since, why, retryAt }) => ({
        process,
        state,
        since: since.toISOString(),
        why,
        retryAt: retryAt?.toISOString() ?? null,
      })),
    questions: total(put),
    heldBack: total(own) - total(put),
    outcomes: outcomesOf(put),
    latency: p50Ms === null || p95Ms === null ? null : { p50Ms, p95Ms },
    month:
      month?.questions ?? (name.kind === 'business-registry' ? null : { billed: 0, unstated: 0, free: 0 }),
  };
}

export async function readServices(
  { database, clock, watched, costs }: ReadServicesDeps,
  hours: number,
): Promise<ServicesView> {
  const now = clock.now();
  const since = new Date(Math.floor(now.getTime() / hourMs) * hourMs - (hours - 1) * hourMs);
  const month = now.toISOString().slice(0, 7);
  const counts = await database.serviceFigures.counts(since);
  const guards = await database.serviceFigures.guards(new Date(now.getTime() - heardFromWithinMs));
  const months = (await costs()).filter((one) => one.month === month);
  const waiting = await database.checkWaits.tally();
  // another process may be configured otherwise, or this one was until a while ago
  const others = [...counts, ...guards, ...months.map(({ provider }) => ({ service: provider }))]
    .map(({ service }) => service)
    .filter((service) => !watched().some((one) => one.service === service));
  const named = [
    ...watched(),
    ...[...new Set(others)].sort().map((service) => ({
      service,
      kind: service === 'business-registry' ? ('business-registry' as const) : ('government-record' as const),
    })),
  ];
  return {
    at: now.toISOString(),
    since: since.toISOString(),
    month,
    waiting: { applications: waiting.applications, since: waiting.since?.toISOString() ?? null },
    services: named.map((name) =>
      viewService(
        name,
        counts,
        guards,
        months.find(({ provider }) => provider === name.service),
      ),
    ),
  };
}
