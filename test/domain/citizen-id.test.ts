// What a resident ID number must look like, and what it says about its holder.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ageOn,
  citizenIdCheckDigit,
  isSandboxCitizenId,
  lastFour,
  maskCitizenId,
  parseCitizenId,
  type CitizenId,
} from '../../server/domain/citizen-id.ts';

const today = new Date('2026-03-01T04:00:00Z');

function citizenId(text: string): CitizenId {
  const parsed = parseCitizenId(text, today);
  if (!parsed.ok) throw new Error(`fixture is not valid: ${parsed.problem}`);
  return parsed.citizenId;
}

function withCheckDigit(first17: string): string {
  return first17 + citizenIdCheckDigit(first17);
}

const validNumbers = fc
  .record({
    province: fc.constantFrom('11', '15', '31', '44', '54', '65', '71', '81', '82', '83', '99'),
    district: fc.integer({ min: 0, max: 9999 }),
    birthDay: fc.date({ min: new Date('1900-01-01'), max: new Date('2026-02-28'), noInvalidDate: true }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ province, district, birthDay, sequence }) =>
    withCheckDigit(
      province +
        String(district).padStart(4, '0') +
        birthDay.toISOString().slice(0, 10).replaceAll('-', '') +
        String(sequence).padStart(3, '0'),
    ),
  );

describe('a resident ID number', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', null, null], // born in 1880: a sample of the standard, nobody alive
    ['440524200002290037', '2000-02-29', 'male'],
  ])('%s is read as the standard says', (number, birthDate, sex) => {
    expect(citizenIdCheckDigit(number)).toBe(number.slice(-1));
    const parsed = parseCitizenId(number, today);
    if (birthDate === null) expect(parsed).toEqual({ ok: false, problem: 'birth-date' });
    else expect(parsed).toEqual({ ok: true, citizenId: number, birthDate, sex });
  });

  test.each([
    ['  11010519491231002x '],
    ['110105 19491231 002X'],
    ['１１０１０５１９４９１２３１００２Ｘ'],
    ['\u3000110105194912310０２ｘ\n'],
  ])('is accepted as people type it: "%s"', (text) => {
    expect(citizenId(text)).toBe('11010519491231002X');
  });

  test.each([
    ['', 'length'],
    ['11010519491231002', 'length'],
    ['11010519491231002X0', 'length'],
    ['110105491231002', 'length'], // the 15-digit numbers of before 1999
    ['1101051949123100XX', 'characters'],
    ['11010519491231002Y', 'characters'],
    ['11010519491231002😀', 'characters'],
    ['<script>alert(1);/', 'characters'],
    ['١١٠١٠٥١٩٤٩١٢٣١٠٠٢X', 'characters'],
    [withCheckDigit('10010519491231002'), 'region'],
    [withCheckDigit('66010519491231002'), 'region'],
    [withCheckDigit('91115619491231002'), 'region'], // permanent residence cards of foreigners: another scheme
    [withCheckDigit('11010520230229002'), 'birth-date'],
    [withCheckDigit('11010520231301002'), 'birth-date'],
    [withCheckDigit('11010520230431002'), 'birth-date'],
    [withCheckDigit('11010520230400002'), 'birth-date'],
    [withCheckDigit('11010518991231002'), 'birth-date'],
    [withCheckDigit('11010520260302002'), 'birth-date'], // tomorrow
    ['110105194912310021', 'check-digit'],
  ])('"%s" is refused: %s', (text, problem) => {
    expect(parseCitizenId(text, today)).toEqual({ ok: false, problem });
  });

  test('may be of somebody born today, as seen in China', () => {
    const number = withCheckDigit('11010520260302002');
    expect(parseCitizenId(number, new Date('2026-03-01T15:59:59Z')).ok).toBe(false);
    expect(parseCitizenId(number, new Date('2026-03-01T16:00:00Z')).ok).toBe(true);
  });

  test('is read back the same, whoever it is', () => {
    fc.assert(
      fc.property(validNumbers, (number) => {
        const parsed = parseCitizenId(number, today);
        expect(parsed).toMatchObject({ ok: true, citizenId: number });
        if (!parsed.ok) return;
        expect(parsed.birthDate.replaceAll('-', '')).toBe(number.slice(6, 14));
        expect(parsed.sex).toBe('13579'.includes(number.charAt(16)) ? 'male' : 'female');
      }),
    );
  });

  test('is refused with any one digit changed', () => {
    fc.assert(
      fc.property(
        validNumbers,
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...Array.from('0123456789X')),
        (number, at, other) => {
          fc.pre(number.charAt(at) !== other);
          expect(parseCitizenId(number.slice(0, at) + other + number.slice(at + 1), today).ok).toBe(false);
        },
      ),
    );
  });

  test('is refused with two unequal neighbours swapped', () => {
    fc.assert(
      fc.property(validNumbers, fc.integer({ min: 0, max: 16 }), (number, at) => {
        fc.pre(number.charAt(at) !== number.charAt(at + 1));
        const swapped =
          number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        expect(parseCitizenId(swapped, today).ok).toBe(false);
      }),
    );
  });

  test('never makes the reader throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(typeof parseCitizenId(text, today).ok).toBe('boolean');
      }),
    );
  });

  test('shows no birth date when masked', () => {
    const id = citizenId('11010519491231002X');
    expect(maskCitizenId(id)).toBe('110***********002X');
    expect(lastFour(id)).toBe('002X');
  });

  test('of the made-up province is told apart from a real one', () => {
    expect(isSandboxCitizenId(citizenId(withCheckDigit('99000119900101001')))).toBe(true);
    expect(isSandboxCitizenId(citizenId('11010519491231002X'))).toBe(false);
  });
});

describe('age', () => {
  test.each([
    ['2008-03-02', '2026-03-01T15:59:59Z', 17], // 23:59:59 in China, the day before
    ['2008-03-02', '2026-03-01T16:00:00Z', 18], // midnight in China
    ['2008-02-29', '2026-02-28T04:00:00Z', 17],
    ['2008-02-29', '2026-03-01T04:00:00Z', 18],
    ['2004-02-29', '2024-02-29T04:00:00Z', 20],
    ['2026-03-01', '2026-03-01T04:00:00Z', 0],
  ])('of somebody born on %s at %s is %i', (birthDate, at, years) => {
    expect(ageOn(birthDate, new Date(at))).toBe(years);
  });
});
