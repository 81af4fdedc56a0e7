// Errors to problem documents (RFC 9457), once, at the edge; what is unknown says only its request id.
import { problemTypes, type ProblemType } from '../domain/problem-type.ts';
import { DomainError } from '../domain/errors.ts';
import type { ProblemDocument } from '../contract/problem.ts';
import { EvidenceUnavailable } from '../ports/evidence-store.ts';
import { FaceEngineBusy, UnreadablePicture } from '../ports/face-engine.ts';
import { WrappingUnavailable } from '../ports/wrapping-keys.ts';
import { isOutage } from './outage.ts';

/** Seconds to wait that we name when nothing better is known. */
const defaultRetryAfterSeconds: Partial<Record<ProblemType, number>> = {
  'too-many-attempts': 600,
  'temporarily-busy': 2,
  'temporarily-unavailable': 5,
};

/** Codes of multer and of Express's body parser that the sender can do something about. */
const knownCodes: Readonly<Record<string, ProblemType>> = {
  LIMIT_FILE_SIZE: 'upload-too-large',
  LIMIT_FILE_COUNT: 'invalid-request',
  LIMIT_UNEXPECTED_FILE: 'invalid-request',
  LIMIT_FIELD_COUNT: 'invalid-request',
  LIMIT_FIELD_KEY: 'invalid-request',
  LIMIT_FIELD_VALUE: 'request-too-large',
  LIMIT_PART_COUNT: 'invalid-request',
  MISSING_FIELD_NAME: 'invalid-request',
  'entity.too.large': 'request-too-large',
  'entity.parse.failed': 'malformed-json',
  'encoding.unsupported': 'unsupported-media',
  'charset.unsupported': 'unsupported-media',
  'request.aborted': 'upload-incomplete',
  'request.size.invalid': 'upload-incomplete',
};

/** Express's own parts say of a request that cannot be read that it is the sender's fault, by a status. */
const knownStatuses: Readonly<Record<number, ProblemType>> = {
  400: 'invalid-request',
  413: 'request-too-large',
  415: 'unsupported-media',
};

export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof FaceEngineBusy) return new DomainError('temporarily-busy', {}, { cause: error });
  if (error instanceof UnreadablePicture) return new DomainError('image-unreadable', {}, { cause: error });
  if (error instanceof EvidenceUnavailable || error instanceof WrappingUnavailable)
    return new DomainError('temporarily-unavailable', {}, { cause: error });
  // the sender went away while we worked: nobody reads the answer
  if (error instanceof Error && error.name === 'AbortError')
    return new DomainError('upload-incomplete', {}, { cause: error });
  if (error instanceof URIError) return new DomainError('invalid-request', {}, { cause: error });
  if (error instanceof Error) {
    const { code, type, status } = error as Error & { code?: unknown; type?: unknown; status?: unknown };
    const known = knownCodes[String(code)] ?? knownCodes[String(type)] ?? knownStatuses[Number(status)];
    if (known !== undefined) return new DomainError(known, {}, { cause: error });
    if (/Unexpected end of form|Malformed part header|Boundary not found|Multipart/i.test(error.message))
      return new DomainError('upload-incomplete', {}, { cause: error });
    if (isOutage(error)) return new DomainError('temporarily-unavailable', {}, { cause: error });
  }
  return new DomainError('internal', {}, { cause: error });
}

export function problemDocumentOf(error: DomainError, instance: string, requestId: string): ProblemDocument {
  const { status, title } = problemTypes[error.type];
  const retryAfterSeconds = defaultRetryAfterSeconds[error.type];
  return {
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...error.data,
    type: `/problems/${error.type}`,
    title,
    status,
    instance,
    requestId,
  };
}
