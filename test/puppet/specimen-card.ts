// Photos of a made-up card: the front with a portrait, the back without; they look like no real document.
import sharp from 'sharp';
import { at, distancePx, pointAt } from './mesh-points.ts';
import { cameraGrain, seededRandom } from './noise.ts';
import type { Still } from './still.ts';

const card = { width: 1200, height: 757 } as const; // px; the proportions of an ID-1 card
const portrait = { width: 330, height: 412, left: 800, top: 130 } as const;

/** Head and shoulders out of a still, as a JPEG: for the front of the card, for a record. */
export async function portraitOf(still: Still): Promise<Buffer> {
  const [forehead, chin] = [pointAt(still.points, at.foreheadTop), pointAt(still.points, at.chin)];
  const height = Math.min(still.height, Math.round(2.4 * distancePx(forehead, chin)));
  const width = Math.min(still.width, Math.round((height * portrait.width) / portrait.height));
  const left = Math.round((forehead.x + chin.x) / 2 - width / 2);
  const top = Math.round((forehead.y + chin.y) / 2 - 0.52 * height);
  const raw = { width: still.width, height: still.height, channels: 4 } as const;
  return sharp(still.rgba, { raw })
    .extract({
      left: Math.min(still.width - width, Math.max(0, left)),
      top: Math.min(still.height - height, Math.max(0, top)),
      width,
      height,
    })
    .removeAlpha()
    .resize(2 * portrait.width, 2 * portrait.height)
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Bars where a card has writing. */
function lines(from: { x: number; y: number }, widths: readonly number[]): string {
  return widths
    .flatMap((width, line) =>
      Array.from({ length: Math.floor(width / 26) }, (_, glyph) => {
        const x = from.x + glyph * 26;
        const y = from.y + line * 70;
        return `<path d="M${x} ${y}h18M${x + 9} ${y}v28M${x} ${y + 14}h18M${x} ${y + 28}h18" stroke="#333" stroke-width="3"/>`;
      }),
    )
    .join('');
}

function background(drawing: string, tint: string): Buffer {
  const waves = Array.from({ length: 40 }, (_, i) => {
    const y = i * 20;
    return `<path d="M0 ${y}q150 ${i % 2 ? 30 : -30} 300 0t300 0 300 0 300 0" fill="none" stroke="#9ab" stroke-width="1"/>`;
  }).join('');
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${card.width}" height="${card.height}">` +
      `<rect width="100%" height="100%" fill="${tint}"/>${waves}${drawing}</svg>`,
  );
}

/** On a table, with the grain of a camera: JPEG, 1440 x 1000. */
async function photographed(face: Buffer, seed: number): Promise<Buffer> {
  const table = { width: 1440, height: 1000, channels: 4, background: '#6b5a4a' } as const;
  const { data, info } = await sharp({ create: table })
    .composite([{ input: face, left: 120, top: 121 }])
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8ClampedArray(data);
  cameraGrain(seededRandom(seed), 2).addTo(pixels);
  const raw = { width: info.width, height: info.height, channels: 4 } as const;
  return sharp(pixels, { raw }).removeAlpha().jpeg({ quality: 88 }).toBuffer();
}

export async function specimenFront(portraitJpeg: Buffer): Promise<Buffer> {
  const { width, height, left, top } = portrait;
  const face = await sharp(background(lines({ x: 70, y: 130 }, [420, 360, 500, 640, 640, 300]), '#c9d6dc'))
    .composite([{ input: await sharp(portraitJpeg).resize(width, height).toBuffer(), left, top }])
    .png()
    .toBuffer();
  return photographed(face, 11);
}

export async function specimenBack(): Promise<Buffer> {
  const emblem = '<circle cx="200" cy="200" r="110" fill="#b66" stroke="#844" stroke-width="10"/>';
  const drawing = emblem + lines({ x: 400, y: 140 }, [620, 520]) + lines({ x: 300, y: 520 }, [560, 620]);
  return photographed(await sharp(background(drawing, '#d6ccc2')).png().toBuffer(), 12);
}

export async function specimenLicence(): Promise<Buffer> {
  const seal = '<circle cx="980" cy="600" r="90" fill="none" stroke="#c44" stroke-width="12"/>';
  const drawing =
    lines({ x: 380, y: 70 }, [440]) + lines({ x: 90, y: 190 }, Array<number>(7).fill(760)) + seal;
  return photographed(await sharp(background(drawing, '#d9d5c5')).png().toBuffer(), 13);
}
