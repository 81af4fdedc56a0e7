// Counts the questions to each provider by month and billing: what the bill should say.
import type { Clock } from '../../ports/clock.ts';
import type { SqlExecutor } from '../../ports/jobs.ts';
import type { Layer } from './around.ts';
import type { ProviderCode } from './provider-code.ts';

type Billing = ProviderCode['billing'];

export interface MonthOfQuestions {
  readonly provider: string;
  /** `2026-11`, of UTC. */
  readonly month: string;
  /** `unstated`: the provider's public pages do not say, or there was no answer to tell by; count it as billed. */
  readonly questions: Readonly<Record<Billing, number>>;
}

export async function countQuestion(
  sql: SqlExecutor,
  { provider, billing, at }: { readonly provider: string; readonly billing: Billing; readonly at: Date },
): Promise<void> {
  await sql.execute(
    `insert into record_costs (provider, month, billing, questions) values ($1, $2, $3, 1)
     on conflict (provider, month, billing) do update set questions = record_costs.questions + 1`,
    [provider, at.toISOString().slice(0, 7), billing],
  );
}

/** Newest month first. */
export async function readCosts(sql: SqlExecutor): Promise<readonly MonthOfQuestions[]> {
  const { rows } = await sql.execute(
    `select provider, month,
       coalesce(sum(questions) filter (where billing = 'billed'), 0)::float8 as billed,
       coalesce(sum(questions) filter (where billing = 'free'), 0)::float8 as free,
       coalesce(sum(questions) filter (where billing = 'unstated'), 0)::float8 as unstated
     from record_costs group by provider, month order by month desc, provider`,
    [],
  );
  return (rows as readonly ({ provider: string; month: string } & Record<Billing, number>)[]).map(
    ({ provider, month, ...questions }) => ({ provider, month, questions }),
  );
}

/** Goes innermost, so that each time a question is put counts. Never waited for, and no answer is lost by it. */
export function createCostCounter(config: {
  readonly provider: string;
  readonly clock: Clock;
  /** Asked for when there is something to count: the database may be opened later. */
  readonly sql: () => SqlExecutor;
  readonly onError: (error: unknown) => void;
}): Layer {
  const { provider, clock, sql, onError } = config;
  return async (ask, signal) => {
    const answer = await ask(signal);
    const count = async (): Promise<void> =>
      countQuestion(sql(), { provider, billing: answer.billing, at: clock.now() });
    count().catch(onError);
    return answer;
  };
}
