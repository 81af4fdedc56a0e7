// What a failed exchange with the provider means: who said no, what does not hold, or that nobody could be asked.
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

export interface Failure {
  readonly kind: 'declined' | 'not-proved' | 'unavailable';
  /** For the log: a code of the protocol or of the client, never a claim. */
  readonly code: string;
}

/** A good signature, in the name of somebody else than the configured issuer. */
export class ForeignIssuer extends Error {
  override readonly name = 'ForeignIssuer';
}

/** Errors that a provider names in its answer to the browser, or to us, when the fault is with it or with our settings. */
const notTheirs = new Set([
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'unauthorized_client',
]);

/** Codes of the client when no answer came, or one that is no answer of a working provider. */
const noAnswer = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** Codes of the protocol are short words; anything else that a provider sends stays out of the log. */
const protocolCode = (code: string): string => (/^[a-z_]{1,40}$/.test(code) ? code : 'unknown');

export function failureOf(error: unknown): Failure {
  if (error instanceof AuthorizationResponseError) {
    const code = protocolCode(error.error);
    return { kind: notTheirs.has(code) ? 'unavailable' : 'declined', code };
  }
  if (error instanceof ResponseBodyError) {
    const code = protocolCode(error.error);
    return { kind: error.status >= 500 || notTheirs.has(code) ? 'unavailable' : 'not-proved', code };
  }
  if (error instanceof ClientError) {
    const code = error.code ?? 'unknown';
    return { kind: noAnswer.has(code) ? 'unavailable' : 'not-proved', code };
  }
  // fetch says no more than this when there is no connection
  if (error instanceof TypeError && !('code' in error)) return { kind: 'unavailable', code: 'no-connection' };
  return { kind: 'not-proved', code: error instanceof ForeignIssuer ? 'foreign-issuer' : 'unknown' };
}
