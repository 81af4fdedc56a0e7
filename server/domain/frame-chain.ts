// The hash chain over the frames of one capture: one frame added, dropped, changed or moved gives another end.

export interface ChainedFrame {
  readonly seq: number;
  readonly stepIndex: number;
  /** Tries at the step, from 1. */
  readonly stepTry: number;
  /** The page's monotonic clock since the capture began, ms. */
  readonly capturedAtMs: number;
  /** Of the JPEG as it came, hex. */
  readonly sha256: string;
}

export interface FrameChain {
  readonly count: number;
  /** Seq of the frame it begins with, the first neutral one. */
  readonly firstSeq: number;
  /** Its last link, hex. */
  readonly chain: string;
}

/** Hex SHA-256 of the text in UTF-8. */
export type HashText = (text: string) => string;

/**
 * Link 0 is the hash of the session's id; each further one hashes the link before it with its frame's
 * `link|seq|capturedAtMs|sha256|stepIndex|stepTry`, numbers as JavaScript writes them.
 * Null when there is no neutral frame to begin with. `frames`: all of the capture, in any order.
 */
export function chainOf(
  sessionId: string,
  frames: readonly ChainedFrame[],
  hash: HashText,
): FrameChain | null {
  const inOrder = [...frames].sort((a, b) => a.seq - b.seq);
  const start = inOrder.findIndex(({ stepIndex }) => stepIndex === 0);
  const first = inOrder[start];
  if (first === undefined) return null;
  const chained = inOrder.slice(start);
  const chain = chained.reduce(
    (link, { seq, capturedAtMs, sha256, stepIndex, stepTry }) =>
      hash([link, seq, capturedAtMs, sha256, stepIndex, stepTry].join('|')),
    hash(sessionId),
  );
  return { count: chained.length, firstSeq: first.seq, chain };
}
