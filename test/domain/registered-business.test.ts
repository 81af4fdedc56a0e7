// What makes an active business one for a person to weigh, and which texts are days.
import { expect, test } from 'vitest';
import { chineseDayOf, doubtsAbout, isDay, penaltyKinds } from '../../server/domain/registered-business.ts';

const plain = { penalties: [], establishedOn: '2019-05-06', validUntil: '2026-11-23' };

test('a register without entries, or without saying so, raises no doubt on the days of the term', () => {
  expect(doubtsAbout(plain, '2026-11-23')).toEqual([]);
  expect(doubtsAbout(plain, '2019-05-06')).toEqual([]);
  expect(doubtsAbout({ penalties: null, establishedOn: null, validUntil: null }, '2026-11-23')).toEqual([]);
});

test.each(penaltyKinds)('an entry of the kind %s is a doubt', (kind) => {
  const penalties = [{ kind, on: null, what: '记录' }];
  expect(doubtsAbout({ ...plain, penalties }, '2026-11-23')).toEqual(['penalised']);
});

test('before and after its term is a doubt', () => {
  expect(doubtsAbout(plain, '2019-05-05')).toEqual(['not-yet']);
  expect(doubtsAbout(plain, '2026-11-24')).toEqual(['term-over']);
});

test('the day in China begins eight hours before that of Greenwich', () => {
  expect(chineseDayOf(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
  expect(chineseDayOf(new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
});

test('only a day that exists is one', () => {
  expect(isDay('2024-02-29')).toBe(true);
  for (const text of ['2023-02-29', '2024-13-01', '2024-2-9', '20240229', '长期', ''])
    expect(isDay(text)).toBe(false);
});
