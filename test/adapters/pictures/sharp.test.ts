// Whatever was uploaded becomes one kind of picture, or is refused for what is wrong with it.
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { createSharpPictures, maxPixels } from '../../../server/adapters/pictures/sharp.ts';
import { DomainError } from '../../../server/domain/errors.ts';
import {
  animated,
  heic,
  hugePng,
  plainJpeg,
  plainText,
  svg,
  truncated,
  withMetadata,
} from '../../support/pictures.ts';

const pictures = createSharpPictures();

async function refusalOf(upload: Buffer): Promise<unknown> {
  return pictures.normalise(upload, 1000).then(
    () => 'taken',
    (error: unknown) => (error instanceof DomainError ? error.type : error),
  );
}

describe('refuses', () => {
  test.each([
    ['nothing', () => Buffer.alloc(0), 'empty-upload'],
    ['a text', () => plainText, 'unsupported-media'],
    ['an SVG, which could load and run things', () => svg, 'unsupported-media'],
    ['a HEIC', heic, 'heic-not-supported'],
    ['a GIF', () => animated('gif'), 'animated-image'],
    ['an animated WebP', () => animated('webp'), 'animated-image'],
    ['half a JPEG', () => truncated(plainJpeg()), 'image-unreadable'],
    ['the beginning of a JPEG', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image-unreadable'],
    [
      'a TIFF',
      async () =>
        sharp(await plainJpeg())
          .tiff()
          .toBuffer(),
      'unsupported-media',
    ],
    ['100 megapixels in a small file', () => hugePng(), 'too-many-pixels'],
  ] as const)('%s', async (_what, make, type) => {
    expect(await refusalOf(Buffer.from(await make()))).toBe(type);
  });

  test('a bomb without unpacking it', async () => {
    const bomb = hugePng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(500_000);
    const before = process.memoryUsage().rss;
    expect(await refusalOf(bomb)).toBe('too-many-pixels');
    // unpacked it would take 900 MB
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    expect(30_000 * 30_000).toBeGreaterThan(maxPixels);
  });
});

describe('takes', () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)('%s, and answers with a JPEG', async (format) => {
    const upload = await sharp(await plainJpeg())
      .toFormat(format)
      .toBuffer();
    const picture = await pictures.normalise(upload, 1000);
    expect(pictures.isJpeg(picture.jpeg)).toBe(true);
    expect([picture.widthPx, picture.heightPx]).toEqual([1000, 700]);
  });

  test('a large picture smaller, a small one as it is', async () => {
    const large = await pictures.normalise(await plainJpeg(4000, 3000), 2400);
    expect([large.widthPx, large.heightPx]).toEqual([2400, 1800]);
    const small = await pictures.normalise(await plainJpeg(300, 200), 2400);
    expect([small.widthPx, small.heightPx]).toEqual([300, 200]);
  });

  test('a picture upright, and nothing of what the camera wrote beside it', async () => {
    const upload = await withMetadata(await plainJpeg(1000, 700));
    expect((await sharp(upload).metadata()).exif?.includes('Maker of cameras')).toBe(true);
    const picture = await pictures.normalise(upload, 2400);
    expect([picture.widthPx, picture.heightPx]).toEqual([700, 1000]);
    const kept = await sharp(picture.jpeg).metadata();
    expect([kept.exif, kept.icc, kept.xmp, kept.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(Buffer.from(picture.jpeg).includes('Maker of cameras')).toBe(false);
  });

  const odd: readonly [string, (from: Sharp) => Sharp][] = [
    ['in the colours of print', (from) => from.toColourspace('cmyk').jpeg({ quality: 95 })],
    ['stored in passes', (from) => from.jpeg({ quality: 95, progressive: true })],
    ['with 16 bits', (from) => from.toColourspace('rgb16').png()],
    ['with few colours', (from) => from.png({ palette: true, colours: 16 })],
  ];
  test.each(odd)('a picture %s, and keeps its colours', async (_what, store) => {
    const patches = [
      ['#b03020', 0],
      ['#308040', 200],
      ['#3050a0', 400],
    ] as const;
    const coloured = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#888' } })
      .composite(
        patches.map(([background, left]) => ({
          input: { create: { width: 200, height: 400, channels: 3, background } },
          left,
          top: 0,
        })),
      )
      .png()
      .toBuffer();
    const { jpeg } = await pictures.normalise(await store(sharp(coloured)).toBuffer(), 1000);
    const kept = await sharp(jpeg).metadata();
    expect([kept.space, kept.channels, kept.depth]).toEqual(['srgb', 3, 'uchar']);
    for (const [background, left] of patches) {
      const { channels } = await sharp(
        await sharp(jpeg)
          .extract({ left: left + 50, top: 100, width: 100, height: 200 })
          .toBuffer(),
      ).stats();
      const wanted = [1, 3, 5].map((at) => parseInt(background.slice(at, at + 2), 16));
      // print has fewer colours than a screen
      for (const [index, { mean }] of channels.entries())
        expect(Math.abs(mean - (wanted[index] ?? NaN))).toBeLessThan(32);
    }
  });

  test.each([
    ['8 bits', 'b-w'],
    ['16 bits', 'grey16'],
  ] as const)('a picture in grey of %s, as light as it was', async (_what, space) => {
    const grey = { create: { width: 600, height: 400, channels: 3, background: '#606060' } } as const;
    const { jpeg } = await pictures.normalise(await sharp(grey).toColourspace(space).png().toBuffer(), 1000);
    const { channels } = await sharp(jpeg).stats();
    expect(channels).toHaveLength(3);
    for (const { mean } of channels) expect(Math.abs(mean - 0x60)).toBeLessThan(3);
  });

  test('a single pixel as it is', async () => {
    const pixel = { create: { width: 1, height: 1, channels: 3, background: '#777' } } as const;
    const picture = await pictures.normalise(await sharp(pixel).png().toBuffer(), 1000);
    expect([picture.widthPx, picture.heightPx]).toEqual([1, 1]);
    expect(pictures.isJpeg(picture.jpeg)).toBe(true);
  });

  test('a file of more than 20 MB, and keeps little of it', async () => {
    const upload = await sharp(await plainJpeg(2700, 2700))
      .png({ compressionLevel: 0 })
      .toBuffer();
    expect(upload.length).toBeGreaterThan(20_000_000);
    const picture = await pictures.normalise(upload, 2400);
    expect([picture.widthPx, picture.heightPx]).toEqual([2400, 2400]);
    expect(picture.jpeg.length).toBeLessThan(5_000_000);
  });

  test('what is transparent for white', async () => {
    const clear = {
      create: { width: 600, height: 400, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    const { jpeg } = await pictures.normalise(await sharp(clear).png().toBuffer(), 1000);
    const { channels } = await sharp(jpeg).stats();
    expect(channels.every(({ mean }) => mean > 250)).toBe(true);
  });
});

test('knows a JPEG by its first bytes', async () => {
  expect(pictures.isJpeg(await plainJpeg())).toBe(true);
  for (const other of [plainText, heic(), Buffer.alloc(0)]) expect(pictures.isJpeg(other)).toBe(false);
});
