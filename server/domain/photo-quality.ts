// Judges a document photo from what was seen in it: named findings, each beside its measurement and limit.
import type { Measurement } from './check.ts';
import type { PhotoFinding, PhotoKind } from './evidence.ts';

/** What the face engine saw, as far as judging a photo needs it. */
export interface SeenPhoto {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Widths in pixels of the upright picture, largest first. */
  readonly faceWidthsPx: readonly number[];
  /** Variance of the Laplacian of luma at a normalised size; higher is sharper. */
  readonly sharpness: number;
  /** 0..255 */
  readonly meanLuma: number;
  /** Share of pixels washed out, 0..1. */
  readonly clippedShare: number;
}

/** Unmeasured on operators' cameras, and set to let honest photos pass: a person sees every photo anyway. */
export const photoLimits = {
  /** Shorter side, in pixels. A card's text is readable from about this size on. */
  shortSidePx: 480,
  /** Below 60 px the share of same people recognised fell from above 90 % to 71 % on shrunk portraits. */
  faceWidthPx: 60,
  /** The same scale as the engine's sharpness. */
  sharpness: 12,
  meanLuma: 45,
  clippedShare: 0.3,
  /** A second face at least this wide, relative to the first, is another person; cards carry a small ghost portrait. */
  secondFaceShare: 0.6,
} as const;

interface Judged {
  readonly finding: PhotoFinding;
  readonly isFound: boolean;
  readonly measurement: Measurement | null;
}

function faceFindings(kind: PhotoKind, seen: SeenPhoto): readonly Judged[] {
  const [first, second] = seen.faceWidthsPx;
  if (kind === 'id-back') return [{ finding: 'wrong-side', isFound: first !== undefined, measurement: null }];
  if (kind === 'business-licence') return [];
  if (first === undefined) return [{ finding: 'no-face-found', isFound: true, measurement: null }];
  const isSecondPerson = second !== undefined && second >= first * photoLimits.secondFaceShare;
  return [
    { finding: 'several-faces', isFound: isSecondPerson, measurement: null },
    {
      finding: 'face-too-small',
      isFound: first < photoLimits.faceWidthPx,
      measurement: {
        name: 'faceWidthPx',
        value: Math.round(first),
        unit: 'px',
        limit: photoLimits.faceWidthPx,
        better: 'higher',
      },
    },
  ];
}

/** Findings most important first, and everything that was measured. */
export function judgePhoto(
  kind: PhotoKind,
  seen: SeenPhoto,
): { findings: readonly PhotoFinding[]; measurements: readonly Measurement[] } {
  const shortSidePx = Math.min(seen.widthPx, seen.heightPx);
  const measured = (
    finding: PhotoFinding,
    name: keyof typeof photoLimits,
    value: number,
    unit: string,
    better: 'higher' | 'lower',
  ): Judged => ({
    finding,
    isFound: better === 'higher' ? value < photoLimits[name] : value > photoLimits[name],
    measurement: { name, value: Math.round(value * 100) / 100, unit, limit: photoLimits[name], better },
  });
  const judged: readonly Judged[] = [
    ...faceFindings(kind, seen),
    measured('photo-too-small', 'shortSidePx', shortSidePx, 'px', 'higher'),
    measured('photo-blurred', 'sharpness', seen.sharpness, 'variance', 'higher'),
    measured('photo-too-dark', 'meanLuma', seen.meanLuma, '0..255', 'higher'),
    measured('photo-glare', 'clippedShare', seen.clippedShare, '0..1', 'lower'),
  ];
  return {
    findings: judged.filter(({ isFound }) => isFound).map(({ finding }) => finding),
    measurements: judged.flatMap(({ measurement }) => (measurement === null ? [] : [measurement])),
  };
}
