// A disk that is full and a database that is away, for as long as a test says so.
import type { Replacements } from '../../server/compose.ts';

type Fronts = NonNullable<Replacements['inFrontOf']>;
type Pool = Parameters<Fronts['pool']>[0];

export interface Outages {
  readonly inFrontOf: Fronts;
  /** Evidence is neither taken, given out nor erased: the error of the operating system. */
  disk: NodeJS.ErrnoException | null;
  /** Nobody answers where the database was: questions, and transactions that are begun. */
  database: NodeJS.ErrnoException | null;
  /** What was locked cannot be opened, and nothing can be locked. */
  key: Error | null;
  /** Of the next piece of evidence that is kept. */
  onKept: () => void;
}

export const failure = (code: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: made up, at /some/where`), { code });

/** As `pg.Pool.connect` is called by its users: for a promise, or with a callback. */
type Connect = (then?: (error: Error | undefined, client?: unknown, done?: () => void) => void) => unknown;

function awayOnDemand(pool: Pool, fault: () => Error | null): Pool {
  const connect = pool.connect.bind(pool) as Connect;
  const answer: Connect = (then) => {
    const error = fault();
    if (error === null) return connect(then);
    if (then === undefined) return Promise.reject(error);
    setImmediate(() => then(error));
    return undefined;
  };
  pool.connect = answer as Pool['connect'];
  return pool;
}

function refuse(fault: Error | null): void {
  if (fault !== null) throw fault;
}

export function createOutages(): Outages {
  const outages: Outages = {
    disk: null,
    database: null,
    key: null,
    onKept: () => undefined,
    inFrontOf: {
      pool: (pool) => awayOnDemand(pool, () => outages.database),
      vault: (vault) => ({
        ...vault,
        async putMedia(...asked) {
          refuse(outages.key ?? outages.disk);
          const kept = await vault.putMedia(...asked);
          const told = outages.onKept;
          outages.onKept = () => undefined;
          told();
          return kept;
        },
        async getMedia(...asked) {
          refuse(outages.key ?? outages.disk);
          return vault.getMedia(...asked);
        },
        async newKeys(...asked) {
          refuse(outages.key);
          return vault.newKeys(...asked);
        },
        async eraseMedia(...asked) {
          refuse(outages.disk);
          return vault.eraseMedia(...asked);
        },
        async sealDeclaration(...asked) {
          refuse(outages.key);
          return vault.sealDeclaration(...asked);
        },
        async openDeclaration(...asked) {
          refuse(outages.key);
          return vault.openDeclaration(...asked);
        },
      }),
    },
  };
  return outages;
}
