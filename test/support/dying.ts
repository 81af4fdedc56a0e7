// A process that dies before what it does is written down.
import type { Database } from '../../server/ports/database.ts';

/** Runs the work with a database whose transactions end in the process's death instead of their commit. */
export async function dying<Deps extends { readonly database: Database }>(
  deps: Deps,
  run: (deps: Deps) => Promise<unknown>,
): Promise<void> {
  const died = new Error('the process died');
  const transaction: Database['transaction'] = (work) =>
    deps.database.transaction(async (tx) => {
      await work(tx);
      throw died;
    });
  const database = new Proxy(deps.database, {
    get: (target, name): unknown => (name === 'transaction' ? transaction : Reflect.get(target, name)),
  });
  await run({ ...deps, database }).catch((error: unknown) => {
    if (error !== died) throw error;
  });
}
