// The working copy of a picture, and the size of the whole one, whether its header was asked or the decoder.
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode, jpegLongestSide } from '../../../server/adapters/face-engine/decode.ts';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#6a8' } });

describe('the longest side of a JPEG', () => {
  test.each([
    ['baseline', () => plain(70, 40).jpeg()],
    ['stored in passes', () => plain(70, 40).jpeg({ progressive: true })],
    ['grey', () => plain(70, 40).greyscale().jpeg()],
    [
      'with notes before its header',
      () =>
        plain(70, 40)
          .jpeg()
          .withExif({ IFD0: { Copyright: 'x'.repeat(9000) } }),
    ],
    ['with a profile', () => plain(70, 40).jpeg().withMetadata({ icc: 'p3' })],
  ])('stands in the header of one that is %s', async (_, make) => {
    expect(jpegLongestSide(await make().toBuffer())).toBe(70);
  });

  test('is not found in anything else, nor where it is cut off', async () => {
    expect(jpegLongestSide(await plain(70, 40).png().toBuffer())).toBeNull();
    expect(jpegLongestSide(await plain(70, 40).webp().toBuffer())).toBeNull();
    expect(jpegLongestSide(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff]))).toBeNull();
    expect(jpegLongestSide(new Uint8Array())).toBeNull();
  });
});

describe('a picture that lies on its side', () => {
  test.each([
    ['is not shrunk', 200],
    ['is shrunk', 35],
  ])('stands upright when it %s, and tells the size of the whole', async (_, maxSidePx) => {
    const turned = await plain(70, 40).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { pixels, fullWidthPx, fullHeightPx } = await decode(turned, maxSidePx);
    expect([fullWidthPx, fullHeightPx]).toEqual([40, 70]);
    expect(Math.max(pixels.widthPx, pixels.heightPx)).toBe(Math.min(70, maxSidePx));
    expect(pixels.heightPx).toBeGreaterThan(pixels.widthPx);
  });
});
