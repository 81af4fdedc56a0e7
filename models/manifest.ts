// Says which files of which packages each model is made of, and proves that they are the ones that were measured.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const modelNames = [
  'tiny_face_detector',
  'ssd_mobilenetv1',
  'face_landmark_68',
  'face_recognition',
  'facemesh',
  'iris',
] as const;
export type ModelName = (typeof modelNames)[number];

export interface FileFacts {
  file: string; // below its package's folder, or below the cache
  bytes: number;
  sha256: string;
}

export interface ModelEntry {
  package: string;
  version: string;
  licence: string; // SPDX
  sources: readonly FileFacts[];
  result: { model: FileFacts; weights: FileFacts }; // ONNX, as convert.ts makes it
  usedBy: string; // the port
  for: string;
}

export type Manifest = Readonly<Record<ModelName, ModelEntry>>;

/** A file is missing or not what the manifest says. Its `path` is for the operator, it names no person. */
export class WrongModelFile extends Error {
  override readonly name = 'WrongModelFile';
  readonly path: string;
  constructor(path: string, why: string, options?: ErrorOptions) {
    super(`${path}: ${why}`, options);
    this.path = path;
  }
}

/** Beside this file, in the sources and in the build alike. */
export const manifest = JSON.parse(
  readFileSync(new URL('./manifest.json', import.meta.url), 'utf8'),
) as Manifest;

const require = createRequire(import.meta.url);

/** Where an installed package lies; packages need not say so themselves. */
export function packageFolder(name: string): string {
  const folders = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name));
  const found = folders.find((folder) => existsSync(join(folder, 'package.json')));
  if (found === undefined) throw new WrongModelFile(name, 'this package is not installed; run npm install');
  return found;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Throws WrongModelFile where bytes are not the ones that were meant. */
export function demandSame(path: string, bytes: Uint8Array, facts: FileFacts): void {
  if (bytes.length !== facts.bytes)
    throw new WrongModelFile(path, `has ${bytes.length} bytes, not the ${facts.bytes} of the manifest`);
  if (sha256Of(bytes) !== facts.sha256)
    throw new WrongModelFile(path, 'is not the file of the manifest: its sha256 differs');
}

/** The files that a model is made of, each proved to be the one of the manifest. Throws WrongModelFile. */
export async function readSources(name: ModelName): Promise<ReadonlyMap<string, Uint8Array>> {
  const entry = manifest[name];
  const folder = packageFolder(entry.package);
  const files = await Promise.all(
    entry.sources.map(async (facts) => {
      const path = join(folder, facts.file);
      const bytes = await readFile(path).catch((cause: unknown) => {
        throw new WrongModelFile(path, 'cannot be read', { cause });
      });
      demandSame(path, bytes, facts);
      return [facts.file, bytes] as const;
    }),
  );
  return new Map(files);
}
