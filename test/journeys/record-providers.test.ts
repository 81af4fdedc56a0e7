// A whole application whose record is asked over the wire, at a stand-in of each provider's service.
import { afterEach, describe, expect, test } from 'vitest';
import { magicNumbers, type MagicOutcome } from '../../server/adapters/government-records/magic-numbers.ts';
import { recordCosts } from '../../server/compose-records.ts';
import { openStandIn } from '../../server/compose-stand-in.ts';
import { readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { somebodyAt } from '../support/applicants.ts';
import { ann } from '../support/desk.ts';
import { startPortcullis } from '../support/start-portcullis.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const numberOf = (outcome: MagicOutcome): string => {
  const found = magicNumbers.find((one) => one.outcome === outcome);
  if (found === undefined) throw new Error(`nobody has ${outcome}`);
  return found.citizenId;
};

describe.each([
  ['tencent', 'photo-blurred', 'inconclusive record-photo-unclear', 'capture/blurred', 'resubmit'],
  ['alibaba', 'weak-match', 'inconclusive record-face-unclear', 'match/compared', 'review'],
] as const)('%s', (provider, outcome, result, answer, recommended) => {
  test('is asked, believed as far as policy goes, and kept out of the log', async () => {
    const service = await openStandIn(provider);
    closing.push(service.close);
    const portcullis = await startPortcullis({ environment: service.environment });
    closing.push(portcullis.close);
    const desk = await portcullis.reviewer(ann);
    const cases = [
      ['match', 'passed', 'match/compared', 'admit'],
      [outcome, result, answer, recommended],
      ['unpaid', 'unavailable record-unavailable', 'unavailable/unpaid', 'review'],
    ] as const;
    for (const [asked, expected, inTrail, recommendation] of cases) {
      const citizenId = numberOf(asked);
      const { id } = await somebodyAt(portcullis, 'held', { declaration: { citizenId } });
      const view = await desk.call(readCase, { params: { applicationId: id } });
      const check = view.checks.find((one) => one.check === 'government-record');
      expect([check?.outcome, check?.reason].filter(Boolean).join(' ')).toBe(expected);
      const trail = await portcullis.database.audit.of(id as ApplicationId);
      const said = trail.flatMap((entry) => (entry.type === 'government-record.asked' ? [entry.data] : []));
      expect(said).toMatchObject([{ answer: inTrail }]);
      const sealed = await portcullis.database.verification.recommendation(id as ApplicationId, 1);
      expect(sealed?.outcome).toBe(recommendation);
      expect(portcullis.log()).not.toContain(citizenId);
    }
    const [month] = await recordCosts(portcullis.database);
    expect(month?.questions.billed).toBeGreaterThan(0);
    const log = portcullis.log();
    expect(log).toMatch(/"event":"government-record.trouble"[^\n]*"why":"unpaid"/);
    expect(log).toMatch(/"level":50[^\n]*"event":"government-record.alarm"[^\n]*"alarm":"unpaid"/);
    expect(log).not.toContain(service.environment['GOVERNMENT_RECORDS_KEY_SECRET']);
  });
});

test('a fallback answers while the first cannot be asked, and the recommendation names it', async () => {
  const first = await openStandIn('tencent');
  const next = await openStandIn('alibaba');
  closing.push(first.close, next.close);
  const places = Object.entries(next.environment).filter(([name]) => !name.includes('FALLBACK'));
  const portcullis = await startPortcullis({
    environment: {
      ...first.environment,
      ...Object.fromEntries(
        places.map(([name, value]) => [
          name.replace('GOVERNMENT_RECORDS', 'GOVERNMENT_RECORDS_FALLBACK'),
          value,
        ]),
      ),
    },
  });
  closing.push(portcullis.close);
  const held = async (outcome: MagicOutcome) => {
    const { id } = await somebodyAt(portcullis, 'held', { declaration: { citizenId: numberOf(outcome) } });
    const trail = await portcullis.database.audit.of(id as ApplicationId);
    const sealed = await portcullis.database.verification.recommendation(id as ApplicationId, 1);
    return {
      asked: trail.flatMap((entry) => (entry.type === 'government-record.asked' ? [entry.data] : [])),
      record: sealed?.judgedBy?.record,
      outcome: sealed?.outcome,
    };
  };
  const tencent = { round: 1, provider: 'tencent-faceid' };
  expect(await held('mismatch')).toEqual({
    asked: [{ ...tencent, answer: 'mismatch' }],
    record: 'tencent-faceid',
    outcome: 'review',
  });
  await first.close();
  expect(await held('match')).toEqual({
    asked: [
      { ...tencent, answer: 'unavailable/unreachable' },
      { round: 1, provider: 'alibaba-cloudauth', answer: 'match/compared', because: 'fallback' },
    ],
    record: 'alibaba-cloudauth',
    outcome: 'admit',
  });
  expect(portcullis.log()).toMatch(/"event":"government-record.asked"[^\n]*"provider":"alibaba-cloudauth"/);
  expect(portcullis.log()).not.toContain(numberOf('match'));
});

test('a register that signs is asked about a company, and the trail has the class of its answer', async () => {
  const service = await openStandIn('signed-http');
  closing.push(service.close);
  const portcullis = await startPortcullis({ environment: service.environment });
  closing.push(portcullis.close);
  const [code, owner] = ['91990000MA0000015Q', '张伟'];
  const business = { code, name: '沙盒晨光贸易有限公司', legalRepresentative: owner };
  const { id } = await somebodyAt(portcullis, 'held', {
    declaration: { subjectKind: 'company', citizenId: numberOf('match'), legalName: owner, business },
  });
  const trail = await portcullis.database.audit.of(id as ApplicationId);
  const asked = trail.filter(({ type }) => type === 'business-registry.asked');
  expect(asked.map(({ data }) => data)).toEqual([
    { round: 1, provider: expect.stringMatching(/^example-register-/) as string, answer: 'found' },
  ]);
  const { provider } = asked[0]?.data as { provider: string };
  const sealed = await portcullis.database.verification.recommendation(id as ApplicationId, 1);
  expect(sealed?.judgedBy?.registry).toBe(provider);
  const line = portcullis
    .log()
    .split('\n')
    .find((one) => one.includes('business-registry.asked'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ provider, answer: 'found' });
  for (const hidden of [code, owner, business.name]) expect(portcullis.log()).not.toContain(hidden);
});

test('of a record that hands its portrait out, our engine compares the portrait', async () => {
  const service = await openStandIn('signed-http-portrait');
  closing.push(service.close);
  const portcullis = await startPortcullis({ environment: service.environment });
  closing.push(portcullis.close);
  const desk = await portcullis.reviewer(ann);
  const citizenId = numberOf('match');
  const { id } = await somebodyAt(portcullis, 'held', { declaration: { citizenId } });
  const view = await desk.call(readCase, { params: { applicationId: id } });
  const check = view.checks.find((one) => one.check === 'government-record');
  expect(check?.measurements.map(({ name }) => name)).toEqual(['faceDistance']);
  expect(view.evidence.map(({ kind }) => kind)).toContain('record-portrait');
  const trail = await portcullis.database.audit.of(id as ApplicationId);
  const said = trail.flatMap((entry) => (entry.type === 'government-record.asked' ? [entry.data] : []));
  expect(said).toMatchObject([{ answer: 'match/portrait' }]);
});
