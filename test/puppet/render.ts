// Paints the posed head over the still it was taken from.
import { at, eyes, faceOval, pointAt, type Point } from './mesh-points.ts';
import { paintLashes } from './paint-lashes.ts';
import { paintTriangle, type Canvas, type Vertex } from './paint-triangle.ts';
import { meanColour, type Colour, type Picture } from './picture.ts';
import type { RestShape } from './rest-shape.ts';
import { lidTint, type Patch, type SurfaceTriangle } from './surface.ts';

const mouthDark: Colour = [46, 18, 18];
/** How far the skin of a closed lid is taken from the fold above it. */
const lidSkinFromCrease = 0.55;
/** Largest share of the skin's colour on a closed lid. */
const lidPaint = 0.85;

export interface Posed {
  deformed: readonly Point[]; // after the expression, before turning
  projected: readonly Point[];
  mouth: number; // 0..1
  eyes: number; // 1 open..0 closed
}

export interface Renderer {
  paint(posed: Posed, out: Uint8ClampedArray): void;
}

/** The part of the picture that the outermost ring encloses: nothing outside of it ever changes. */
function touchedBounds(shape: RestShape, still: Picture): Canvas['bounds'] {
  const outermost = shape.points.slice(-faceOval.length);
  const xs = outermost.map((point) => point.x);
  const ys = outermost.map((point) => point.y);
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))),
    right: Math.min(still.width, Math.ceil(Math.max(...xs))),
    bottom: Math.min(still.height, Math.ceil(Math.max(...ys))),
  };
}

/** Where each point takes its colour from: from the still, but lid skin from above the lash line. */
function texturePlaces(shape: RestShape, open: number): Point[] {
  const places = shape.points.map((point) => ({ ...point }));
  const share = lidSkinFromCrease * (1 - open);
  for (const eye of eyes) {
    eye.upperLid.forEach((index, place) => {
      const crease = pointAt(shape.points, eye.crease[place] ?? index);
      const lid = pointAt(places, index);
      lid.x += (crease.x - lid.x) * share;
      lid.y += (crease.y - lid.y) * share;
    });
  }
  return places;
}

export function createRenderer(
  still: Picture,
  shape: RestShape,
  surface: readonly SurfaceTriangle[],
): Renderer {
  const bounds = touchedBounds(shape, still);
  const depth = new Float32Array(still.width * still.height);
  const underEye = eyes.map((eye): Colour => {
    const [red, green, blue] = meanColour(
      still,
      eye.cheek.map((index) => pointAt(shape.points, index)),
    );
    return [red * 0.9, green * 0.9, blue * 0.9];
  });
  const noseX = pointAt(shape.points, at.noseBridge).x;

  function tintOf(triangle: SurfaceTriangle): Colour {
    if (triangle.patch !== 'lid') return mouthDark;
    return underEye[pointAt(shape.points, triangle.corners[0]).x < noseX ? 0 : 1] ?? mouthDark;
  }

  return {
    paint(posed, out) {
      out.set(still.rgba);
      for (let y = bounds.top; y < bounds.bottom; y++) {
        depth.fill(Infinity, y * still.width + bounds.left, y * still.width + bounds.right);
      }
      const canvas = {
        picture: { width: still.width, height: still.height, rgba: out },
        texture: still,
        depth,
        bounds,
      };
      const places = texturePlaces(shape, posed.eyes);
      const tintShare: Record<Patch, (index: number) => number> = {
        skin: () => 0,
        eyeball: () => 0,
        'inside-mouth': () => Math.min(1, posed.mouth * 4),
        lid: (index) => lidPaint * (1 - posed.eyes) * (lidTint.get(index) ?? 0),
      };
      for (const triangle of surface) {
        const { patch } = triangle;
        const vertex = (index: number): Vertex => {
          const seen = pointAt(posed.projected, index);
          // the lid covers the eyeball instead of squeezing it
          const texel = pointAt(patch === 'eyeball' ? posed.deformed : places, index);
          const behindLips = patch === 'inside-mouth' ? 0.02 * shape.faceWidthPx : 0;
          return {
            x: seen.x,
            y: seen.y,
            z: seen.z + behindLips,
            u: texel.x,
            v: texel.y,
            tint: tintShare[patch](index),
          };
        };
        const [a, b, c] = triangle.corners;
        paintTriangle(canvas, vertex(a), vertex(b), vertex(c), tintOf(triangle));
      }
      paintLashes(canvas, posed.projected, posed.eyes, shape.faceWidthPx);
    },
  };
}
