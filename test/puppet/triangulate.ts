// Joins points in a plane into triangles (Delaunay, by Bowyer and Watson's insertion).
import type { Point } from './mesh-points.ts';

export type Triangle = readonly [number, number, number];

interface Circled {
  corners: Triangle;
  x: number; // centre of the circle through the corners
  y: number;
  radiusSquared: number;
}

type Flat = Pick<Point, 'x' | 'y'>;

function circled(points: readonly Flat[], corners: Triangle): Circled {
  const [a, b, c] = corners.map((index) => points[index] ?? { x: 0, y: 0 }) as [Flat, Flat, Flat];
  const bx = b.x - a.x;
  const by = b.y - a.y;
  const cx = c.x - a.x;
  const cy = c.y - a.y;
  const twiceArea = 2 * (bx * cy - by * cx) || 1e-12;
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twiceArea;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twiceArea;
  return { corners, x: a.x + x, y: a.y + y, radiusSquared: x * x + y * y };
}

/** Three corners around every point, so far away that hardly any edge of the outline is lost to them. */
function surrounding(points: readonly Flat[]): Flat[] {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const far = 5000 * Math.max(right - left, bottom - top);
  const x = (left + right) / 2;
  const y = (top + bottom) / 2;
  return [
    { x: x - far, y: y - far },
    { x: x + far, y: y - far },
    { x, y: y + far },
  ];
}

/** Edges that belong to one triangle only: the rim of the hole they leave. */
function rim(triangles: readonly Circled[]): [number, number][] {
  const edges = new Map<string, [number, number]>();
  for (const { corners } of triangles) {
    const [a, b, c] = corners;
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      if (!edges.delete(key)) edges.set(key, [from, to]);
    }
  }
  return [...edges.values()];
}

/** Quadratic in the number of points: about 600 at start-up take some tens of milliseconds. */
export function triangulate(points: readonly Flat[]): Triangle[] {
  const count = points.length;
  const all = [...points, ...surrounding(points)];
  let triangles = [circled(all, [count, count + 1, count + 2])];
  points.forEach((point, index) => {
    const broken: Circled[] = [];
    const kept: Circled[] = [];
    for (const triangle of triangles) {
      const isInside = (point.x - triangle.x) ** 2 + (point.y - triangle.y) ** 2 < triangle.radiusSquared;
      (isInside ? broken : kept).push(triangle);
    }
    for (const [a, b] of rim(broken)) kept.push(circled(all, [a, b, index]));
    triangles = kept;
  });
  return triangles.map((triangle) => triangle.corners).filter((corners) => Math.max(...corners) < count);
}
