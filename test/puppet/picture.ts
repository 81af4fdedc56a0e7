// A picture in memory.

export interface Picture {
  width: number; // px
  height: number; // px
  rgba: Uint8ClampedArray; // [height, width, 4], 0..255, not mirrored
}

export type Colour = readonly [red: number, green: number, blue: number]; // 0..255

/** Mean colour of small squares around the given places. */
export function meanColour(picture: Picture, places: readonly { x: number; y: number }[]): Colour {
  const sum = [0, 0, 0];
  let count = 0;
  for (const place of places) {
    for (let y = -2; y <= 2; y++) {
      for (let x = -2; x <= 2; x++) {
        const column = Math.min(picture.width - 1, Math.max(0, Math.round(place.x) + x));
        const row = Math.min(picture.height - 1, Math.max(0, Math.round(place.y) + y));
        const offset = (row * picture.width + column) * 4;
        for (let channel = 0; channel < 3; channel++) {
          sum[channel] = (sum[channel] ?? 0) + (picture.rgba[offset + channel] ?? 0);
        }
        count++;
      }
    }
  }
  const [red = 0, green = 0, blue = 0] = sum.map((total) => total / Math.max(1, count));
  return [red, green, blue];
}
