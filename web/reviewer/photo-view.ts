// How the photos are looked at: one zoom, place and brightness for all, one rotation each. Pure.

export interface PhotoView {
  /** 1 is the whole picture. */
  readonly zoom: number;
  /** Shift of the picture in shares of its box, so that boxes of different sizes stay linked. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** 1 is the picture as it is. */
  readonly brightness: number;
  /** Clockwise: of all, and of each by evidence id on top of that. */
  readonly turnDegrees: number;
  readonly turnsDegrees: Readonly<Record<string, number>>;
}

export const minZoom = 1;
export const maxZoom = 6;
export const minBrightness = 0.4;
export const maxBrightness = 2.2;

export const plainView: PhotoView = {
  zoom: 1,
  shiftX: 0,
  shiftY: 0,
  brightness: 1,
  turnDegrees: 0,
  turnsDegrees: {},
};

export type PhotoEvent =
  /** `atX`, `atY`: what stays in place, in shares of the box from its middle, -0.5..0.5. */
  | { kind: 'zoomed'; zoom: number; atX: number; atY: number }
  | { kind: 'moved'; byX: number; byY: number }
  | { kind: 'brightened'; brightness: number }
  | { kind: 'turned'; evidenceId: string }
  | { kind: 'all-turned' }
  | { kind: 'reset' };

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

function place(view: PhotoView, zoom: number, shiftX: number, shiftY: number): PhotoView {
  const reach = (zoom - 1) / 2; // beyond it the picture would leave its box
  return { ...view, zoom, shiftX: clamp(shiftX, -reach, reach), shiftY: clamp(shiftY, -reach, reach) };
}

export function changeView(view: PhotoView, event: PhotoEvent): PhotoView {
  switch (event.kind) {
    case 'zoomed': {
      const zoom = clamp(event.zoom, minZoom, maxZoom);
      const ratio = zoom / view.zoom;
      const shiftX = event.atX - (event.atX - view.shiftX) * ratio;
      const shiftY = event.atY - (event.atY - view.shiftY) * ratio;
      return place(view, zoom, shiftX, shiftY);
    }
    case 'moved':
      return place(view, view.zoom, view.shiftX + event.byX, view.shiftY + event.byY);
    case 'brightened':
      return { ...view, brightness: clamp(event.brightness, minBrightness, maxBrightness) };
    case 'turned': {
      const now = view.turnsDegrees[event.evidenceId] ?? 0;
      return { ...view, turnsDegrees: { ...view.turnsDegrees, [event.evidenceId]: (now + 90) % 360 } };
    }
    case 'all-turned':
      return { ...view, turnDegrees: (view.turnDegrees + 90) % 360 };
    case 'reset':
      return plainView;
  }
}

/**
 * The CSS transform of one picture. A picture lying on its side is shrunk into its box.
 *
 * @param boxAspect width / height of the box
 */
export function transformOf(view: PhotoView, evidenceId: string, boxAspect: number): string {
  const degrees = (view.turnDegrees + (view.turnsDegrees[evidenceId] ?? 0)) % 360;
  const fit = degrees % 180 === 0 ? 1 : Math.min(boxAspect, 1 / boxAspect);
  const shift = `translate(${(view.shiftX * 100).toFixed(2)}%, ${(view.shiftY * 100).toFixed(2)}%)`;
  return `${shift} scale(${(view.zoom * fit).toFixed(3)}) rotate(${degrees}deg)`;
}
