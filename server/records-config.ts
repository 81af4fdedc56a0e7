// The settings of the government record: which services, with which keys; a part of the configuration's schema.
import { z } from 'zod';
import { Sensitive } from './domain/sensitive.ts';
import { address, tlsRules, tlsSettings, urlRules } from './service-settings.ts';

const secret = z.string().transform((text) => new Sensitive(text));
/** Goes into a header of each question. */
const isWord = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);
const secretWord = z
  .string()
  .refine(isWord, 'letters, digits and signs without spaces are wanted')
  .pipe(secret);

/** Services that are asked over the network. */
export const recordProviders = ['tencent', 'alibaba', 'signed-http'] as const;
export type RecordProvider = (typeof recordProviders)[number];

const provider = z.enum(recordProviders);
const keyFile = z.string();
const sceneId = z.string().regex(/^\d{1,20}$/, 'a number is wanted');

export const recordSettings = {
  GOVERNMENT_RECORDS: z
    .enum(['sandbox', ...recordProviders, 'none'])
    .default('sandbox')
    .describe(
      'tencent: Tencent Cloud faceid; alibaba: Alibaba Cloud cloudauth; signed-http: a service that signs its answers, by a mapping; none: the check is unavailable',
    ),
  GOVERNMENT_RECORDS_KEY_ID: secretWord
    .optional()
    .describe('SecretId at Tencent Cloud, AccessKey ID at Alibaba Cloud'),
  GOVERNMENT_RECORDS_KEY_SECRET: secretWord.optional().describe('The SecretKey or AccessKey Secret to it'),
  GOVERNMENT_RECORDS_KEY_FILE: keyFile
    .optional()
    .describe(
      'In place of the two: a file with {"id": "…", "secret": "…"}, read for each question; with signed-http the signing key',
    ),
  GOVERNMENT_RECORDS_SCENE_ID: sceneId
    .optional()
    .describe('With alibaba: the scene made in its console for ID_MIN'),
  GOVERNMENT_RECORDS_URL: address
    .optional()
    .describe(
      'Another address of the service, and with signed-http the one; https, but for a loopback address. Default: the public one',
    ),
  GOVERNMENT_RECORDS_MAPPING_FILE: z
    .string()
    .optional()
    .describe(
      'With signed-http: how it speaks, as docs/examples/records-comparison-mapping.json; read at the start',
    ),
  ...tlsSettings('GOVERNMENT_RECORDS'),
  GOVERNMENT_RECORDS_FALLBACK: provider
    .optional()
    .describe('Another service, asked only when the first could not be asked'),
  GOVERNMENT_RECORDS_FALLBACK_KEY_ID: secretWord.optional().describe('The key at the fallback'),
  GOVERNMENT_RECORDS_FALLBACK_KEY_SECRET: secretWord.optional().describe('The secret to it'),
  GOVERNMENT_RECORDS_FALLBACK_KEY_FILE: keyFile.optional().describe('In place of the two, as above'),
  GOVERNMENT_RECORDS_FALLBACK_SCENE_ID: sceneId.optional().describe('With alibaba as the fallback'),
  GOVERNMENT_RECORDS_FALLBACK_URL: address.optional().describe('Another address of the fallback'),
  GOVERNMENT_RECORDS_FALLBACK_MAPPING_FILE: z
    .string()
    .optional()
    .describe('With signed-http as the fallback'),
  ...tlsSettings('GOVERNMENT_RECORDS_FALLBACK'),
} as const;

/** Whom to ask, in order: each named by the variable that chooses it, which its other variables begin with. */
export const recordPlaces = ['GOVERNMENT_RECORDS', 'GOVERNMENT_RECORDS_FALLBACK'] as const;
export type RecordPlace = (typeof recordPlaces)[number];

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

const isProvider = (value: unknown): boolean => (recordProviders as readonly unknown[]).includes(value);
const isGiven = (value: unknown): boolean => value !== undefined;
const isSigned = (value: unknown): boolean => value === 'signed-http';

/** What each place must keep to; both the same. */
function rulesOf(place: RecordPlace): readonly RecordRule[] {
  const [keyId, keySecret] = [`${place}_KEY_ID`, `${place}_KEY_SECRET`] as const;
  const [keyFileName, scene, url] = [`${place}_KEY_FILE`, `${place}_SCENE_ID`, `${place}_URL`] as const;
  const mapping = `${place}_MAPPING_FILE` as const;
  const keyNames = [keyId, keySecret, keyFileName] as const;
  const isChosen = (given: Given): boolean => isProvider(given[place]);
  /** A setting that belongs to a service which is not chosen is a mistake, and more likely one in the choice. */
  const withoutProvider = [...keyNames, url].map((name): RecordRule => ({
    name,
    message: `is set, and ${place} names no service that it is for`,
    needs: [place, name],
    isKept: (given) => isChosen(given) || !isGiven(given[name]),
  }));
  /** What a service that signs is told by, and what the others are told by instead. */
  const ofSigned = [
    ...[url, keyFileName, mapping].map((name): RecordRule => ({
      name,
      message: `is needed with ${place}=signed-http`,
      needs: [place, name],
      isKept: (given) => !isSigned(given[place]) || isGiven(given[name]),
    })),
    ...[keyId, keySecret].map((name): RecordRule => ({
      name,
      message: `is nothing that ${place}=signed-http takes: its key is in ${keyFileName}`,
      needs: [place, name],
      isKept: (given) => !isSigned(given[place]) || !isGiven(given[name]),
    })),
    {
      name: mapping,
      message: `is set with ${place}=signed-http, and with nothing else`,
      needs: [place, mapping],
      isKept: (given: Given) => isSigned(given[place]) || !isGiven(given[mapping]),
    },
  ];
  return [
    ...withoutProvider,
    ...ofSigned,
    {
      name: keyId,
      message: `the service takes a key: this with ${keySecret}, or ${keyFileName}`,
      needs: [place, ...keyNames],
      isKept: (given) =>
        !isChosen(given) || isSigned(given[place]) || keyNames.some((name) => isGiven(given[name])),
    },
    {
      name: keySecret,
      message: `is set together with ${keyId}, or neither`,
      needs: keyNames,
      isKept: (given) => isGiven(given[keyId]) === isGiven(given[keySecret]),
    },
    {
      name: keyFileName,
      message: `is set in place of ${keyId} and ${keySecret}, not beside them`,
      needs: keyNames,
      isKept: (given) =>
        !isGiven(given[keyFileName]) || (!isGiven(given[keyId]) && !isGiven(given[keySecret])),
    },
    {
      name: scene,
      message: `is set with ${place}=alibaba, and with nothing else`,
      needs: [place, scene],
      isKept: (given) => (given[place] === 'alibaba') === isGiven(given[scene]),
    },
    ...urlRules(place),
    ...tlsRules(place),
  ];
}

export const recordRules: readonly RecordRule[] = [
  ...recordPlaces.flatMap(rulesOf),
  {
    name: 'GOVERNMENT_RECORDS_FALLBACK',
    message: 'is another service than GOVERNMENT_RECORDS, which names one, too',
    needs: recordPlaces,
    isKept: ({ GOVERNMENT_RECORDS: first, GOVERNMENT_RECORDS_FALLBACK: next }) =>
      !isGiven(next) || (isProvider(first) && first !== next),
  },
];
