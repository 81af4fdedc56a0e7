// The settings of where evidence lies and who wraps its keys; a part of the configuration's schema.
import { z } from 'zod';
import { Sensitive } from './domain/sensitive.ts';
import { address } from './service-settings.ts';

const secret = z
  .string()
  .regex(/^[\x21-\x7e]{1,4096}$/, 'printable, without spaces')
  .transform((text) => new Sensitive(text));
const file = z.string();
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'letters, digits, dots and dashes');
const path = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9._-]+)*\/?$/, 'words between slashes');

export const evidenceSettings = {
  EVIDENCE_STORE: z
    .enum(['disk', 's3'])
    .default('disk')
    .describe('Where encrypted pictures lie: in the data folder, or in an S3-compatible object store'),
  S3_URL: address
    .optional()
    .describe(
      "Address of the object store; https, but for a loopback address outside production. Default: Amazon's",
    ),
  S3_REGION: word.optional().describe('Its region; for stores that have none, what they want there'),
  S3_BUCKET: word.optional().describe('The bucket; without versions, or erased ciphertext stays in them'),
  S3_PREFIX: z
    .string()
    .regex(/^([A-Za-z0-9._-]+\/)*$/, 'empty, or words that each end in a slash')
    .default('')
    .describe('In front of the names of objects, ending in a slash'),
  S3_PATH_STYLE: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('The bucket stands in the path, not in the name of the host; many stores want it'),
  S3_ACCESS_KEY_ID: secret.optional().describe('The key there'),
  S3_SECRET_ACCESS_KEY: secret.optional().describe('The secret to it'),
  S3_KEY_FILE: file
    .optional()
    .describe('In place of the two: a file with {"id": "…", "secret": "…"}, read for each question'),
  WRAPPING_KEYS: z
    .enum(['file', 'transit'])
    .default('file')
    .describe(
      'Who wraps data keys: the master key or WRAPPING_KEY_FILE, or a transit engine (OpenBao, Vault)',
    ),
  TRANSIT_URL: address
    .optional()
    .describe('Address of the key service; https, but for a loopback address outside production'),
  TRANSIT_MOUNT: path.default('transit').describe('Where the engine is mounted there'),
  TRANSIT_KEY: word.optional().describe('Name of the key there, of a type that takes associated data'),
  TRANSIT_NAMESPACE: path.optional().describe('Namespace there, where it has them'),
  TRANSIT_TOKEN: secret.optional().describe('The token there'),
  TRANSIT_TOKEN_FILE: file
    .optional()
    .describe('In place of it: a file with the token, read for each question'),
  TRANSIT_CACHE_SECONDS: z.coerce
    .number()
    .min(0)
    .max(3600)
    .default(60)
    .describe('How long an unwrapped data key is kept in memory; 0: each use asks the service'),
} as const;

type Name = keyof typeof evidenceSettings;
type Given = Readonly<Partial<Record<Name | 'NODE_ENV', unknown>>>;

export interface EvidenceRule {
  readonly name: Name;
  readonly message: string;
  readonly needs: readonly (Name | 'NODE_ENV')[];
  readonly isKept: (given: Given) => boolean;
}

const isHttps = (url: unknown): boolean => new URL(String(url)).protocol === 'https:';
const isLoopback = (url: unknown): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(String(url)).hostname);

const byHttps = (name: 'S3_URL' | 'TRANSIT_URL'): EvidenceRule => ({
  name,
  message: 'is reached by https, but for a loopback address outside production',
  needs: [name, 'NODE_ENV'],
  isKept: ({ [name]: url, NODE_ENV: kind }) =>
    url === undefined || isHttps(url) || (isLoopback(url) && kind !== 'production'),
});

/** What is described may be described without being used: moving to it or back needs both. */
const wants = (name: Name, choice: Name, chosen: string, first: Name): EvidenceRule => ({
  name,
  message: `is set with ${choice}=${chosen}, and with ${first}`,
  needs: [name, choice],
  isKept: (given) => given[name] !== undefined || (given[choice] !== chosen && given[first] === undefined),
});

const together = (name: Name, other: Name): EvidenceRule => ({
  name,
  message: `is set together with ${other}, or neither`,
  needs: [name, other],
  isKept: (given) => (given[name] === undefined) === (given[other] === undefined),
});

/** Exactly one of the two, where the service is described. */
const oneKey = (name: Name, other: Name, first: Name): EvidenceRule => ({
  name,
  message: `either this or ${other} is set with ${first}, and with nothing else`,
  needs: [name, other, first],
  isKept: (given) =>
    given[first] === undefined
      ? given[name] === undefined && given[other] === undefined
      : (given[name] === undefined) !== (given[other] === undefined),
});

export const evidenceRules: readonly EvidenceRule[] = [
  byHttps('S3_URL'),
  wants('S3_BUCKET', 'EVIDENCE_STORE', 's3', 'S3_REGION'),
  wants('S3_REGION', 'EVIDENCE_STORE', 's3', 'S3_BUCKET'),
  together('S3_SECRET_ACCESS_KEY', 'S3_ACCESS_KEY_ID'),
  oneKey('S3_KEY_FILE', 'S3_ACCESS_KEY_ID', 'S3_BUCKET'),
  byHttps('TRANSIT_URL'),
  wants('TRANSIT_URL', 'WRAPPING_KEYS', 'transit', 'TRANSIT_KEY'),
  wants('TRANSIT_KEY', 'WRAPPING_KEYS', 'transit', 'TRANSIT_URL'),
  oneKey('TRANSIT_TOKEN_FILE', 'TRANSIT_TOKEN', 'TRANSIT_URL'),
];
