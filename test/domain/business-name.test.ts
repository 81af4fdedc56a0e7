// When two spellings of a business's name are one.
import { expect, test } from 'vitest';
import { sameBusinessName, sameTradeName, tradeNameOf } from '../../server/domain/business-name.ts';

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

test.each([
  null,
  '',
  ' ',
  '无字号',
  '无',
  '***',
  '—',
  '张伟',
  '个体工商户（张伟）',
  '个体户张伟',
  '个体工商户',
])('a sole proprietor called %s is one without a trade name', (name) => {
  expect(tradeNameOf(name, '张伟')).toBeNull();
  expect(sameTradeName(name, '张伟', '张伟')).toBe(true);
  expect(sameTradeName('张伟', name, '张伟')).toBe(true);
  expect(sameTradeName(name, '张伟百货店', '张伟')).toBe(false);
});

test.each(['张伟百货店', '李娜', '个体书店', '无字书店', '个体工商户（李娜）'])(
  '%s is the trade name of 张伟',
  (name) => {
    expect(tradeNameOf(name, '张伟')).toBe(name);
    expect(sameTradeName(name, name, '张伟')).toBe(true);
    expect(sameTradeName(name, '张伟', '张伟')).toBe(false);
  },
);
