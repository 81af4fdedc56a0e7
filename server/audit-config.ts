// The settings of the audit trail's checkpoints: how often, and who keeps them; a part of the configuration's schema.
import { z } from 'zod';
import { readWebhookSecret } from './domain/webhook.ts';
import { Sensitive } from './domain/sensitive.ts';

export const auditSettings = {
  AUDIT_CHECKPOINT_EVENTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(1000)
    .describe('A checkpoint of the audit trail is signed when so many entries are in none'),
  AUDIT_CHECKPOINT_MINUTES: z.coerce
    .number()
    .min(1)
    .max(10_080)
    .default(60)
    .describe('Or when the oldest of them is so old'),
  AUDIT_CHECKPOINT_KEEPER: z
    .enum(['none', 'file', 'stdout', 'webhook'])
    .default('none')
    .describe(
      'Who keeps checkpoints out of reach of the database; without one, nobody notices if the newest entries are cut off',
    ),
  AUDIT_CHECKPOINT_FILE: z
    .string()
    .optional()
    .describe('With file: where, on a disk that the database is not on; lines are only ever added'),
  AUDIT_CHECKPOINT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('With webhook: where they are sent, under the same bounds as webhooks of marketplaces'),
  AUDIT_CHECKPOINT_SECRET: z
    .string()
    .refine((text) => readWebhookSecret(text) !== null, 'whsec_ and 32 bytes in base64 are wanted')
    .transform((text) => new Sensitive(text))
    .optional()
    .describe('With webhook: the secret that messages are signed with, whsec_ and 32 random bytes in base64'),
} as const;

type Setting = keyof typeof auditSettings;
type Given = Readonly<Partial<Record<Setting, unknown>>>;

const belongsTo = {
  AUDIT_CHECKPOINT_FILE: 'file',
  AUDIT_CHECKPOINT_URL: 'webhook',
  AUDIT_CHECKPOINT_SECRET: 'webhook',
} as const;

export const auditRules = (Object.keys(belongsTo) as (keyof typeof belongsTo)[]).map((name) => ({
  name,
  message: `is set with AUDIT_CHECKPOINT_KEEPER=${belongsTo[name]}, and with nothing else`,
  needs: ['AUDIT_CHECKPOINT_KEEPER', name] as const,
  isKept: (given: Given): boolean =>
    (given.AUDIT_CHECKPOINT_KEEPER === belongsTo[name]) === (given[name] !== undefined),
}));
