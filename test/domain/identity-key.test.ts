// The same telephone, number or address, written in usual ways, is known to be the same.
import { expect, test } from 'vitest';
import { normalIdentity } from '../../server/domain/identity-key.ts';

test.each([
  ['phone', '+86 138 0000 0000', '13800000000'],
  ['phone', '0086-138-0000-0000', '13800000000'],
  ['phone', '138 0000 0000', '13800000000'],
  ['phone', '+86 10 5555 0100', '1055550100'],
  ['phone', '010-5555 0100', '1055550100'],
  ['phone', '86420011', '86420011'],
  ['email', ' Lin@Example.COM ', 'lin@example.com'],
  ['citizen', '99000019900101021x', '99000019900101021X'],
  ['business', '92990101ma00000013', '92990101MA00000013'],
  ['phone', 'none', ''],
] as const)('%s %s is %s', (kind, written, normal) => {
  expect(normalIdentity(kind, written)).toBe(normal);
});
