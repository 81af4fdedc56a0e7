// Where an application stands in a roll-out is fixed by its id, and evenly spread.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawOf } from '../../server/domain/roll-out.ts';

test('is always the same for an id, at least 0 and below 1', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      const draw = drawOf(id);
      expect(draw).toBe(drawOf(id));
      expect(draw).toBeGreaterThanOrEqual(0);
      expect(draw).toBeLessThan(1);
    }),
  );
});

test('puts a tenth of the ids into each tenth', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let id = 0; id < 10_000; id += 1) {
    const tenth = Math.floor(10 * drawOf(`a_${String(id).padStart(22, '0')}`));
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) {
    expect(count).toBeGreaterThan(800);
    expect(count).toBeLessThan(1200);
  }
});
