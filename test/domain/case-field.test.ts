// Masks show that there is something and not what it is, in fields of their own and within texts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskField, maskWithin, type Telling } from '../../server/domain/case-field.ts';

const telling: Telling = {
  legalName: 'Anna Müller',
  legalRepresentative: '欧阳试',
  citizenId: '99000019900101021X',
  phone: '+86 10 5555 0100',
  email: 'anna+shop@example.com',
};

test('a name keeps its first character, a number its ends, a birth date and a contact nothing', () => {
  expect(maskField('legalName', '𠮷野试')).toBe('𠮷··');
  expect(maskField('citizenId', telling.citizenId)).toBe('990***********021X');
  expect(maskField('birthDate', '1990-01-01')).not.toMatch(/[0-9]/);
  expect(maskField('phone', '1')).toBe(maskField('phone', telling.phone));
  expect(maskField('email', '')).toBe('');
});

describe('within a text', () => {
  test('everything telling is masked wherever it stands, whatever its case', () => {
    const text = `ANNA MÜLLER (99000019900101021x) wrote from Anna+Shop@example.com, +86 10 5555 0100; 欧阳试也在。`;
    expect(maskWithin(text, telling)).toBe(
      'A·· (990***********021X) wrote from ··········, ··········; 欧··也在。',
    );
  });

  test('what is not telling stays as it is', () => {
    expect(maskWithin('Anna called. $& \\ [x]', telling)).toBe('Anna called. $& \\ [x]');
    expect(maskWithin('', { ...telling, legalName: '' })).toBe('');
  });

  test('no name survives, though it be of characters that mean something in patterns', () => {
    const name = fc
      .string({ minLength: 4, maxLength: 12, unit: 'grapheme' })
      .filter((one) => one.trim().length > 3);
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (legalName, before, after) => {
        const masked = maskWithin(`${before}${legalName}${after}`, {
          ...telling,
          legalName,
          legalRepresentative: null,
        });
        expect(masked).not.toContain(legalName);
      }),
    );
  });
});
