// What the two loops over pixels that cost most are asked, whoever runs them.

export const placeBits = 16;
export const shareBits = 14; // as many as fit into a short with its sign
/** What is one pixel, and what the shares of a sample are together. */
export const placeOne = 2 ** placeBits;
export const shareOne = 2 ** shareBits;

/** Places are in bytes of `memory`. */
export interface Loops {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): void };
  /**
   * One row of a scaled picture. `source`: uint8, of the first row that is seen; `rows`: how many are, even, `stride` bytes
   * apart; `rowWeights`: int16 each; `numbers`: in a row. `between`: room for int32 [numbers]. For each of `width` pixels
   * `firsts` says where (bytes of `between`) its first one lies, and `weights` (int32) how much each of `taps` weighs.
   */
  scaleRow(
    source: number,
    stride: number,
    rows: number,
    rowWeights: number,
    numbers: number,
    between: number,
    firsts: number,
    weights: number,
    taps: number,
    width: number,
    out: number,
    half: number,
    shift: number,
  ): void;
  /**
   * Pixels of one row of a cut square: the mean of `perSide` by `perSide` bilinear samples each, float32 RGB. (x, y): of the
   * first one, in 1/65536 px; a step to the right, and one down is (-stepY, stepX). `weight`: of one sample. All of them lie
   * inside. Their places and shares are whole numbers: within 0.1 grey levels of what fractions would give, in half the time.
   */
  cutRow(
    source: number,
    stride: number,
    startX: number,
    startY: number,
    stepX: number,
    stepY: number,
    perSide: number,
    weight: number,
    count: number,
    out: number,
  ): void;
}
