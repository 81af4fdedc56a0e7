// Turns bytes from outside into upright pixels, within bounds.
import sharp from 'sharp';
import { UnreadablePicture } from '../../ports/face-engine.ts';

/** uint8 [heightPx, widthPx, 3] RGB, 0..255, EXIF orientation applied. */
export interface Pixels {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

export interface Decoded {
  pixels: Pixels; // the working copy, its longest side bounded
  fullWidthPx: number; // of the whole upright picture
  fullHeightPx: number;
}

const maxPixels = 40_000_000; // the largest phone photos in use; bounds memory to 120 MB while decoding
const decodeSeconds = 20; // far above any honest picture

/** How the kinds of picture we read begin; anything else (SVG, TIFF, GIF, HEIF …) never reaches a decoder. */
const beginnings: readonly (readonly (number | null)[])[] = [
  [0xff, 0xd8, 0xff], // JPEG
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], // PNG
  [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50], // RIFF....WEBP
];

function isKnownKind(bytes: Uint8Array): boolean {
  return beginnings.some((beginning) => beginning.every((byte, at) => byte === null || bytes[at] === byte));
}

/** Frame headers of JPEG (SOF0..SOF15); the other codes in that range mean something else. */
const otherCodes = [0xc4, 0xc8, 0xcc];

/**
 * The longest side that a JPEG's header names; null where there is none to be found. Asking the decoder takes a tenth as
 * long as decoding a frame.
 */
export function jpegLongestSide(bytes: Uint8Array): number | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const two = (at: number): number => ((bytes[at] ?? NaN) << 8) | (bytes[at + 1] ?? NaN);
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const code = bytes[at + 1] ?? 0;
    if (code >= 0xc0 && code <= 0xcf && !otherCodes.includes(code)) return Math.max(two(at + 5), two(at + 7));
    at += code === 0xff ? 1 : 2 + two(at + 2);
  }
  return null;
}

sharp.concurrency(1); // one look, one thread: parallelism comes from the workers
sharp.cache(false); // no picture stays in memory after its look

export async function decode(bytes: Uint8Array, maxSidePx: number): Promise<Decoded> {
  if (!isKnownKind(bytes)) throw new UnreadablePicture('not a JPEG, PNG or WebP picture');
  try {
    // 'error' bears the harmless oddities of phone cameras, and refuses what is cut short
    const source = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' });
    const isWhole = (jpegLongestSide(bytes) ?? Infinity) <= maxSidePx; // nothing will be shrunk
    const full = isWhole ? null : (await source.metadata()).autoOrient;
    const { data, info } = await source
      .autoOrient()
      .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .flatten({ background: '#808080' })
      .timeout({ seconds: decodeSeconds })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new UnreadablePicture(`a picture of ${info.channels} channels`);
    const pixels = { data, widthPx: info.width, heightPx: info.height };
    return { pixels, fullWidthPx: full?.width ?? info.width, fullHeightPx: full?.height ?? info.height };
  } catch (cause) {
    if (cause instanceof UnreadablePicture) throw cause;
    throw new UnreadablePicture('the picture cannot be decoded', { cause });
  }
}
