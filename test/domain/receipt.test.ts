// A receipt says what the rows of the capture say, without saying who it was.
import { describe, expect, test } from 'vitest';
import { receiptClaims } from '../../server/contract/receipt.ts';
import { differenceBetween, receiptFactsOf, type Captured } from '../../server/domain/receipt.ts';
import { capturedRows, receiptOf, sha256, statement } from '../support/receipts.ts';

const factsOf = (change: Partial<Captured>): ReturnType<typeof receiptFactsOf> =>
  receiptFactsOf({ ...capturedRows(), ...change }, sha256);

test('tells the steps with the time each was passed at and the tries it took', () => {
  expect(receiptOf().transcript).toEqual([
    { step: 'neutral', passedAt: '2026-11-23T08:00:00.500Z', tries: 1 },
    { step: 'nod', passedAt: '2026-11-23T08:00:01.500Z', tries: 2 },
    { step: 'agree', passedAt: '2026-11-23T08:00:02.500Z', tries: 1 },
  ]);
});

test('says how, to which text, and over which frames it was agreed', () => {
  expect(receiptOf()).toMatchObject({
    agreement: 'nodded',
    statement: { sha256: sha256(statement) },
    frames: { count: 12, firstSeq: 0 },
    bestFrameSha256: sha256('frame 1'),
    needs: { isLongerTime: true, without: ['close-eyes'] },
  });
});

test('holds no name and no text of the statement', () => {
  const text = JSON.stringify(receiptOf());
  for (const part of ['林试', '自愿', '本人']) expect(text).not.toContain(part);
});

test('is of the shape that the contract gives it, and nothing more', () => {
  expect(receiptClaims.parse(receiptOf())).toEqual(receiptOf());
  expect(receiptClaims.safeParse({ ...receiptOf(), legalName: '林试' }).success).toBe(false);
  expect(receiptClaims.safeParse({ ...receiptOf(), version: 2 }).success).toBe(false);
});

describe('there is none', () => {
  const rows = capturedRows();
  test.each([
    ['before it was agreed to', { session: { ...rows.session, agreement: null } }],
    ['for a step without frames', { frames: rows.frames.filter(({ stepIndex }) => stepIndex !== 1) }],
    ['without any frame', { frames: [] }],
  ])('%s', (_when, change) => {
    expect(factsOf(change)).toBeNull();
  });
});

describe('compared with the rows of today', () => {
  const rows = capturedRows();
  const changes: [string, string, Partial<Captured>][] = [
    ['the statement', 'statement', { statement: `${statement} ` }],
    ['the marketplace', 'marketplace', { marketplace: 'Another' }],
    ['the best frame', 'bestFrameSha256', { bestFrameSha256: sha256('frame 2') }],
    ['the way of agreeing', 'agreement', { session: { ...rows.session, agreement: 'held' } }],
    [
      'what the person needed',
      'needs',
      { session: { ...rows.session, needs: { isLongerTime: false, without: [] } } },
    ],
    [
      'a frame',
      'frames',
      { frames: rows.frames.map((frame) => (frame.seq === 5 ? { ...frame, capturedAtMs: 1 } : frame)) },
    ],
    ['a step', 'transcript', { session: { ...rows.session, script: ['neutral', 'turn-left', 'agree'] } }],
    ['the session', 'sessionId', { session: { ...rows.session, id: 'l_x' } }],
  ];
  test.each(changes)('another %s is named', (_what, name, change) => {
    const facts = factsOf(change);
    expect(facts && differenceBetween(receiptOf(), facts)).toBe(name);
  });

  test('the same rows make no difference, whatever the order of members', () => {
    const facts = factsOf({});
    const turned = Object.fromEntries(Object.entries(receiptOf()).reverse()) as ReturnType<typeof receiptOf>;
    expect(facts && differenceBetween(turned, facts)).toBeNull();
  });
});
