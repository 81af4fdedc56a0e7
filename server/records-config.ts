// The settings of the government record: which service, with which key; a part of the configuration's schema.
import { z } from 'zod';
import { Sensitive } from './domain/sensitive.ts';

const secret = z.string().transform((text) => new Sensitive(text));
/** Goes into a header of each question. */
const isWord = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);
const secretWord = z
  .string()
  .refine(isWord, 'letters, digits and signs without spaces are wanted')
  .pipe(secret);

/** Services that are asked over the network. */
export const recordProviders = ['tencent', 'alibaba'] as const;
export type RecordProvider = (typeof recordProviders)[number];

export const recordSettings = {
  GOVERNMENT_RECORDS: z
    .enum(['sandbox', ...recordProviders, 'none'])
    .default('sandbox')
    .describe(
      'tencent: Tencent Cloud faceid; alibaba: Alibaba Cloud cloudauth; none: the check is unavailable',
    ),
  GOVERNMENT_RECORDS_KEY_ID: secretWord
    .optional()
    .describe('SecretId at Tencent Cloud, AccessKey ID at Alibaba Cloud'),
  GOVERNMENT_RECORDS_KEY_SECRET: secretWord.optional().describe('The SecretKey or AccessKey Secret to it'),
  GOVERNMENT_RECORDS_KEY_FILE: z
    .string()
    .optional()
    .describe('In place of the two: a file with {"id": "…", "secret": "…"}, read for each question'),
  GOVERNMENT_RECORDS_SCENE_ID: z
    .string()
    .regex(/^\d{1,20}$/, 'a number is wanted')
    .optional()
    .describe('With alibaba: the scene made in its console for ID_MIN'),
  GOVERNMENT_RECORDS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Another address of the service; https, but for a loopback address. Default: the public one'),
} as const;

type Given = Readonly<Partial<Record<keyof typeof recordSettings, unknown>>> & {
  readonly NODE_ENV?: unknown;
};

export interface RecordRule {
  readonly name: keyof typeof recordSettings;
  readonly message: string;
  /** Looked at only when these are right in themselves. */
  readonly needs: readonly (keyof typeof recordSettings | 'NODE_ENV')[];
  readonly isKept: (given: Given) => boolean;
}

const isProvider = (given: Given): boolean =>
  (recordProviders as readonly unknown[]).includes(given.GOVERNMENT_RECORDS);
const isGiven = (value: unknown): boolean => value !== undefined;
const isHttps = (url: unknown): boolean => new URL(String(url)).protocol === 'https:';
const isLoopback = (url: unknown): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(String(url)).hostname);

const keyNames = [
  'GOVERNMENT_RECORDS_KEY_ID',
  'GOVERNMENT_RECORDS_KEY_SECRET',
  'GOVERNMENT_RECORDS_KEY_FILE',
] as const;

/** A setting that belongs to a service which is not chosen is a mistake, and more likely one in the choice. */
const withoutProvider = ([...keyNames, 'GOVERNMENT_RECORDS_URL'] as const).map((name): RecordRule => ({
  name,
  message: 'is set, and GOVERNMENT_RECORDS names no service that it is for',
  needs: ['GOVERNMENT_RECORDS', name],
  isKept: (given) => isProvider(given) || !isGiven(given[name]),
}));

export const recordRules: readonly RecordRule[] = [
  ...withoutProvider,
  {
    name: 'GOVERNMENT_RECORDS_KEY_ID',
    message:
      'the service takes a key: this with GOVERNMENT_RECORDS_KEY_SECRET, or GOVERNMENT_RECORDS_KEY_FILE',
    needs: ['GOVERNMENT_RECORDS', ...keyNames],
    isKept: (given) => !isProvider(given) || keyNames.some((name) => isGiven(given[name])),
  },
  {
    name: 'GOVERNMENT_RECORDS_KEY_SECRET',
    message: 'is set together with GOVERNMENT_RECORDS_KEY_ID, or neither',
    needs: keyNames,
    isKept: (given) =>
      isGiven(given.GOVERNMENT_RECORDS_KEY_ID) === isGiven(given.GOVERNMENT_RECORDS_KEY_SECRET),
  },
  {
    name: 'GOVERNMENT_RECORDS_KEY_FILE',
    message:
      'is set in place of GOVERNMENT_RECORDS_KEY_ID and GOVERNMENT_RECORDS_KEY_SECRET, not beside them',
    needs: keyNames,
    isKept: (given) =>
      !isGiven(given.GOVERNMENT_RECORDS_KEY_FILE) ||
      (!isGiven(given.GOVERNMENT_RECORDS_KEY_ID) && !isGiven(given.GOVERNMENT_RECORDS_KEY_SECRET)),
  },
  {
    name: 'GOVERNMENT_RECORDS_SCENE_ID',
    message: 'is set with GOVERNMENT_RECORDS=alibaba, and with nothing else',
    needs: ['GOVERNMENT_RECORDS', 'GOVERNMENT_RECORDS_SCENE_ID'],
    isKept: (given) =>
      (given.GOVERNMENT_RECORDS === 'alibaba') === isGiven(given.GOVERNMENT_RECORDS_SCENE_ID),
  },
  {
    name: 'GOVERNMENT_RECORDS_URL',
    message: 'the service is reached by https, but for a loopback address',
    needs: ['GOVERNMENT_RECORDS_URL'],
    isKept: ({ GOVERNMENT_RECORDS_URL: url }) => !isGiven(url) || isHttps(url) || isLoopback(url),
  },
  {
    name: 'GOVERNMENT_RECORDS_URL',
    message: 'a service on this machine is a stand-in; refused with NODE_ENV=production',
    needs: ['GOVERNMENT_RECORDS_URL', 'NODE_ENV'],
    isKept: ({ GOVERNMENT_RECORDS_URL: url, NODE_ENV: kind }) =>
      kind !== 'production' || !isGiven(url) || !isLoopback(url),
  },
];
