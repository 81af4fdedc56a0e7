// `portcullis models build` and `portcullis models verify`: the ONNX files of the face engine.
import { resolve } from 'node:path';
import { buildModels, verifyModels } from '../../models/build.ts';
import { WrongModelFile } from '../../models/manifest.ts';
import { modelFolder, readConfig } from '../config.ts';

type Print = (line: string) => void;
type Environment = Readonly<Record<string, string | undefined>>;

const folderOf = (environment: Environment): string => resolve(modelFolder(readConfig(environment)));

/** Answers the exit code. */
export async function buildAllModels(environment: Environment, print: Print): Promise<number> {
  try {
    for (const { path, state } of await buildModels(folderOf(environment))) print(`${state}  ${path}`);
    return 0;
  } catch (error) {
    if (!(error instanceof WrongModelFile)) throw error;
    print(error.message);
    return 1;
  }
}

/** Answers the exit code: 1 when anything is not what the manifest says. */
export async function verifyAllModels(environment: Environment, print: Print): Promise<number> {
  const faults = await verifyModels(folderOf(environment));
  for (const fault of faults) print(fault);
  if (faults.length === 0) print('every model is the one of the manifest');
  return faults.length === 0 ? 0 : 1;
}
