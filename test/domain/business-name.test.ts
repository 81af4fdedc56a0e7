// When two spellings of a business's name are one.
import { expect, test } from 'vitest';
import { sameBusinessName } from '../../server/domain/business-name.ts';

test.each([
  ['沙盒（晨光）有限公司', '沙盒(晨光)有限公司'],
  ['沙盒〔晨光〕有限公司', '沙盒（晨光）有限公司'],
  ['沙盒 晨光　有限公司', '沙盒晨光有限公司'],
  ['ＡＢＣ贸易有限公司', 'abc贸易有限公司'],
  ['沙盒１２３商店', '沙盒123商店'],
  ['阿卜杜拉•买买提面馆', '阿卜杜拉·买买提面馆'],
  ['Cafe\u0301 商行', 'Café商行'],
])('%s and %s are one', (a, b) => {
  expect(sameBusinessName(a, b)).toBe(true);
  expect(sameBusinessName(b, a)).toBe(true);
});

test.each([
  ['沙盒晨光有限公司', '沙盒晨光股份有限公司'],
  ['沙盒（晨光）有限公司', '沙盒晨光有限公司'],
  ['沙盒𠮷田商店', '沙盒吉田商店'],
  ['沙盒⑳商店', '沙盒20商店'], // NFKC would make one of the two
  ['', ''],
  ['　', ' '],
])('%s and %s are not', (a, b) => {
  expect(sameBusinessName(a, b)).toBe(false);
});
