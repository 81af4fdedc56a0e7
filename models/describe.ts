// Writes manifest.json anew from the installed packages, for whoever has measured a new version of one.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from './convert.ts';
import { modelNames, packageFolder, sha256Of, type ModelEntry, type ModelName } from './manifest.ts';

const faceApi = (stem: string, purpose: string) => ({
  package: '@vladmandic/face-api',
  files: [`model/${stem}_model-weights_manifest.json`, `model/${stem}_model.bin`],
  purpose,
});

const plans: Record<ModelName, { package: string; files: string[]; purpose: string }> = {
  tiny_face_detector: faceApi('tiny_face_detector', 'finds faces: frames first'),
  ssd_mobilenetv1: faceApi('ssd_mobilenetv1', 'finds faces: documents first'),
  face_landmark_68: faceApi('face_landmark_68', '68 points on a face: alignment, pose of a still'),
  face_recognition: faceApi('face_recognition', '128 numbers that tell one person from two'),
  facemesh: {
    package: '@vladmandic/human',
    files: ['models/facemesh.json', 'models/facemesh.bin'],
    purpose: '468 points on a face: following it through frames',
  },
  iris: {
    package: '@vladmandic/human',
    files: ['models/iris.json', 'models/iris.bin'],
    purpose: '71 points around an eye: how far it is open',
  },
};

const facts = (file: string, bytes: Uint8Array) => ({ file, bytes: bytes.length, sha256: sha256Of(bytes) });

function describe(name: ModelName): ModelEntry {
  const plan = plans[name];
  const folder = packageFolder(plan.package);
  const read = (file: string) => readFileSync(join(folder, file));
  const { version, license } = JSON.parse(read('package.json').toString()) as Record<string, string>;
  const sources = new Map(plan.files.map((file) => [file, read(file)]));
  const { model, weights } = convert(name, sources);
  return {
    package: plan.package,
    version: version ?? '',
    licence: license ?? '',
    sources: [...sources].map(([file, bytes]) => facts(file, bytes)),
    result: { model: facts(`${name}.onnx`, model), weights: facts(`${name}.weights`, weights) },
    usedBy: 'face-engine',
    for: plan.purpose,
  };
}

const entries = Object.fromEntries(modelNames.map((name) => [name, describe(name)]));
writeFileSync(new URL('./manifest.json', import.meta.url), `${JSON.stringify(entries, null, 2)}\n`);
