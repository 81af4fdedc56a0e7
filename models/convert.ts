// Turns the files of one model into ONNX; the same files always give the same bytes.
import { faceLandmark68 } from './nets/face-landmark-68.ts';
import { faceRecognition } from './nets/face-recognition.ts';
import { graphModel, type GraphModel } from './nets/graph-model.ts';
import { ssdMobilenetV1 } from './nets/ssd-mobilenet-v1.ts';
import { tinyFaceDetector } from './nets/tiny-face-detector.ts';
import type { ModelName } from './manifest.ts';
import type { OnnxFiles } from './onnx-graph.ts';
import { readWeights, type WeightEntry, type Weights } from './weights.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** Each model is one description (.json) and one file of weights (.bin). */
function filesOf(files: Files): { description: unknown; bytes: Uint8Array } {
  const find = (ending: string): Uint8Array => {
    const [found] = [...files].filter(([name]) => name.endsWith(ending));
    if (found === undefined) throw new Error(`a model without a ${ending} file`);
    return found[1];
  };
  return { description: JSON.parse(Buffer.from(find('.json')).toString('utf8')), bytes: find('.bin') };
}

const fromWeights =
  (build: (weights: Weights) => OnnxFiles) =>
  (files: Files): OnnxFiles => {
    const { description, bytes } = filesOf(files);
    const groups = description as { weights: WeightEntry[] }[];
    return build(
      readWeights(
        groups.flatMap((group) => group.weights),
        bytes,
      ),
    );
  };

/** Out: `output_mesh` [1, 1404]: x, y, z of 468 points in pixels of the input; `output_faceflag` [1, 1]: 0..1. */
function faceMesh(files: Files): OnnxFiles {
  const { description, bytes } = filesOf(files);
  const model = description as GraphModel;
  const weights = readWeights(
    model.weightsManifest.flatMap((group) => group.weights),
    bytes,
  );
  return graphModel('facemesh', model, weights, [
    { name: 'output_mesh', size: 1404 },
    { name: 'output_faceflag', size: 1 },
  ]);
}

const converters: Readonly<Record<ModelName, (files: Files) => OnnxFiles>> = {
  tiny_face_detector: fromWeights(tinyFaceDetector),
  ssd_mobilenetv1: fromWeights(ssdMobilenetV1),
  face_landmark_68: fromWeights(faceLandmark68),
  face_recognition: fromWeights(faceRecognition),
  facemesh: faceMesh,
};

export function convert(name: ModelName, files: Files): OnnxFiles {
  return converters[name](files);
}
