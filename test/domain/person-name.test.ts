// Which texts can be a person's name, and when two spellings are the same name.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPersonName, parsePersonName, samePersonName } from '../../server/domain/person-name.ts';

const letters = fc.constantFrom(...Array.from('张王𠮷龍〇阿提買AZazéñüДж'));
const names = fc
  .array(fc.array(letters, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 })
  .map((parts) => parts.map((part) => part.join('')).join('·'));

describe('a name', () => {
  test.each([
    ['张伟', '张伟'],
    ['  张伟\n', '张伟'],
    ['张\u3000伟', '张伟'],
    ['李〇', '李〇'],
    ['𠮷田', '𠮷田'],
    ['𫍯\u{30EDD}', '𫍯\u{30EDD}'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉‧买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉．买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
    ['Conan  O’Brien', "Conan O'Brien"],
    ['Anne-Marie Jose\u0301', 'Anne-Marie Jos\u00e9'],
    ['John F. Kennedy', 'John F. Kennedy'],
    ['李David', '李David'],
    ['སྒྲོལ་མ'.replace('་', ' '), 'སྒྲོལ མ'],
  ])('is read: "%s"', (text, name) => {
    expect(parsePersonName(text)).toEqual({ ok: true, personName: name });
  });

  test('keeps characters that compatibility folding would replace', () => {
    for (const text of ['ﬁona', 'Ｊｏｈｎ', 'ｱｲ']) {
      expect(text.normalize('NFKC')).not.toBe(text);
      expect(parsePersonName(text)).toEqual({ ok: true, personName: text });
    }
  });

  test.each([
    ['', 'length'],
    ['   ', 'length'],
    ['张', 'length'],
    ['𠮷', 'length'], // one character, though two UTF-16 units
    ['张'.repeat(51), 'length'],
    ['张'.repeat(100_000), 'length'],
    ['张3', 'characters'],
    ['张３', 'characters'],
    ['张②', 'characters'],
    ['张\u0000伟', 'characters'],
    ['张\n伟', 'characters'],
    ['张\u200b伟', 'characters'],
    ['张\u202e伟', 'characters'],
    ['张😀', 'characters'],
    ['👨‍👩‍👧', 'characters'],
    ['<b>张伟</b>', 'characters'],
    ['张&伟', 'characters'],
    ['张"伟', 'characters'],
    ['{{张伟}}', 'characters'],
    ['张/伟', 'characters'],
    ['·张伟', 'characters'],
    ['张伟·', 'characters'],
    ['张··伟', 'characters'],
    ['\ud842张', 'characters'], // half a surrogate pair
    [`e${'\u0323'.repeat(20)}a`, 'characters'],
  ])('cannot be "%s": %s', (text, problem) => {
    expect(parsePersonName(text)).toEqual({ ok: false, problem });
  });

  test('of exactly 50 characters is accepted, also outside the basic plane', () => {
    expect(parsePersonName('𠮷'.repeat(50)).ok).toBe(true);
    expect(parsePersonName('𠮷'.repeat(51)).ok).toBe(false);
  });

  test('reads the same when it is read again', () => {
    fc.assert(
      fc.property(names, (text) => {
        const once = parsePersonName(text);
        if (!once.ok) throw new Error(`generated name refused: ${once.problem}`);
        expect(parsePersonName(once.personName)).toEqual(once);
      }),
    );
  });

  test('once accepted holds neither digits nor controls nor markup, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const parsed = parsePersonName(text);
        if (parsed.ok)
          expect(parsed.personName).not.toMatch(/[\p{Nd}\p{C}\p{Extended_Pictographic}<>&"`{}\\/]/u);
      }),
      { numRuns: 500 },
    );
  });

  test('is masked to its first character', () => {
    expect(maskPersonName('张伟')).toBe('张··');
    expect(maskPersonName('𠮷田太郎')).toBe('𠮷··');
    expect(maskPersonName('')).toBe('··');
  });
});

describe('two spellings', () => {
  test.each([
    ['张伟', '张 伟'],
    ['张伟', '张\u3000伟 '],
    ['阿卜杜拉·买买提', '阿卜杜拉•买买提'],
    ['阿卜杜拉·买买提', '阿卜杜拉 ・ 买买提'],
    ['JOHN SMITH', 'John\u3000Smith'],
    ['Ｊｏｈｎ', 'john'],
    ['José', 'Jose\u0301'],
    ["O'Brien", 'O’BRIEN'],
    ['葛\u{E0100}城', '葛城'],
  ])('%s and %s are one name', (a, b) => {
    expect(samePersonName(a, b)).toBe(true);
    expect(samePersonName(b, a)).toBe(true);
  });

  test.each([
    ['张伟', '张玮'],
    ['张伟', '伟张'],
    ['吉田', '𠮷田'],
    ['高明', '髙明'],
    ['阿卜杜拉·买买提', '阿卜杜拉买买提'],
    ['John Smith', 'JohnSmith'],
    ['Jose', 'José'],
    ['张伟', ''],
  ])('%s and %s are two names', (a, b) => {
    expect(samePersonName(a, b)).toBe(false);
  });

  test('are one name whichever dot was typed', () => {
    fc.assert(
      fc.property(names, fc.constantFrom(...Array.from('·‧•・．･')), (name, dot) => {
        expect(samePersonName(name, name.replaceAll('·', dot))).toBe(true);
      }),
    );
  });
});
