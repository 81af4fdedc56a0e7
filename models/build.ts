// Gives the ONNX files of each model: from the cache when it is there and whole, else built from the installed packages.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { convert } from './convert.ts';
import { demandSame, manifest, modelNames, readSources, WrongModelFile } from './manifest.ts';
import type { FileFacts, ModelName } from './manifest.ts';

export interface BuiltModel {
  name: ModelName;
  path: string; // of the model; its weights lie beside it
  state: 'found' | 'built' | 'rebuilt'; // rebuilt: what was there was not it
}

const parts = ['weights', 'model'] as const;

const cachedPath = (name: ModelName, part: (typeof parts)[number], cacheFolder: string): string =>
  join(cacheFolder, manifest[name].result[part].file);

/** False when it is not there; throws WrongModelFile when it is there and is not it. Holds little of it in memory. */
async function isFileCached(path: string, { sha256 }: FileFacts): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new WrongModelFile(path, 'cannot be read', { cause });
  }
  if (hash.digest('hex') !== sha256)
    throw new WrongModelFile(path, 'is not the file of the manifest: its sha256 differs');
  return true;
}

async function isCached(name: ModelName, cacheFolder: string): Promise<boolean> {
  for (const part of parts) {
    const facts = manifest[name].result[part];
    if (!(await isFileCached(cachedPath(name, part, cacheFolder), facts))) return false;
  }
  return true;
}

/** Whole or not at all, whoever else writes it at the same time and whenever the power goes. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  try {
    const file = await open(beside, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Leaves the model's ONNX files in the cache folder, proved against the manifest; the packages' own files are proved
 * as well, each time. Throws WrongModelFile, which names the file, when a source is not the one of the manifest.
 */
export async function buildModel(name: ModelName, cacheFolder: string): Promise<BuiltModel> {
  const sources = await readSources(name);
  const path = cachedPath(name, 'model', cacheFolder);
  let state: BuiltModel['state'] = 'built';
  try {
    if (await isCached(name, cacheFolder)) return { name, path, state: 'found' };
  } catch (error) {
    if (!(error instanceof WrongModelFile)) throw error;
    state = 'rebuilt';
  }
  const files = convert(name, sources);
  await mkdir(cacheFolder, { recursive: true });
  for (const part of parts) {
    const partPath = cachedPath(name, part, cacheFolder);
    demandSame(partPath, files[part], manifest[name].result[part]);
    await writeWhole(partPath, files[part]);
  }
  return { name, path, state };
}

export async function buildModels(cacheFolder: string): Promise<readonly BuiltModel[]> {
  const built: BuiltModel[] = [];
  for (const name of modelNames) built.push(await buildModel(name, cacheFolder));
  return built;
}

/** Proves sources and cache without changing anything. Answers one line per fault; none when all is well. */
export async function verifyModels(cacheFolder: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const name of modelNames) {
    try {
      await readSources(name);
      if (!(await isCached(name, cacheFolder)))
        faults.push(`${cachedPath(name, 'model', cacheFolder)}: is not built yet`);
    } catch (error) {
      if (!(error instanceof WrongModelFile)) throw error;
      faults.push(error.message);
    }
  }
  return faults;
}
