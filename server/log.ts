// The log for operators: JSON lines on standard error, with a second belt against personal data.
import pino, { type DestinationStream, type Logger } from 'pino';

/** Keys that must never be printed, wherever they turn up; values about people are `Sensitive` in the first place. */
const neverPrinted = [
  'legalName',
  'citizenId',
  'name',
  'phone',
  'email',
  'token',
  'cookie',
  'declaration',
  'embedding',
];

export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: neverPrinted.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
        censor: '[redacted]',
      },
      serializers: { err: describeError },
    },
    destination,
  );
}

/** Kind, message and stack; not the other members, which for database errors hold the values of a row. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { kind: typeof error };
  const { code } = error as Error & { code?: unknown };
  return {
    kind: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
