// `portcullis records check` tells a service that answers from each way in which one does not.
import { afterEach, describe, expect, test } from 'vitest';
import { checkRecords } from '../../server/cli/records-check.ts';
import { openRecordStandIn } from '../../server/compose-records.ts';
import { recordProviders, type RecordProvider } from '../../server/records-config.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

async function open(provider: RecordProvider): Promise<Readonly<Record<string, string>>> {
  const service = await openRecordStandIn(provider);
  close = service.close;
  return service.environment;
}

async function check(environment: Readonly<Record<string, string>>) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await checkRecords(environment, {
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, printed: printed.join('\n'), complaint: complaints.join('\n') };
}

describe.each(recordProviders)('%s', (provider) => {
  test('is in order when it is reached and takes key and clock', async () => {
    const environment = await open(provider);
    const { code, printed, complaint } = await check(environment);
    expect([code, complaint]).toEqual([0, '']);
    expect(printed).toContain('ok: ');
    expect(printed).not.toContain(environment['GOVERNMENT_RECORDS_KEY_SECRET']);
  });

  test('says that the key is not taken', async () => {
    const environment = await open(provider);
    const wrong = { ...environment, GOVERNMENT_RECORDS_KEY_SECRET: 'another-secret' };
    const { code, printed, complaint } = await check(wrong);
    expect(code).toBe(1);
    expect(complaint).toContain('does not take our key');
    expect(printed + complaint).not.toContain('another-secret');
  });

  test('says that nobody is there', async () => {
    const environment = await open(provider);
    await close();
    const { code, complaint } = await check(environment);
    expect([code, complaint.includes('cannot be reached')]).toEqual([1, true]);
  });
});

test('asks the fallback, too, and says which of the two does not answer', async () => {
  const first = await openRecordStandIn('tencent');
  const next = await openRecordStandIn('alibaba');
  close = async () => {
    await first.close();
    await next.close();
  };
  const asFallback = (end: string): string => next.environment[`GOVERNMENT_RECORDS${end}`] ?? '';
  const environment = {
    ...first.environment,
    GOVERNMENT_RECORDS_FALLBACK: 'alibaba',
    GOVERNMENT_RECORDS_FALLBACK_URL: asFallback('_URL'),
    GOVERNMENT_RECORDS_FALLBACK_KEY_ID: asFallback('_KEY_ID'),
    GOVERNMENT_RECORDS_FALLBACK_KEY_SECRET: asFallback('_KEY_SECRET'),
    GOVERNMENT_RECORDS_FALLBACK_SCENE_ID: asFallback('_SCENE_ID'),
  };
  const both = await check(environment);
  expect([both.code, both.complaint]).toEqual([0, '']);
  expect(both.printed).toMatch(/tencent-faceid\n[^]*alibaba-cloudauth, the fallback\n/);
  const wrong = await check({ ...environment, GOVERNMENT_RECORDS_FALLBACK_KEY_SECRET: 'another' });
  expect([wrong.code, wrong.complaint]).toEqual([1, expect.stringMatching(/^alibaba-cloudauth: /)]);
});

test('says that no service is asked', async () => {
  for (const kind of ['sandbox', 'none']) {
    const { code, complaint } = await check({ GOVERNMENT_RECORDS: kind });
    expect([code, complaint.includes(kind)]).toEqual([2, true]);
  }
});

test('names the variable that is wrong', async () => {
  const without = await check({ GOVERNMENT_RECORDS: 'tencent' });
  expect([without.code, without.complaint.includes('GOVERNMENT_RECORDS_KEY_ID')]).toEqual([78, true]);
  const noFile = { GOVERNMENT_RECORDS: 'tencent', GOVERNMENT_RECORDS_KEY_FILE: '/nowhere/key.json' };
  const unread = await check(noFile);
  expect([unread.code, unread.complaint.includes('GOVERNMENT_RECORDS_KEY_FILE')]).toEqual([78, true]);
});
