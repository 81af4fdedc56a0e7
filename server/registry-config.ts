// The settings of the business register: which one, where, with which key; a part of the configuration's schema.
import { z } from 'zod';
import { address, tlsRules, tlsSettings, urlRules } from './service-settings.ts';

export const registrySettings = {
  BUSINESS_REGISTRY: z
    .enum(['sandbox', 'signed-http', 'none'])
    .default('sandbox')
    .describe('signed-http: a service that signs its answers, by a mapping; none: the check is unavailable'),
  BUSINESS_REGISTRY_URL: address
    .optional()
    .describe('With signed-http: where it is asked; https, but for a loopback address'),
  BUSINESS_REGISTRY_MAPPING_FILE: z
    .string()
    .optional()
    .describe('With signed-http: how it speaks, as docs/examples/registry-mapping.json; read at the start'),
  BUSINESS_REGISTRY_KEY_FILE: z
    .string()
    .optional()
    .describe('With signed-http: the key, read for each question'),
  ...tlsSettings('BUSINESS_REGISTRY'),
} as const;

type Given = Readonly<Partial<Record<keyof typeof registrySettings, unknown>>>;

const isSigned = (given: Given): boolean => given.BUSINESS_REGISTRY === 'signed-http';

export const registryRules = [
  /** All three with signed-http, and none of them with anything else. */
  ...(['BUSINESS_REGISTRY_URL', 'BUSINESS_REGISTRY_MAPPING_FILE', 'BUSINESS_REGISTRY_KEY_FILE'] as const).map(
    (name) => ({
      name,
      message: 'is set with BUSINESS_REGISTRY=signed-http, and with nothing else',
      needs: ['BUSINESS_REGISTRY', name] as const,
      isKept: (given: Given): boolean => isSigned(given) === (given[name] !== undefined),
    }),
  ),
  ...urlRules('BUSINESS_REGISTRY'),
  ...tlsRules('BUSINESS_REGISTRY'),
];
