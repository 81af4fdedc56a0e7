// Which parts of a frame are shown enlarged, and where the frame lies behind its window. Pure.
import type { CaseView } from '../../server/contract/review.ts';

type CloseUp = NonNullable<CaseView['liveness']>['closeUps'][number];

/** A part of the frame as wide as its window; how much of it is seen downwards is the window's shape. */
export interface Cut {
  readonly part: 'image-left-edge' | 'image-right-edge' | 'mouth';
  /** Shares of the frame's width. */
  readonly x: number;
  readonly width: number;
  /** Share of the frame's height. */
  readonly y: number;
}

/** Of the face's box: where each part begins, and how wide it is. An edge shows as much of what is behind it. */
const parts: Readonly<Record<Cut['part'], Omit<Cut, 'part'>>> = {
  'image-left-edge': { x: -0.22, y: 0.3, width: 0.5 },
  'image-right-edge': { x: 0.72, y: 0.3, width: 0.5 },
  mouth: { x: 0.15, y: 0.45, width: 0.7 },
};

const partsOf: Readonly<Record<CloseUp['kind'], readonly Cut['part'][]>> = {
  'turned-left': ['image-left-edge', 'image-right-edge'],
  'turned-right': ['image-left-edge', 'image-right-edge'],
  'mouth-open': ['mouth'],
};

export function cutsOf(kind: CloseUp['kind'], face: CloseUp['face']): readonly Cut[] {
  return partsOf[kind].map((part) => {
    const { x, y, width } = parts[part];
    return {
      part,
      x: face.x + x * face.width,
      y: face.y + y * face.height,
      width: width * face.width,
    };
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

/** Style of the whole frame behind the window: as wide as needed, moved by shares of its own size, never distorted. */
export function placeOf({ x, y, width }: Cut): { width: string; transform: string } {
  return { width: percent(1 / width), transform: `translate(${percent(-x)}, ${percent(-y)})` };
}
