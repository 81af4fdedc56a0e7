// Which entries of the trail are about one case.
import { expect, expectTypeOf, test } from 'vitest';
import { isCaseEvent, type Unplaced } from '../../server/domain/case-event.ts';

test('every type of the trail is placed: about one case, or not', () => {
  expectTypeOf<Unplaced>().toBeNever();
});

test('quality and accounts are not about the case that they name', () => {
  expect(isCaseEvent('review.decided')).toBe(true);
  expect(isCaseEvent('quality.answered')).toBe(false);
  expect(isCaseEvent('known-case.marked')).toBe(false);
  expect(isCaseEvent('reviewer.identified')).toBe(false);
});
