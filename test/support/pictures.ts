// Files that somebody might upload as a photo: made here, byte by byte or by sharp, except for the faces.
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { portraitOf } from '../puppet/specimen-card.ts';
import { sampleStill, type SampleName } from '../puppet/sample.ts';

export const plainText = Buffer.from('This is a text, whatever its name says.\n'.repeat(20));

export const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600"/></svg>',
);

/** The first bytes of an ISO base media file of the brand that iPhones write. */
export function heic(): Buffer {
  const brands = Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1');
  const size = Buffer.from([0, 0, 0, brands.length + 4]);
  return Buffer.concat([size, brands, Buffer.alloc(400)]);
}

/** A card-sized grey picture with something on it to be sharp. */
export async function plainJpeg(width = 1000, height = 700): Promise<Buffer> {
  const stripes = Array.from({ length: 40 }, (_, i) => `<rect x="${i * 25}" width="12" height="100%"/>`).join(
    '',
  );
  const drawing = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<rect width="100%" height="100%" fill="#b0a898"/>${stripes}</svg>`,
  );
  return sharp(drawing).jpeg().toBuffer();
}

/** Only the first half of a JPEG came through. */
export async function truncated(jpeg: Promise<Buffer>): Promise<Buffer> {
  const whole = await jpeg;
  return whole.subarray(0, Math.floor(whole.length / 2));
}

/** A PNG chunk with its length and checksum. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of one grey, one bit a pixel: a file of some kilobytes that decodes to `width` times `height` pixels. */
export function hugePng(width = 10_000, height = 10_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8); // bits a sample; greyscale, deflate, no filter, no interlace are all 0
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Two pictures, one after the other. */
export async function animated(kind: 'gif' | 'webp'): Promise<Buffer> {
  const [width, height] = [600, 400];
  const frames = Buffer.concat([Buffer.alloc(width * height * 3, 60), Buffer.alloc(width * height * 3, 200)]);
  const tall = sharp(frames, { raw: { width, height: height * 2, channels: 3, pageHeight: height } });
  return kind === 'gif' ? tall.gif().toBuffer() : tall.webp().toBuffer();
}

/** The portraits of these people, side by side on a table. */
export async function portraitsOf(...people: readonly SampleName[]): Promise<Buffer> {
  const portraits = await Promise.all(people.map(async (one) => portraitOf(await sampleStill(one))));
  const canvas = sharp({
    create: { width: 760 * people.length, height: 900, channels: 3, background: '#6b5a4a' },
  });
  return canvas
    .composite(portraits.map((input, index) => ({ input, left: 50 + 760 * index, top: 38 })))
    .jpeg()
    .toBuffer();
}

/** One person, far away. */
export async function smallFace(person: SampleName): Promise<Buffer> {
  const portrait = await sharp(await portraitOf(await sampleStill(person)))
    .resize(110)
    .toBuffer();
  const canvas = sharp(await plainJpeg(1200, 800));
  return canvas
    .composite([{ input: portrait, left: 540, top: 330 }])
    .jpeg()
    .toBuffer();
}

/** A specimen's front without its right part: the edge goes through the portrait. */
export async function cutThroughFace(front: Buffer): Promise<Buffer> {
  return altered(front, (picture) => picture.extract({ left: 0, top: 0, width: 1110, height: 1000 }));
}

export async function altered(jpeg: Buffer, alter: (picture: Sharp) => Sharp): Promise<Buffer> {
  return alter(sharp(jpeg)).jpeg({ quality: 90 }).toBuffer();
}

/** A photo as a camera writes it: lying on its side, with an orientation, a place and a maker in its metadata. */
export async function withMetadata(jpeg: Buffer): Promise<Buffer> {
  return sharp(jpeg)
    .withExif({
      IFD0: { Make: 'Maker of cameras' },
      IFD3: { GPSLatitude: '39/1 54/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}
