// Turns the files of one model into ONNX; the same files always give the same bytes.
import { faceLandmark68 } from './nets/face-landmark-68.ts';
import { faceRecognition } from './nets/face-recognition.ts';
import { graphModel, type GraphModel, type GraphModelPlan } from './nets/graph-model.ts';
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

const fromGraph =
  (name: ModelName, planOf: (model: GraphModel) => GraphModelPlan) =>
  (files: Files): OnnxFiles => {
    const { description, bytes } = filesOf(files);
    const model = description as GraphModel;
    const weights = readWeights(
      model.weightsManifest.flatMap((group) => group.weights),
      bytes,
    );
    return graphModel(name, model, weights, planOf(model));
  };

/** `output_mesh`: x, y, z of 468 points in pixels of the input; `output_faceflag`: 0..1. */
const faceMesh = fromGraph('facemesh', ({ signature }) => {
  const node = (name: string) => signature?.outputs[name]?.name ?? '';
  return {
    input: { batch: 1, sizePx: 192 },
    outputs: [
      { name: 'output_mesh', node: node('output_mesh'), numbers: 1404 },
      { name: 'output_faceflag', node: node('output_faceflag'), numbers: 1 },
    ],
  };
});

/**
 * `contours`: x, y, z of 71 points of an eye and its brow in pixels of the input, the lids first. The branch that finds
 * the iris itself, 30 % of the weights, is left out.
 */
const iris = fromGraph('iris', () => ({
  input: { batch: 'batch', sizePx: 64 },
  outputs: [
    {
      name: 'contours',
      node: 'StatefulPartitionedCall/model/conv_eyes_contours_and_brows/BiasAdd',
      numbers: 213,
    },
  ],
}));

const converters: Readonly<Record<ModelName, (files: Files) => OnnxFiles>> = {
  tiny_face_detector: fromWeights(tinyFaceDetector),
  ssd_mobilenetv1: fromWeights(ssdMobilenetV1),
  face_landmark_68: fromWeights(faceLandmark68),
  face_recognition: fromWeights(faceRecognition),
  facemesh: faceMesh,
  iris,
};

export function convert(name: ModelName, files: Files): OnnxFiles {
  return converters[name](files);
}
