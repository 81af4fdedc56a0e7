// What is shown of a declaration while it is masked.
import { expect, test } from 'vitest';
import type { Declaration } from '../../server/domain/subject.ts';
import { maskedDeclaration } from '../../server/features/review/case-declared.ts';

const declaration: Declaration = {
  subjectKind: 'sole-proprietor',
  legalName: '张伟',
  citizenId: '990000199001010105',
  business: { code: '92990000MA0000250M', name: '张伟', legalRepresentative: '张伟' },
  shop: { name: '小店', categories: [], brands: [] },
  contact: { phone: '+86 10 5555 0100', email: null },
};
const today = new Date('2026-11-30T00:00:00Z');
const shown = (business: Partial<NonNullable<Declaration['business']>>) => {
  const whole = { code: '92990000MA0000250M', name: '张伟', legalRepresentative: '张伟', ...business };
  return maskedDeclaration({ ...declaration, business: whole }, today).business?.name;
};

test.each(['张伟', '个体工商户（张伟）'])(
  'a person in the place of a trade name is masked as that person: %s',
  (name) => {
    expect(shown({ name })).not.toContain('张伟');
    expect(shown({ name })).toContain('张');
  },
);

test('a trade name is public, whoever it names, and so is a company’s', () => {
  expect(shown({ name: '张伟百货店' })).toBe('张伟百货店');
  expect(shown({ name: '张伟', code: '91990000MA0000015Q' })).toBe('张伟');
  expect(shown({ name: '无字号' })).toBe('无字号');
});
