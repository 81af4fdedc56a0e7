// Uploaded pictures through sharp: told apart by content, decoded once within limits, encoded anew without metadata.
import sharp from 'sharp';
import { DomainError } from '../../domain/errors.ts';
import type { Pictures } from '../../ports/pictures.ts';

/** Most pixels decoded. Phone cameras give 12-50 million; 100 million would take 300 MB of memory. */
export const maxPixels = 64_000_000;

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** ISO base media brands that a HEIC file names; AVIF (`avif`) is the same container and decodes. */
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

type Kind = 'raster' | 'gif' | 'heic' | 'other';

function kindOf(bytes: Uint8Array): Kind {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'raster'; // JPEG
  if (startsWith(bytes, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a])) return 'raster';
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes, ascii('WEBP'), 8)) return 'raster';
  if (startsWith(bytes, ascii('GIF8'))) return 'gif';
  if (startsWith(bytes, ascii('ftyp'), 4)) {
    if (startsWith(bytes, ascii('avif'), 8)) return 'raster';
    if (heicBrands.some((brand) => startsWith(bytes, ascii(brand), 8))) return 'heic';
  }
  return 'other';
}

function translate(error: unknown): DomainError {
  const text = error instanceof Error ? error.message : '';
  return new DomainError(
    /pixel limit/i.test(text) ? 'too-many-pixels' : 'image-unreadable',
    {},
    { cause: error },
  );
}

export function createSharpPictures(): Pictures {
  return {
    async normalise(upload, maxSidePx) {
      if (upload.length === 0) throw new DomainError('empty-upload');
      const kind = kindOf(upload);
      if (kind === 'gif') throw new DomainError('animated-image');
      if (kind === 'heic') throw new DomainError('heic-not-supported');
      if (kind === 'other') throw new DomainError('unsupported-media');
      try {
        const options = { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true } as const;
        const { pages = 1 } = await sharp(upload, options).metadata();
        if (pages > 1) throw new DomainError('animated-image');
        const { data, info } = await sharp(upload, options)
          .rotate()
          .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: '#ffffff' })
          .toColourspace('srgb')
          .jpeg({ quality: 90, mozjpeg: false })
          .toBuffer({ resolveWithObject: true });
        return { jpeg: data, widthPx: info.width, heightPx: info.height };
      } catch (error) {
        throw error instanceof DomainError ? error : translate(error);
      }
    },
    isJpeg: (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff]),
  };
}
