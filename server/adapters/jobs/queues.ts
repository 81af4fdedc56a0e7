// The queues there are, with what tells two of their jobs apart.
import { createHash } from 'node:crypto';
import type { JobData, JobName } from '../../ports/jobs.ts';

/**
 * A job that failed is run again after a short, steady pause, for about a quarter of an hour. By then the feature that
 * asked for it has another way; growing pauses would only make people wait once the cause is gone.
 */
export const retryDelaySeconds = 5;
export const retryLimit = 180;
/** Longer than any honest handler; as soon as a job is this old, its process is taken for dead. */
export const expireInSeconds = 60;

/** Two jobs of one name with the same key are the same job. */
export const jobKeys: { readonly [Name in JobName]: (data: JobData[Name]) => string } = {
  'verify-application': ({ applicationId, round }) => `${applicationId}:${round}`,
  'settle-decision': ({ applicationId, decisionId }) => `${applicationId}:${decisionId}`,
  'resume-waiting': () => 'all',
  'watch-gate': () => 'all',
  tend: () => 'all',
};

export const jobNames = Object.keys(jobKeys) as JobName[];

/** The queue refuses a second row with the same id: the key, hashed into a UUID of version 8 (RFC 9562). */
export function jobId(name: JobName, key: string): string {
  const hash = createHash('sha256').update(`${name} ${key}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
