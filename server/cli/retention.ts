// `portcullis retention`: what is kept until when, and legal holds.
import { applicationIdPattern, type ApplicationId } from '../domain/application.ts';
import { DomainError } from '../domain/errors.ts';
import { addPlans, lockedOf, planOf, plannedErasure, type PlanRow } from '../domain/retention-plan.ts';
import { liftLegalHold, setLegalHold } from '../features/privacy/legal-hold.ts';
import type { Database } from '../ports/database.ts';
import { atTheDatabase } from './at-the-database.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

const pageSize = 2000;
/** Whoever may run commands on the machine is not told apart. */
const by = { kind: 'system' } as const;

function readId(text: string): ApplicationId {
  if (!applicationIdPattern.test(text)) throw new Error(`${text} is no application: a_…`);
  return text as ApplicationId;
}

async function countPlan(database: Database, now: Date): Promise<readonly PlanRow[]> {
  let plan: readonly PlanRow[] = [];
  for (let after: ApplicationId | null = null; ;) {
    const page = await database.retention.facts(after, pageSize);
    plan = addPlans(plan, planOf(page, now));
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return plan;
    after = last.applicationId;
  }
}

async function printOne(database: Database, id: ApplicationId, print: Print): Promise<void> {
  const facts = await database.retention.factsOf(id);
  if (facts === null) throw new Error(`there is no application ${id}`);
  const { state, jurisdiction, jurisdictionBasis, leftAt, isHeld } = facts;
  print(`${id}: ${state}, ${jurisdiction} (${jurisdictionBasis})${isHeld ? ', under legal hold' : ''}`);
  if (leftAt !== null) print(`left ${leftAt.toISOString()}`);
  for (const evidence of facts.kept) {
    const planned = plannedErasure(evidence, facts);
    const when = planned.at === null ? planned.because : `${planned.at.toISOString()}  ${planned.cause}`;
    const lockedAt = lockedOf(facts, evidence);
    print(`${evidence}  ${when}${lockedAt === null ? '' : `  locked since ${lockedAt.toISOString()}`}`);
  }
  if (facts.kept.length === 0) print('nothing is kept but the record of what was done');
}

/** Counts by class, jurisdiction and month; with `application`, of that one alone. */
export async function printPlan(
  environment: Environment,
  { application }: { readonly application?: string },
  print: Print,
): Promise<void> {
  await atTheDatabase(environment, async ({ database, clock }) => {
    if (application !== undefined) return printOne(database, readId(application), print);
    const plan = await countPlan(database, clock.now());
    if (plan.length === 0) print('nothing is kept');
    for (const { evidence, jurisdiction, when, applications } of plan)
      print(`${evidence.padEnd(9)} ${jurisdiction.padEnd(10)} ${when.padEnd(14)} ${applications}`);
  });
}

async function sayingWhy<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const why = error.type === 'not-found' ? `there is no application ${id}` : undefined;
    const state = error.data['state'] === 'held' ? 'is held already' : 'is not held';
    throw new Error(why ?? `${id} ${state}`, { cause: error });
  }
}

export async function holdByCommand(
  environment: Environment,
  application: string,
  { reason }: { readonly reason: string },
  print: Print,
): Promise<void> {
  const id = readId(application);
  const hold = await atTheDatabase(environment, (tools) =>
    sayingWhy(id, () => setLegalHold(tools, id, { reason, by })),
  );
  print(`${hold.id}: nothing of ${id} is erased until the hold is lifted`);
}

export async function liftByCommand(
  environment: Environment,
  application: string,
  { reason }: { readonly reason: string },
  print: Print,
): Promise<void> {
  const id = readId(application);
  await atTheDatabase(environment, (tools) => sayingWhy(id, () => liftLegalHold(tools, id, { reason, by })));
  print(`lifted: what fell due of ${id} is erased within a minute of a running server`);
}

export async function printHolds(environment: Environment, print: Print): Promise<void> {
  const holds = await atTheDatabase(environment, ({ database }) => database.retention.holds(10_000));
  if (holds.length === 0) print('there is no legal hold');
  for (const { id, applicationId, setAt, setBy, reason } of holds)
    print(`${id}  ${applicationId}  ${setAt.toISOString()}  ${setBy ?? 'command line'}  ${reason}`);
}
