// A moving drawing of the two answers that a head can give: two nods, and a shake.

/** The arrows say it where nothing moves; the words beside it say the same. */
export function HeadSketch({ motion }: { motion: 'nod-twice' | 'shake' }) {
  return (
    <svg
      class={`head-sketch head-sketch-${motion}`}
      viewBox="0 0 56 56"
      width="48"
      height="48"
      aria-hidden="true"
      focusable="false"
    >
      <path class="head-sketch-neck" d="M22 42v5M34 42v5M10 55c1-5 6-7 12-8M46 55c-1-5-6-7-12-8" />
      <g class="head-sketch-head">
        <path d="M28 9c9 0 13 6 13 15s-5 19-13 19-13-10-13-19S19 9 28 9z" />
        <path class="head-sketch-face" d="M23 23v1.500M33 23v1.500M24 33c2.500 2 5.500 2 8 0M28 26v3" />
      </g>
      <path
        class="head-sketch-arrow"
        d={
          motion === 'nod-twice'
            ? 'M50 12v14M46.500 22.500L50 26l3.500-3.500M50 30v14M46.500 40.500L50 44l3.500-3.500'
            : 'M8 4h40M12 .8L8 4l4 3.200M44 .8L48 4l-4 3.200'
        }
      />
    </svg>
  );
}
