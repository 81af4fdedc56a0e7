// Which faults say that something of ours is away for now, rather than that we made a mistake.

/** Of the operating system: the disk is full, cannot be written or is not mounted any more, or nobody answers where the database should be. */
const systemCodes: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'ESTALE',
  'ENOTCONN',
  'EMFILE',
  'ENFILE',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * SQLSTATE of PostgreSQL: no connection, not enough of what it needs, stopped or starting by somebody's will, its
 * system's trouble, changed over to a copy that only reads.
 */
const sqlStates = /^(08(000|00[1-7])|53...|57P0[123]|58...|25006)$/;

/** What the database's driver says without a code. */
const driverWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Looks at what caused it, too. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string' && (systemCodes.has(code) || sqlStates.test(code))) return true;
  return driverWords.test(error.message) || isOutage(error.cause);
}
