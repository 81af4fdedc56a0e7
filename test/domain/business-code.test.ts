// What a unified social credit code must look like, and that a wrong check digit only warns.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessCodeCheckDigit, parseBusinessCode } from '../../server/domain/business-code.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const character = fc.constantFrom(...Array.from(alphabet));

const validCodes = fc
  .array(character, { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(''))
  .map((first17) => first17 + businessCodeCheckDigit(first17));

describe('a unified social credit code', () => {
  test.each(['91350100M000100Y43', '91512081MA62K0260E'])('%s agrees with its check digit', (code) => {
    expect(parseBusinessCode(code)).toEqual({ ok: true, businessCode: code, checkDigit: 'agrees' });
  });

  test.each(['91350211M0000XUF46', '91350100M0001TGQXM'])(
    '%s was really issued: its wrong check digit only warns',
    (code) => {
      expect(parseBusinessCode(code)).toEqual({ ok: true, businessCode: code, checkDigit: 'disagrees' });
    },
  );

  test.each([' 91350100m000100y43\n', '91350100 M000100Y43', '９１３５０１００Ｍ０００１００ｙ４３'])(
    'is accepted as people type it: "%s"',
    (text) => {
      expect(parseBusinessCode(text)).toEqual({
        ok: true,
        businessCode: '91350100M000100Y43',
        checkDigit: 'agrees',
      });
    },
  );

  test.each([
    ['', 'length'],
    ['91350100M000100Y4', 'length'],
    ['91350100M000100Y433', 'length'],
    ['350100000012345', 'length'], // the 15-digit registration numbers of before 2015
    ['91350100M000100Y4Z', 'characters'],
    ['91350100I000100Y43', 'characters'],
    ['91350100O000100Y43', 'characters'],
    ['91350100M000100S43', 'characters'],
    ['91350100M000100V43', 'characters'],
    ['91350100M00010-Y43', 'characters'],
    ['91350100M000100Y4😀', 'characters'],
  ])('"%s" is refused: %s', (text, problem) => {
    expect(parseBusinessCode(text)).toEqual({ ok: false, problem });
  });

  test('is read back the same, whichever it is', () => {
    fc.assert(
      fc.property(validCodes, (code) => {
        expect(parseBusinessCode(code)).toEqual({ ok: true, businessCode: code, checkDigit: 'agrees' });
      }),
    );
  });

  test('disagrees with its check digit once any one character is changed', () => {
    fc.assert(
      fc.property(validCodes, fc.integer({ min: 0, max: 17 }), character, (code, at, other) => {
        fc.pre(code.charAt(at) !== other);
        const changed = code.slice(0, at) + other + code.slice(at + 1);
        expect(parseBusinessCode(changed)).toMatchObject({ ok: true, checkDigit: 'disagrees' });
      }),
    );
  });
});
