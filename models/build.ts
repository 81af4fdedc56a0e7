// Gives the ONNX file of each model: from the cache when it is there and whole, else built from the installed packages.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { convert } from './convert.ts';
import { demandSame, manifest, modelNames, readSources, WrongModelFile, type ModelName } from './manifest.ts';

export interface BuiltModel {
  name: ModelName;
  path: string;
  state: 'found' | 'built' | 'rebuilt'; // rebuilt: what was there was not it
}

const cachedPath = (name: ModelName, cacheFolder: string): string =>
  join(cacheFolder, manifest[name].result.file);

/** Null when it is not there; throws WrongModelFile when it is there and is not it. */
async function readCached(name: ModelName, cacheFolder: string): Promise<Uint8Array | null> {
  const path = cachedPath(name, cacheFolder);
  const bytes = await readFile(path).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new WrongModelFile(path, 'cannot be read', { cause });
  });
  if (bytes !== null) demandSame(path, bytes, manifest[name].result);
  return bytes;
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
 * Leaves the model's ONNX file in the cache folder, proved against the manifest; the packages' own files are proved
 * as well, each time. Throws WrongModelFile, which names the file, when a source is not the one of the manifest.
 */
export async function buildModel(name: ModelName, cacheFolder: string): Promise<BuiltModel> {
  const sources = await readSources(name);
  const path = cachedPath(name, cacheFolder);
  let state: BuiltModel['state'] = 'built';
  try {
    if ((await readCached(name, cacheFolder)) !== null) return { name, path, state: 'found' };
  } catch (error) {
    if (!(error instanceof WrongModelFile)) throw error;
    state = 'rebuilt';
  }
  const bytes = convert(name, sources);
  demandSame(path, bytes, manifest[name].result);
  await mkdir(cacheFolder, { recursive: true });
  await writeWhole(path, bytes);
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
      if ((await readCached(name, cacheFolder)) === null)
        faults.push(`${cachedPath(name, cacheFolder)}: is not built yet`);
    } catch (error) {
      if (!(error instanceof WrongModelFile)) throw error;
      faults.push(error.message);
    }
  }
  return faults;
}
