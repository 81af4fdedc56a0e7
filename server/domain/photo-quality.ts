// Judges a document photo from what was seen in it: named findings, each beside its measurement and limit.
import type { Measurement } from './check.ts';
import type { PhotoFinding, PhotoKind } from './evidence.ts';
import type { Point } from './geometry.ts';

export interface SeenFaceOnPhoto {
  /** Pixels of the upright picture, ear to ear. */
  readonly widthPx: number;
  /** Room between the face's outline and the picture's nearest edge, in face widths; below 0 it reaches past the edge. */
  readonly margin: number;
}

/** What the face engine saw, as far as judging a photo needs it. */
export interface SeenPhoto {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Widest first. */
  readonly faces: readonly SeenFaceOnPhoto[];
  /** Variance of the Laplacian of luma at a normalised size; higher is sharper. */
  readonly sharpness: number;
  /** 0..255 */
  readonly meanLuma: number;
  /** Share of pixels washed out, 0..1. */
  readonly clippedShare: number;
  /** Colour left after white balance, relative to brightness; 0 is a grey picture. */
  readonly chroma: number;
}

/** Where a photo begins to have a finding. Set by policy, which says what each was measured on. */
export interface PhotoLimits {
  /** Least shorter side of the picture, px. */
  readonly shortSidePx: number;
  /** Least width of the face, px. */
  readonly faceWidthPx: number;
  /** Least room between the face and the edge, face widths. */
  readonly faceMargin: number;
  /** A second face at least this wide, relative to the first, is another person. */
  readonly secondFaceShare: number;
  /** Least sharpness, variance. */
  readonly sharpness: number;
  /** Least brightness, 0..255. */
  readonly meanLuma: number;
  /** Largest share of washed-out pixels, 0..1. */
  readonly clippedShare: number;
  /** Least colour, relative to brightness. */
  readonly chroma: number;
}

/** How far a face's outline is from the nearest edge of its picture, in widths of that face. */
export function faceMargin(
  outline: readonly Point[],
  faceWidthPx: number,
  picture: { readonly widthPx: number; readonly heightPx: number },
): number {
  const rooms = outline.flatMap(({ x, y }) => [x, y, picture.widthPx - x, picture.heightPx - y]);
  return Math.min(...rooms) / Math.max(1, faceWidthPx);
}

interface Judged {
  readonly finding: PhotoFinding;
  readonly isFound: boolean;
  readonly measurement: Measurement | null;
}

type Measured = (
  finding: PhotoFinding,
  name: keyof PhotoLimits,
  value: number,
  unit: string,
  better: Measurement['better'],
) => Judged;

function measuring(limits: PhotoLimits): Measured {
  return (finding, name, value, unit, better) => {
    const limit = limits[name];
    return {
      finding,
      isFound: better === 'higher' ? value < limit : value > limit,
      measurement: { name, value: Math.round(value * 1000) / 1000, unit, limit, better },
    };
  };
}

function faceFindings(
  kind: PhotoKind,
  { faces }: SeenPhoto,
  limits: PhotoLimits,
  measured: Measured,
): readonly Judged[] {
  const [first, second] = faces;
  if (kind === 'id-back') return [{ finding: 'wrong-side', isFound: first !== undefined, measurement: null }];
  if (kind === 'business-licence') return [];
  if (first === undefined) return [{ finding: 'no-face-found', isFound: true, measurement: null }];
  const isSecondPerson = second !== undefined && second.widthPx >= first.widthPx * limits.secondFaceShare;
  return [
    { finding: 'several-faces', isFound: isSecondPerson, measurement: null },
    measured('photo-cropped', 'faceMargin', first.margin, 'face widths', 'higher'),
    measured('face-too-small', 'faceWidthPx', first.widthPx, 'px', 'higher'),
  ];
}

/** Findings most important first, and everything that was measured. */
export function judgePhoto(
  kind: PhotoKind,
  seen: SeenPhoto,
  limits: PhotoLimits,
): { findings: readonly PhotoFinding[]; measurements: readonly Measurement[] } {
  const measured = measuring(limits);
  const shortSidePx = Math.min(seen.widthPx, seen.heightPx);
  const judged: readonly Judged[] = [
    ...faceFindings(kind, seen, limits, measured),
    measured('photo-too-small', 'shortSidePx', shortSidePx, 'px', 'higher'),
    measured('photo-blurred', 'sharpness', seen.sharpness, 'variance', 'higher'),
    measured('photo-too-dark', 'meanLuma', seen.meanLuma, '0..255', 'higher'),
    measured('photo-glare', 'clippedShare', seen.clippedShare, '0..1', 'lower'),
    measured('looks-like-a-copy', 'chroma', seen.chroma, 'of brightness', 'higher'),
  ];
  return {
    findings: judged.filter(({ isFound }) => isFound).map(({ finding }) => finding),
    measurements: judged.flatMap(({ measurement }) => (measurement === null ? [] : [measurement])),
  };
}
