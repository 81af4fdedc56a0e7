// Chooses the kept frames of a capture in which a rendered face would look worst, for the reviewer to see enlarged. Pure.
import type { Box } from '../../domain/geometry.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import type { LivenessFrameRow } from '../../ports/liveness-records.ts';

export type CloseUpKind = 'turned-left' | 'turned-right' | 'mouth-open';

export interface CloseUp {
  readonly kind: CloseUpKind;
  readonly evidenceId: string;
  readonly atMs: number;
  /** Shares of the frame's width and height. */
  readonly face: Box;
}

/** What was kept of a frame: captures from before faces were placed in their frames have no box. */
type Kept = Partial<FrameSignals>;

/** How far a frame shows what it is chosen for; below the least it shows nothing worth enlarging. */
const choices: readonly {
  kind: CloseUpKind;
  least: number;
  of: (signals: Kept) => number | null | undefined;
}[] = [
  { kind: 'turned-left', least: 12, of: ({ yawDegrees }) => yawDegrees },
  {
    kind: 'turned-right',
    least: 12,
    of: ({ yawDegrees }) => -(yawDegrees ?? 0),
  },
  { kind: 'mouth-open', least: 0.2, of: ({ mouthOpenness }) => mouthOpenness },
];

interface Seen {
  readonly frame: LivenessFrameRow;
  readonly signals: Kept;
}

function furthest(seen: readonly Seen[], { kind, least, of }: (typeof choices)[number]): CloseUp[] {
  const [best] = seen
    .map(({ frame, signals }) => ({ frame, signals, extent: of(signals) ?? -Infinity }))
    .filter(({ extent }) => extent >= least)
    .sort((a, b) => b.extent - a.extent);
  const face = best?.signals.faceBox ?? null;
  if (best === undefined || best.frame.evidenceId === null || face === null) return [];
  return [{ kind, evidenceId: best.frame.evidenceId, atMs: best.frame.capturedAtMs, face }];
}

/** At most one of each kind; a frame may be chosen for two. */
export function closeUpsOf(frames: readonly LivenessFrameRow[]): readonly CloseUp[] {
  const seen = frames
    .filter(({ evidenceId }) => evidenceId !== null)
    .map((frame) => ({ frame, signals: frame.signals as Kept }));
  return choices.flatMap((choice) => furthest(seen, choice));
}
