// Several pieces of work one after the other, none of which keeps the next from being done by failing.

/**
 * Runs all of them, in order. When some failed, throws after the last one: the only error as it is, several in an
 * `AggregateError`. `signal` ends it between two, with its reason.
 */
export async function allInTurn(
  works: readonly (() => Promise<unknown>)[],
  signal: { throwIfAborted(): void },
): Promise<void> {
  const errors: unknown[] = [];
  for (const work of works) {
    signal.throwIfAborted();
    try {
      await work();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} of ${works.length} failed`);
}
