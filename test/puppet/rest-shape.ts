// The head at rest: the mesh of the still, rings of hair, neck and background around it, how much each point follows.
import { at, distancePx, faceOval, lips, meshSize, pointAt, smoothStep, type Point } from './mesh-points.ts';

export interface RestShape {
  points: readonly Point[]; // the mesh, then one ring after another; z = 0 at the ears, the turning axis
  turnWeights: Float32Array; // 1 turns with the head, 0 stays in the background
  jawWeights: Float32Array; // share of the jaw's drop
  faceWidthPx: number;
  faceHeightPx: number;
  centre: Point;
  mouthCentreX: number;
}

/** Rings outside the face oval, as multiples of it. Hair and ears follow, the outermost holds the background still. */
const rings = [
  { size: 1.16, depth: 0.22, turn: 1, turnBelowChin: 0.75, jaw: 0.85 },
  { size: 1.45, depth: 0.4, turn: 0.75, turnBelowChin: 0.25, jaw: 0.25 },
  { size: 2.1, depth: 0.4, turn: 0, turnBelowChin: 0, jaw: 0 },
] as const;

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: (a.z + b.z) / 2 };
}

/** How far the jaw pulls a point of skin: from the mouth line down, least at the sides of the face. */
function skinJawWeight(
  point: Point,
  face: { mouth: Point; lowerLipY: number; widthPx: number; heightPx: number },
) {
  const aside = Math.abs(point.x - face.mouth.x) / (face.widthPx / 2);
  const below = smoothStep(face.mouth.y - 0.02 * face.heightPx, face.lowerLipY, point.y);
  return below * (1 - smoothStep(0.35, 1, aside));
}

/** `mesh` in px of the still; z grows away from the camera. */
export function restShape(mesh: readonly Point[]): RestShape {
  if (mesh.length !== meshSize)
    throw new RangeError(`a face mesh has ${meshSize} points, not ${mesh.length}`);
  const mark = (name: keyof typeof at) => pointAt(mesh, at[name]);
  const faceWidthPx = distancePx(mark('leftEdge'), mark('rightEdge'));
  const faceHeightPx = distancePx(mark('foreheadTop'), mark('chin'));
  const centre = middle(mark('leftEdge'), mark('rightEdge'));
  const mouth = middle(mark('mouthLeft'), mark('mouthRight'));
  const mouthWidthPx = distancePx(mark('mouthLeft'), mark('mouthRight'));
  const ovalCentre = middle(mark('foreheadTop'), mark('chin'));
  const face = { mouth, lowerLipY: mark('lowerLipBottom').y, widthPx: faceWidthPx, heightPx: faceHeightPx };

  const points = mesh.map((point) => ({ x: point.x, y: point.y, z: point.z - centre.z }));
  const turn = points.map(() => 1);
  const jaw = points.map((point) => skinJawWeight(point, face));
  for (const ring of rings) {
    for (const index of faceOval) {
      const edge = pointAt(points, index);
      const dx = edge.x - ovalCentre.x;
      const dy = edge.y - ovalCentre.y;
      const above = smoothStep(0.1, -0.5, dy / faceHeightPx); // more room for hair
      const below = smoothStep(0.2, 0.45, dy / faceHeightPx); // the neck turns less
      const size = ring.size + 0.12 * above;
      const point = {
        x: ovalCentre.x + dx * size,
        y: ovalCentre.y + dy * size,
        z: edge.z + ring.depth * faceWidthPx,
      };
      points.push(point);
      turn.push(ring.turn + (ring.turnBelowChin - ring.turn) * below);
      jaw.push(ring.jaw * skinJawWeight(point, face));
    }
  }

  // the upper lip rises a little, the corners follow, the lower lip drops most in its middle
  for (const index of [...lips.upperInnermost, ...lips.upperSecond, ...lips.upperOuter]) jaw[index] = -0.05;
  for (const index of lips.sides) jaw[index] = 0.3;
  for (const index of [...lips.lowerInnermost, ...lips.lowerSecond, ...lips.lowerOuter]) {
    const aside = Math.min(1, Math.abs(pointAt(points, index).x - mouth.x) / (mouthWidthPx / 2));
    jaw[index] = 0.3 + 0.7 * Math.sqrt(1 - aside * aside);
  }
  return {
    points,
    turnWeights: Float32Array.from(turn),
    jawWeights: Float32Array.from(jaw),
    faceWidthPx,
    faceHeightPx,
    centre: { ...centre, z: 0 },
    mouthCentreX: mouth.x,
  };
}
