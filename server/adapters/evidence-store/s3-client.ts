// How an object store is asked: signed, bounded in time, tried again a few times, and what its failures come to.
import { readFile } from 'node:fs/promises';
import { S3Client } from '@aws-sdk/client-s3';
import type { Sensitive } from '../../domain/sensitive.ts';
import { EvidenceUnavailable } from '../../ports/evidence-store.ts';

export type S3Key =
  | { readonly id: Sensitive<string>; readonly secret: Sensitive<string> }
  /** `{"id": "…", "secret": "…"}`; read for each question, so that a new key holds at once. */
  | { readonly file: string };

export interface S3Config {
  /** Null: Amazon's own for the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  /** In front of every name; empty or ending in a slash. */
  readonly prefix: string;
  /** `endpoint/bucket/name` rather than `bucket.endpoint/name`. */
  readonly hasPathStyle: boolean;
  readonly key: S3Key;
  readonly limits?: S3Limits;
}

export interface S3Limits {
  readonly connectMs: number;
  /** From sending to the head of the answer, for each attempt. */
  readonly answerMs: number;
  /** For all attempts together, with the body. */
  readonly altogetherMs: number;
  readonly attempts: number;
}

/** Somebody waits before a page: what takes longer than this is out. Unmeasured on services that are far away. */
const usualLimits: S3Limits = { connectMs: 2000, answerMs: 5000, altogetherMs: 15_000, attempts: 3 };

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Says nothing of what stands in the file. */
async function credentialsOf(key: S3Key): Promise<Credentials & { expiration?: Date }> {
  if (!('file' in key)) return { accessKeyId: key.id.reveal(), secretAccessKey: key.secret.reveal() };
  try {
    const { id, secret } = JSON.parse(await readFile(key.file, 'utf8')) as Record<string, unknown>;
    // what has expired is asked for again before each question
    if (isText(id) && isText(secret))
      return { accessKeyId: id.trim(), secretAccessKey: secret.trim(), expiration: new Date(0) };
  } catch {
    // told below
  }
  throw new EvidenceUnavailable('key-file-unreadable');
}

/** A word of the technology's own; anything that could be more than a word is none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  const word = error.name === 'Error' && isText(code) ? code : error.name;
  return /^[A-Za-z0-9_-]{1,60}$/.test(word) ? word : 'unknown';
}

export interface S3Wire {
  /** Whatever fails is `EvidenceUnavailable`, but what `isAnswer` takes for an answer, which comes as null. */
  ask<T>(
    question: (client: S3Client, abortSignal: AbortSignal) => Promise<T>,
    isAnswer?: (code: string) => boolean,
  ): Promise<T | null>;
}

export function createS3Wire(config: S3Config): S3Wire {
  const { connectMs, answerMs, altogetherMs, attempts } = config.limits ?? usualLimits;
  const client = new S3Client({
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
    region: config.region,
    forcePathStyle: config.hasPathStyle,
    credentials: () => credentialsOf(config.key),
    maxAttempts: attempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: connectMs,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
    },
    // each write carries the hash that is its address anyway, and what is read is authenticated by its cipher
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: false,
  });
  return {
    async ask(question, isAnswer = () => false) {
      const signal = AbortSignal.timeout(altogetherMs);
      try {
        return await question(client, signal);
      } catch (error) {
        if (error instanceof EvidenceUnavailable) throw error;
        const code = signal.aborted ? 'timeout' : codeOf(error);
        if (isAnswer(code)) return null;
        throw new EvidenceUnavailable(code);
      }
    },
  };
}
