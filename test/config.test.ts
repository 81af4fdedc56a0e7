// The configuration: every fault is named at once, dangerous choices are refused, the example file is complete.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, configSchema, publicUrl, readConfig } from '../server/config.ts';

const names = Object.keys(configSchema.shape).sort();

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the configuration', () => {
  test('needs nothing to be set, and cannot be changed', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', GOVERNMENT_RECORDS: 'sandbox' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('takes an empty variable for one that is not set, and ignores what is not ours', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', PATH: '/bin' })).toEqual(readConfig({}));
  });

  test('names every fault at once, each with its variable and none with its value', () => {
    const message = faultsOf({
      PORT: '70000',
      PUBLIC_URL: 'ftp://secret.example',
      FACE_WORKERS: 'many-secrets',
      LOG_LEVEL: 'loud-secret',
    });
    expect(message).toContain('4 problem(s)');
    for (const name of ['PORT', 'PUBLIC_URL', 'FACE_WORKERS', 'LOG_LEVEL'])
      expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
    expect(message).not.toContain('secret');
  });

  test('keeps secrets from being printed', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://me:hush@host/db', MASTER_KEY: 'hush' });
    expect(JSON.stringify(config)).not.toContain('hush');
    expect(config.DATABASE_URL?.reveal()).toBe('postgres://me:hush@host/db');
  });

  test('does not start sandboxes or demo reviewers in production', () => {
    const message = faultsOf({ NODE_ENV: 'production' });
    for (const name of ['GOVERNMENT_RECORDS', 'BUSINESS_REGISTRY', 'DEMO_REVIEWERS'])
      expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
    const safe = { GOVERNMENT_RECORDS: 'none', BUSINESS_REGISTRY: 'none', DEMO_REVIEWERS: 'no' };
    expect(readConfig({ NODE_ENV: 'production', ...safe })).toMatchObject(safe);
    for (const name of Object.keys(safe)) {
      const others = Object.fromEntries(Object.entries(safe).filter(([one]) => one !== name));
      expect(faultsOf({ NODE_ENV: 'production', ...others })).toContain(name);
    }
  });

  test('reads working hours as they are written, and names each fault in them', () => {
    const { REVIEW_HOURS, REVIEW_DAYS_OFF, REVIEW_TIME_ZONE } = readConfig({
      REVIEW_HOURS: 'Mon-Fri 09:00-18:00',
      REVIEW_DAYS_OFF: '2026-10-01',
      REVIEW_TIME_ZONE: 'Europe/Berlin',
    });
    expect(REVIEW_HOURS[4]).toEqual([{ from: 540, to: 1080 }]);
    expect(REVIEW_HOURS[5]).toEqual([]);
    expect(REVIEW_DAYS_OFF.size).toBe(1);
    expect(REVIEW_TIME_ZONE).toBe('Europe/Berlin');
    const message = faultsOf({
      REVIEW_HOURS: 'Mo 09:00-18:00; Tue 18:00-09:00',
      REVIEW_DAYS_OFF: 'tomorrow',
      REVIEW_TIME_ZONE: 'Asia/Atlantis',
      REVIEW_TARGET_P50_HOURS: '0',
      REVIEW_TARGET_P95_HOURS: 'a day',
    });
    expect(message).toContain('6 problem(s)');
    expect(message).toContain('"Mo" is not a day');
    expect(message).toContain('"18:00-09:00" ends before it begins');
  });

  test('does not take a target for half of the people that is longer than the one for nearly all', () => {
    expect(faultsOf({ REVIEW_TARGET_P50_HOURS: '25' })).toContain('REVIEW_TARGET_P50_HOURS: longer');
    expect(faultsOf({ REVIEW_TARGET_P50_HOURS: '24' })).toBe('');
  });

  describe('of an identity provider', () => {
    const issuer = 'https://id.example/tenant';
    const good = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'desk', DEMO_REVIEWERS: 'no' };

    test('is taken when it is whole, and keeps its secret from being printed', () => {
      const config = readConfig({ ...good, OIDC_CLIENT_SECRET: 'hush' });
      expect(config).toMatchObject({ OIDC_ISSUER: issuer, OIDC_SCOPES: 'openid profile' });
      expect(JSON.stringify(config)).not.toContain('hush');
    });

    test.each([
      ['http to another machine', { OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
      ['a loopback name that is none', { OIDC_ISSUER: 'http://localhost.example' }, 'OIDC_ISSUER'],
      ['no client id', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
      ['no issuer', { OIDC_ISSUER: '' }, 'OIDC_CLIENT_ID'],
      ['demo links beside it', { DEMO_REVIEWERS: 'yes' }, 'DEMO_REVIEWERS'],
      ['demo links beside it by default', { DEMO_REVIEWERS: '' }, 'DEMO_REVIEWERS'],
      ['one value for two roles', { OIDC_ROLE_LEAD: 'portcullis-reviewer' }, 'OIDC_ROLE_REVIEWER'],
      ['scopes without openid', { OIDC_SCOPES: 'profile' }, 'OIDC_SCOPES'],
      [
        'a secret alone',
        { OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: 'x' },
        'OIDC_CLIENT_SECRET',
      ],
      ['no public address in production', { NODE_ENV: 'production' }, 'PUBLIC_URL'],
    ])('does not start with %s', (_what, change, name) => {
      expect(faultsOf({ ...good, ...change })).toMatch(new RegExp(`^  ${name}: `, 'm'));
    });

    test('may be on a loopback address without https', () => {
      for (const one of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
        expect(readConfig({ ...good, OIDC_ISSUER: one }).OIDC_ISSUER).toBe(one);
    });
  });

  describe('of where evidence lies and who wraps its keys', () => {
    const s3 = {
      EVIDENCE_STORE: 's3',
      S3_REGION: 'eu-1',
      S3_BUCKET: 'evidence',
      S3_KEY_FILE: '/run/s3.json',
    };
    const keyed = { ...s3, S3_KEY_FILE: '', S3_ACCESS_KEY_ID: 'hush1', S3_SECRET_ACCESS_KEY: 'hush2' };
    const url = 'https://keys.example';
    const transit = { WRAPPING_KEYS: 'transit', TRANSIT_URL: url, TRANSIT_KEY: 'p', TRANSIT_TOKEN: 'hush' };
    const production = { NODE_ENV: 'production' };

    test('is taken when it is whole, also before it is moved to, and keeps secrets from being printed', () => {
      for (const whole of [
        s3,
        keyed,
        { ...s3, EVIDENCE_STORE: '' },
        transit,
        { ...transit, WRAPPING_KEYS: '' },
      ])
        expect(JSON.stringify(readConfig(whole))).not.toContain('hush');
      expect(readConfig({ ...keyed, S3_URL: 'http://127.0.0.1:9000' }).S3_URL).toBe('http://127.0.0.1:9000');
      expect(readConfig(transit)).toMatchObject({ TRANSIT_MOUNT: 'transit', TRANSIT_CACHE_SECONDS: 60 });
    });

    test('names everything that is missing at once', () => {
      const message = faultsOf({ EVIDENCE_STORE: 's3', WRAPPING_KEYS: 'transit' });
      for (const name of ['S3_BUCKET', 'S3_REGION', 'TRANSIT_URL', 'TRANSIT_KEY'])
        expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
    });

    test.each([
      ['no bucket', { ...s3, S3_BUCKET: '' }, 'S3_BUCKET'],
      ['no region', { ...s3, S3_REGION: '' }, 'S3_REGION'],
      ['no key', { ...s3, S3_KEY_FILE: '' }, 'S3_KEY_FILE'],
      ['two keys', { ...keyed, S3_KEY_FILE: '/x' }, 'S3_KEY_FILE'],
      ['half a key', { ...keyed, S3_SECRET_ACCESS_KEY: '' }, 'S3_SECRET_ACCESS_KEY'],
      ['a key for nowhere', { S3_KEY_FILE: '/x' }, 'S3_KEY_FILE'],
      ['a prefix that leads elsewhere', { ...s3, S3_PREFIX: '/hush' }, 'S3_PREFIX'],
      ['http to another machine', { ...s3, S3_URL: 'http://hush.example' }, 'S3_URL'],
      ['http in production', { ...s3, ...production, S3_URL: 'http://localhost:9000' }, 'S3_URL'],
      ['no address', { ...transit, TRANSIT_URL: '' }, 'TRANSIT_URL'],
      ['no name of a key', { ...transit, TRANSIT_KEY: '' }, 'TRANSIT_KEY'],
      ['no token', { ...transit, TRANSIT_TOKEN: '' }, 'TRANSIT_TOKEN_FILE'],
      ['two tokens', { ...transit, TRANSIT_TOKEN_FILE: '/x' }, 'TRANSIT_TOKEN_FILE'],
      ['a token with a line break', { ...transit, TRANSIT_TOKEN: 'hush\nhush' }, 'TRANSIT_TOKEN'],
      ['http to another service', { ...transit, TRANSIT_URL: 'http://hush.example' }, 'TRANSIT_URL'],
      [
        'a service by http in production',
        { ...transit, ...production, TRANSIT_URL: 'http://[::1]' },
        'TRANSIT_URL',
      ],
      ['a service that is no choice', { WRAPPING_KEYS: 'hush' }, 'WRAPPING_KEYS'],
    ])('does not start with %s', (_what, environment, name) => {
      const message = faultsOf(environment);
      expect(message).toMatch(new RegExp(`^  ${name}: `, 'm'));
      expect(message).not.toContain('hush');
    });
  });

  describe('of a government record', () => {
    const tencent = {
      GOVERNMENT_RECORDS: 'tencent',
      GOVERNMENT_RECORDS_KEY_ID: 'AKIDhush1',
      GOVERNMENT_RECORDS_KEY_SECRET: 'hush2',
    };
    const alibaba = {
      GOVERNMENT_RECORDS: 'alibaba',
      GOVERNMENT_RECORDS_KEY_FILE: '/run/secrets/records.json',
      GOVERNMENT_RECORDS_SCENE_ID: '1000000006',
    };
    const signed = {
      GOVERNMENT_RECORDS: 'signed-http',
      GOVERNMENT_RECORDS_URL: 'https://records.example/',
      GOVERNMENT_RECORDS_KEY_FILE: '/run/secrets/records.json',
      GOVERNMENT_RECORDS_MAPPING_FILE: '/etc/portcullis/records.json',
    };
    const production = {
      NODE_ENV: 'production',
      BUSINESS_REGISTRY: 'none',
      DEMO_REVIEWERS: 'no',
    };

    test('is taken when it is whole, in production too, and keeps its key from being printed', () => {
      for (const whole of [tencent, alibaba, signed])
        for (const kind of [{}, production]) {
          const config = readConfig({ ...whole, ...kind });
          expect(config.GOVERNMENT_RECORDS).toBe(whole.GOVERNMENT_RECORDS);
          expect(JSON.stringify(config)).not.toContain('hush');
        }
      expect(readConfig(tencent).GOVERNMENT_RECORDS_KEY_SECRET?.reveal()).toBe('hush2');
    });

    test.each([
      ['no key', { ...tencent, GOVERNMENT_RECORDS_KEY_ID: '', GOVERNMENT_RECORDS_KEY_SECRET: '' }, 'KEY_ID'],
      ['no secret', { ...tencent, GOVERNMENT_RECORDS_KEY_SECRET: '' }, 'KEY_SECRET'],
      ['no id', { ...tencent, GOVERNMENT_RECORDS_KEY_ID: '' }, 'KEY_SECRET'],
      [
        'a line break in the secret',
        { ...tencent, GOVERNMENT_RECORDS_KEY_SECRET: 'hush\nhush' },
        'KEY_SECRET',
      ],
      ['a file beside the variables', { ...tencent, GOVERNMENT_RECORDS_KEY_FILE: '/x' }, 'KEY_FILE'],
      ['no scene', { ...alibaba, GOVERNMENT_RECORDS_SCENE_ID: '' }, 'SCENE_ID'],
      ['a scene that is no number', { ...alibaba, GOVERNMENT_RECORDS_SCENE_ID: 'hush' }, 'SCENE_ID'],
      ['a scene at the other provider', { ...tencent, GOVERNMENT_RECORDS_SCENE_ID: '1' }, 'SCENE_ID'],
      ['a key for the sandbox', { ...tencent, GOVERNMENT_RECORDS: '' }, 'KEY_ID'],
      [
        'a key file for nobody',
        { GOVERNMENT_RECORDS: 'none', GOVERNMENT_RECORDS_KEY_FILE: '/x' },
        'KEY_FILE',
      ],
      ['an address for the sandbox', { GOVERNMENT_RECORDS_URL: 'https://a.example' }, 'URL'],
      ['http to another machine', { ...tencent, GOVERNMENT_RECORDS_URL: 'http://hush.example' }, 'URL'],
      ['no address', { ...tencent, GOVERNMENT_RECORDS_URL: 'hush' }, 'URL'],
      ['no address of a service that signs', { ...signed, GOVERNMENT_RECORDS_URL: '' }, 'URL'],
      ['no key of one', { ...signed, GOVERNMENT_RECORDS_KEY_FILE: '' }, 'KEY_FILE'],
      ['no mapping of one', { ...signed, GOVERNMENT_RECORDS_MAPPING_FILE: '' }, 'MAPPING_FILE'],
      ['a secret for one', { ...signed, GOVERNMENT_RECORDS_KEY_SECRET: 'hush' }, 'KEY_SECRET'],
      ['a scene for one', { ...signed, GOVERNMENT_RECORDS_SCENE_ID: '1' }, 'SCENE_ID'],
      ['a mapping elsewhere', { ...tencent, GOVERNMENT_RECORDS_MAPPING_FILE: '/x' }, 'MAPPING_FILE'],
      ['a certificate elsewhere', { ...tencent, GOVERNMENT_RECORDS_TLS_CERT_FILE: '/x' }, 'TLS_CERT_FILE'],
      [
        'a certificate without its key',
        { ...signed, GOVERNMENT_RECORDS_TLS_CERT_FILE: '/x' },
        'TLS_KEY_FILE',
      ],
      [
        'a stand-in in production',
        { ...tencent, ...production, GOVERNMENT_RECORDS_URL: 'http://127.0.0.1:1/' },
        'URL',
      ],
    ])('does not start with %s, and says which variable', (_what, environment, name) => {
      const message = faultsOf(environment);
      expect(message).toMatch(new RegExp(`^  GOVERNMENT_RECORDS_${name}: `, 'm'));
      expect(message).not.toContain('hush');
    });

    describe('with a fallback', () => {
      const asFallback = (settings: Readonly<Record<string, string>>): Record<string, string> =>
        Object.fromEntries(
          Object.entries(settings).map(([name, value]) => [
            name.replace('GOVERNMENT_RECORDS', 'GOVERNMENT_RECORDS_FALLBACK'),
            value,
          ]),
        );

      test('takes two services, either first', () => {
        for (const [first, next] of [
          [tencent, alibaba],
          [alibaba, tencent],
          [tencent, signed],
          [signed, alibaba],
        ] as const) {
          const config = readConfig({ ...first, ...asFallback(next), ...production });
          expect([config.GOVERNMENT_RECORDS, config.GOVERNMENT_RECORDS_FALLBACK]).toEqual([
            first.GOVERNMENT_RECORDS,
            next.GOVERNMENT_RECORDS,
          ]);
          expect(JSON.stringify(config)).not.toContain('hush');
        }
      });

      test.each([
        ['the same service twice', { ...tencent, ...asFallback(tencent) }, ''],
        ['a fallback alone', asFallback(tencent), ''],
        ['a fallback of nothing', { GOVERNMENT_RECORDS: 'none', ...asFallback(tencent) }, ''],
        ['no key at the fallback', { ...tencent, GOVERNMENT_RECORDS_FALLBACK: 'alibaba' }, '_KEY_ID'],
        ['a key for no fallback', { ...tencent, GOVERNMENT_RECORDS_FALLBACK_KEY_FILE: '/x' }, '_KEY_FILE'],
        [
          'no scene at the fallback',
          { ...tencent, ...asFallback({ ...alibaba, GOVERNMENT_RECORDS_SCENE_ID: '' }) },
          '_SCENE_ID',
        ],
        [
          'a stand-in as the fallback in production',
          {
            ...tencent,
            ...production,
            ...asFallback({ ...alibaba, GOVERNMENT_RECORDS_URL: 'https://127.0.0.1/' }),
          },
          '_URL',
        ],
      ])('does not start with %s, and says which variable', (_what, environment, name) => {
        expect(faultsOf(environment)).toMatch(new RegExp(`^  GOVERNMENT_RECORDS_FALLBACK${name}: `, 'm'));
      });
    });

    test('does not start with a provider that is none', () => {
      expect(faultsOf({ GOVERNMENT_RECORDS: 'hush' })).toMatch(/^ {2}GOVERNMENT_RECORDS: /m);
    });

    test('may be a stand-in on this machine outside production', () => {
      for (const one of ['http://localhost:1/', 'http://127.0.0.1:1/', 'https://faceid.example/'])
        expect(readConfig({ ...tencent, GOVERNMENT_RECORDS_URL: one }).GOVERNMENT_RECORDS_URL).toBe(one);
    });
  });

  test('says where people find us', () => {
    expect(publicUrl(readConfig({}), 4711)).toBe('http://localhost:4711');
    expect(publicUrl(readConfig({ PUBLIC_URL: 'https://gate.example/' }), 1)).toBe('https://gate.example');
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=(.*)$/gm)];

  test('lists every variable once, and no other', () => {
    expect(listed.map(([, name]) => name).sort()).toEqual(names);
  });

  test('can be used as it stands, and changes nothing', () => {
    const environment = Object.fromEntries(listed.map(([, name = '', value = '']) => [name, value]));
    expect(readConfig(environment)).toEqual(readConfig({}));
  });

  test('says of each variable what the schema says', () => {
    for (const [name, schema] of Object.entries(configSchema.shape)) {
      expect(schema.description, name).toBeDefined();
      expect(text).toContain(schema.description);
    }
  });
});

describe('a business register that is asked over the network', () => {
  const whole = {
    BUSINESS_REGISTRY: 'signed-http',
    BUSINESS_REGISTRY_URL: 'https://register.example/',
    BUSINESS_REGISTRY_MAPPING_FILE: '/etc/portcullis/registry.json',
    BUSINESS_REGISTRY_KEY_FILE: '/run/secrets/registry.json',
  };

  test('is taken when it is whole', () => {
    expect(readConfig(whole).BUSINESS_REGISTRY).toBe('signed-http');
  });

  test.each(['URL', 'MAPPING_FILE', 'KEY_FILE'] as const)(
    'needs its %s, which belongs to nothing else',
    (part) => {
      const name = `BUSINESS_REGISTRY_${part}` as const;
      expect(() => readConfig({ ...whole, [name]: '' })).toThrow(name);
      for (const other of ['sandbox', 'none'])
        expect(() => readConfig({ BUSINESS_REGISTRY: other, [name]: whole[name] })).toThrow(name);
    },
  );

  test('is reached by https, or as a stand-in on this machine, which production refuses', () => {
    const at = (url: string) => ({ ...whole, BUSINESS_REGISTRY_URL: url });
    expect(() => readConfig(at('http://register.example/'))).toThrow('BUSINESS_REGISTRY_URL');
    expect(readConfig(at('http://127.0.0.1:4010/')).BUSINESS_REGISTRY).toBe('signed-http');
    const production = { NODE_ENV: 'production', GOVERNMENT_RECORDS: 'none', DEMO_REVIEWERS: 'no' };
    expect(readConfig({ ...whole, ...production }).BUSINESS_REGISTRY).toBe('signed-http');
    expect(() => readConfig({ ...at('http://127.0.0.1:4010/'), ...production })).toThrow(
      'BUSINESS_REGISTRY_URL',
    );
  });

  test('takes a certificate together with its key, and only where it is asked', () => {
    const tls = { BUSINESS_REGISTRY_TLS_CERT_FILE: '/c.pem', BUSINESS_REGISTRY_TLS_KEY_FILE: '/k.pem' };
    expect(readConfig({ ...whole, ...tls })).toMatchObject(tls);
    expect(readConfig({ ...whole, BUSINESS_REGISTRY_TLS_CA_FILE: '/ca.pem' })).toBeDefined();
    for (const name of Object.keys(tls)) {
      expect(() => readConfig({ ...whole, ...tls, [name]: '' })).toThrow('BUSINESS_REGISTRY_TLS_KEY_FILE');
      expect(() => readConfig({ [name]: '/x.pem' })).toThrow(name);
    }
  });
});
