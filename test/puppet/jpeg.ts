// Pixels to JPEG, JPEG to pixels.
import sharp from 'sharp';
import type { Picture } from './picture.ts';

export async function decodeJpeg(jpeg: Buffer): Promise<Picture> {
  const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data) };
}

/** `quality` as JPEG knows it, 1..100; 80 is what a page sends. */
export function encodeJpeg(picture: Picture, quality = 80): Promise<Buffer> {
  const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
  return sharp(picture.rgba, { raw }).removeAlpha().jpeg({ quality }).toBuffer();
}
