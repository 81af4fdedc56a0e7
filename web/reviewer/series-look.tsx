// How series are told apart without colour: by filling, dash and mark.
import type { LinePoint } from './figure-scale.ts';

export type SeriesLook = 'plain' | 'hatched' | 'dotted' | 'hollow';

/** To be put once into each drawing that fills anything; `id` names it there. */
export function LookPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-hatched`} width="6" height="6" patternUnits="userSpaceOnUse">
        <path class="series-stroke" d="M-1.500 1.500l3-3M0 6l6-6M4.500 7.500l3-3" />
      </pattern>
      <pattern id={`${id}-dotted`} width="5" height="5" patternUnits="userSpaceOnUse">
        <circle class="series-dot" cx="2.500" cy="2.500" r="1.200" />
      </pattern>
    </defs>
  );
}

/** Attributes of a filled part. */
export function lookOf(look: SeriesLook, id: string): { class: string; fill?: string } {
  const isPattern = look === 'hatched' || look === 'dotted';
  return { class: `series-fill series-fill-${look}`, ...(isPattern ? { fill: `url(#${id}-${look})` } : {}) };
}

export type LineLook = 'round' | 'square';

/** Filled circles on a whole line, hollow squares on a dashed one. */
export function Mark({ look, at: { x, y } }: { look: LineLook; at: LinePoint }) {
  return look === 'round' ? (
    <circle class="series-mark series-mark-round" cx={x} cy={y} r="4" />
  ) : (
    <rect class="series-mark series-mark-square" x={x - 4} y={y - 4} width="8" height="8" />
  );
}
