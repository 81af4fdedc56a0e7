// Triangles cover what they join, once.
import { expect, test } from 'vitest';
import { seededRandom } from './noise.ts';
import { triangulate } from './triangulate.ts';

const random = seededRandom(3);
const points = Array.from({ length: 60 }, () => ({ x: 100 * random(), y: 100 * random() }));
const corners = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 100 },
  { x: 0, y: 100 },
];
const all = [...corners, ...points];
const place = (index: number) => all[index] ?? { x: NaN, y: NaN };

function area([a, b, c]: readonly [number, number, number]): number {
  const [p, q, r] = [place(a), place(b), place(c)];
  return Math.abs((q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y)) / 2;
}

test('the triangles of a square fill it without overlap', () => {
  const total = triangulate(all).reduce((sum, triangle) => sum + area(triangle), 0);
  expect(total).toBeCloseTo(100 * 100, 5);
});

test('every point is a corner, and there are as many triangles as Euler says', () => {
  const triangles = triangulate(all);
  expect(new Set(triangles.flat()).size).toBe(all.length);
  expect(triangles).toHaveLength(2 * all.length - 2 - corners.length);
});
