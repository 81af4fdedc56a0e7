// The only reader of the environment: one schema, parsed once, frozen.
import { join } from 'node:path';
import { z } from 'zod';
import { auditRules, auditSettings } from './audit-config.ts';
import { Sensitive } from './domain/sensitive.ts';
import { isTimeZone } from './domain/time-zone.ts';
import { alwaysOpen, parseDaysOff, parseWorkingWeek, type Parsed } from './domain/working-hours.ts';
import { evidenceRules, evidenceSettings } from './evidence-config.ts';
import { goLiveLimits } from './gate/go-live-limits.ts';
import { serviceWait } from './domain/limits.ts';
import { jurisdictions } from './domain/retention.ts';
import { recordRules, recordSettings } from './records-config.ts';
import { requestLimitSettings } from './request-limits-config.ts';
import { registryRules, registrySettings } from './registry-config.ts';

const flag = z.enum(['yes', 'no']);
const secret = z.string().transform((text) => new Sensitive(text));

/** An empty variable counts as absent, so that `.env.example` can be used as it stands. */
const optional = <T extends z.ZodType>(schema: T): z.ZodOptional<T> => schema.optional();

/** A text of our own form; each fault of it is named. */
function written<T>(normal: string, parse: (text: string) => Parsed<T>) {
  return z
    .string()
    .default(normal)
    .transform((text, context): T => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      for (const message of parsed.problems) context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

const hours = z.coerce.number().positive().max(1000);

/** Refuses a choice where it would hurt; looked at even when other variables are wrong, so that all faults are named. */
function unlessProduction(
  name: string,
  refused: string,
  message: string,
): [
  (config: Readonly<Record<string, unknown>>) => boolean,
  { path: string[]; message: string; when: () => boolean },
] {
  return [
    (config) => config['NODE_ENV'] !== 'production' || config[name] !== refused,
    { path: [name], message: `${message}; refused with NODE_ENV=production`, when: () => true },
  ];
}

/** Looked at when these are right in themselves, however wrong others are, so that all faults are named. */
function looksAt(...names: readonly string[]): (payload: z.core.ParsePayload) => boolean {
  return ({ issues }) => !issues.some(({ path }) => names.includes(String(path?.[0])));
}

const isHttps = (url: string): boolean => new URL(url).protocol === 'https:';
const isLoopback = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

type RoleSetting = 'OIDC_ROLE_REVIEWER' | 'OIDC_ROLE_LEAD' | 'OIDC_ROLE_OPERATOR';
const roleValuesOf = (config: Readonly<Record<RoleSetting, string>>): readonly string[] => [
  config.OIDC_ROLE_REVIEWER,
  config.OIDC_ROLE_LEAD,
  config.OIDC_ROLE_OPERATOR,
];

const unchecked = z
  .object({
    NODE_ENV: z
      .enum(['development', 'test', 'production'])
      .default('development')
      .describe('production refuses sandboxes'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('TCP port; 0 takes any free one'),
    HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 for all'),
    PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })).describe(
      'Address that people open; https makes cookies Secure. Default: http://localhost:PORT',
    ),
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .describe('Addresses or networks of reverse proxies, comma separated'),
    PORTCULLIS_DATA_DIR: z
      .string()
      .default('./data')
      .describe('Folder for the embedded database, evidence and keys'),
    DATABASE_URL: optional(secret).describe('PostgreSQL ≥ 15; without it the embedded database is used'),
    MASTER_KEY: optional(secret).describe(
      '32 bytes, base64; without it one is generated and kept in the data folder',
    ),
    WRAPPING_KEY_FILE: optional(z.string()).describe(
      'Keys that data keys are wrapped with, made by `portcullis keys rotate`; default: wrapping.keys in the data folder',
    ),
    ...evidenceSettings,
    SIGNING_KEY_GENERATION: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Raise it by one to sign with a new key; older receipts stay valid'),
    MARKETPLACE_NAME: z
      .string()
      .min(1)
      .max(80)
      .default('Example Market')
      .describe('Stands in the statement of will'),
    ...recordSettings,
    ...registrySettings,
    FACE_ENGINE: z
      .enum(['auto', 'onnx', 'tfjs'])
      .default('auto')
      .describe('What runs the face nets; auto: ONNX Runtime where it starts, else TensorFlow.js'),
    MODEL_CACHE_DIR: optional(z.string()).describe(
      'Folder for the ONNX files built from the packages, 50 MB. Default: models in the data folder',
    ),
    FACE_WORKERS: z.coerce.number().int().min(1).max(64).default(1).describe('Threads that look at faces'),
    FACE_QUEUE: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(64)
      .describe('Pictures that may wait for them'),
    DEMO_REVIEWERS: flag
      .default('yes')
      .describe(
        'Print one-time sign-in links for three demo reviewers, one of each role, at start; no with OIDC_ISSUER',
      ),
    SERVICE_WAIT_SECONDS: z.coerce
      .number()
      .min(0)
      .max(serviceWait.longestMs / 1000)
      .default(serviceWait.longestMs / 1000)
      .describe(
        'How long an application waits for a record or register that cannot be asked; then a person looks without it',
      ),
    RETENTION_JURISDICTION: z
      .enum(jurisdictions)
      .default('CN')
      .describe('Whose law says how long things are kept of a seller of whom nothing is known yet'),
    DECISION_UNDO_SECONDS: z.coerce
      .number()
      .min(0)
      .max(120)
      .default(10)
      .describe('How long a reviewer can undo a decision; 0: it counts at once'),
    REVIEW_HOURS: written(alwaysOpen, parseWorkingWeek).describe(
      'When reviewers work, e.g. Mon-Fri 09:00-12:00 13:00-18:00; Sat 10:00-14:00. Targets count these hours only',
    ),
    REVIEW_TIME_ZONE: z
      .string()
      .default('Asia/Shanghai')
      .refine(isTimeZone, 'not the name of a time zone')
      .describe('Where these hours are read from the clock'),
    REVIEW_DAYS_OFF: written('', parseDaysOff).describe(
      'Days without work, e.g. 2026-10-01..2026-10-07, 2027-01-01',
    ),
    REVIEW_TARGET_P50_HOURS: hours
      .default(4)
      .describe('Working hours within which half of the first decisions should be made'),
    REVIEW_TARGET_P95_HOURS: hours
      .default(24)
      .describe('Working hours within which 95 % should be; after it a case is late and an alarm is raised'),
    GO_LIVE_FALSE_ADMIT_BOUND: z.coerce
      .number()
      .gt(0)
      .max(goLiveLimits.loosestFalseAdmitBound)
      .default(0.01)
      .describe('Largest false admit rate that evidence may leave possible (95 %) for the gate to go live'),
    OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })).describe(
      'OpenID provider that reviewers sign in at; https, but for a loopback address',
    ),
    OIDC_NAME: z
      .string()
      .min(1)
      .max(60)
      .default('single sign-on')
      .describe('What people call the provider: "Sign in with …"'),
    OIDC_CLIENT_ID: optional(z.string().max(500)).describe('What the provider calls this installation'),
    OIDC_CLIENT_SECRET: optional(secret).describe(
      'From the provider; without it this installation is a public client, with PKCE alone',
    ),
    OIDC_SCOPES: z
      .string()
      .regex(/(^|\s)openid(\s|$)/, 'openid has to be one of the scopes')
      .default('openid profile')
      .describe('What the provider is asked for, space separated'),
    OIDC_ROLES_CLAIM: z
      .string()
      .min(1)
      .default('roles')
      .describe('Claim that says what a person may do; dots lead inside, as in realm_access.roles'),
    OIDC_ROLE_REVIEWER: z
      .string()
      .min(1)
      .default('portcullis-reviewer')
      .describe('Value of that claim that makes a reviewer'),
    OIDC_ROLE_LEAD: z
      .string()
      .min(1)
      .default('portcullis-lead')
      .describe('Value of that claim that makes a lead reviewer'),
    OIDC_ROLE_OPERATOR: z
      .string()
      .min(1)
      .default('portcullis-operator')
      .describe('Value of that claim that makes an operator'),
    QUALITY_KNOWN_SHARE: z.coerce
      .number()
      .min(0)
      .max(0.2)
      .default(0.02)
      .describe('For this part of settled cases somebody is given a known case; 0: none'),
    QUALITY_SECOND_SHARE: z.coerce
      .number()
      .min(0)
      .max(0.2)
      .default(0.05)
      .describe('This part of settled cases is reviewed a second time, blind; 0: none'),
    ...requestLimitSettings,
    OPENINGS_PER_HOUR: z.coerce
      .number()
      .int()
      .min(1)
      .default(120)
      .describe('Applications one address may open'),
    ADMISSION_STATEMENT_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(366)
      .default(90)
      .describe('How long a statement of admission holds; asked for again, it is issued anew'),
    MARKETPLACE_REQUESTS_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(1)
      .default(600)
      .describe('Requests that one API key may make'),
    WEBHOOK_LOOPBACK: flag
      .default('no')
      .describe('Send webhooks to this machine, also by plain http; for development'),
    WEBHOOK_NETWORKS: z
      .string()
      .default('')
      .describe('Private networks that webhooks may go to, such as 10.1.0.0/16, comma separated'),
    ...auditSettings,
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
      .default('info')
      .describe('For operators'),
  })
  .refine(
    ...unlessProduction('GOVERNMENT_RECORDS', 'sandbox', 'the sandbox record knows only made-up people'),
  )
  .refine(
    ...unlessProduction('BUSINESS_REGISTRY', 'sandbox', 'the sandbox registry knows only made-up businesses'),
  )
  .refine(...unlessProduction('WEBHOOK_LOOPBACK', 'yes', 'messages to this machine reach its own services'))
  .refine(
    ...unlessProduction('DEMO_REVIEWERS', 'yes', 'anybody who sees the log can sign in as a demo reviewer'),
  )
  .refine(({ REVIEW_TARGET_P50_HOURS: half, REVIEW_TARGET_P95_HOURS: most }) => half <= most, {
    path: ['REVIEW_TARGET_P50_HOURS'],
    message: 'longer than REVIEW_TARGET_P95_HOURS',
  })
  .refine(({ OIDC_ISSUER: issuer }) => issuer === undefined || isHttps(issuer) || isLoopback(issuer), {
    path: ['OIDC_ISSUER'],
    message: 'the provider must be reached by https, but for a loopback address',
    when: looksAt('OIDC_ISSUER'),
  })
  .refine((config) => (config.OIDC_ISSUER === undefined) === (config.OIDC_CLIENT_ID === undefined), {
    path: ['OIDC_CLIENT_ID'],
    message: 'OIDC_ISSUER and OIDC_CLIENT_ID are set together, or neither',
    when: looksAt('OIDC_ISSUER', 'OIDC_CLIENT_ID'),
  })
  .refine((config) => config.OIDC_ISSUER !== undefined || config.OIDC_CLIENT_SECRET === undefined, {
    path: ['OIDC_CLIENT_SECRET'],
    message: 'a secret without OIDC_ISSUER',
    when: looksAt('OIDC_ISSUER', 'OIDC_CLIENT_SECRET'),
  })
  .refine((config) => new Set(roleValuesOf(config)).size === 3, {
    path: ['OIDC_ROLE_REVIEWER'],
    message: 'each role has a value of its own',
    when: looksAt('OIDC_ROLE_REVIEWER', 'OIDC_ROLE_LEAD', 'OIDC_ROLE_OPERATOR'),
  })
  .refine((config) => config.OIDC_ISSUER === undefined || config.DEMO_REVIEWERS === 'no', {
    path: ['DEMO_REVIEWERS'],
    message: 'demo links would go round the identity provider; refused with OIDC_ISSUER',
    when: looksAt('OIDC_ISSUER', 'DEMO_REVIEWERS'),
  })
  .refine(
    ({ OIDC_ISSUER: issuer, PUBLIC_URL: url, NODE_ENV: kind }) =>
      issuer === undefined || kind !== 'production' || (url !== undefined && isHttps(url)),
    {
      path: ['PUBLIC_URL'],
      message: 'the provider sends people back to it: https, and set, with OIDC_ISSUER in production',
      when: looksAt('OIDC_ISSUER', 'PUBLIC_URL', 'NODE_ENV'),
    },
  );

export const configSchema = [...recordRules, ...registryRules, ...auditRules, ...evidenceRules].reduce(
  (schema, { name, message, needs, isKept }) =>
    schema.refine(isKept, { path: [name], message, when: looksAt(...needs) }),
  unchecked,
);

export type Config = Readonly<z.infer<typeof configSchema>>;

/** What a process ends with on a `ConfigError`; sysexits.h: EX_CONFIG. */
export const exitConfig = 78;

/** Every problem at once, one a line, without the values; of working hours, which are no secret, the part that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`the configuration has ${lines.length} problem(s):\n${lines.join('\n')}`);
}

export function modelFolder(config: Config): string {
  return config.MODEL_CACHE_DIR ?? join(config.PORTCULLIS_DATA_DIR, 'models');
}

export function publicUrl(config: Config, port: number): string {
  return (config.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, '');
}
