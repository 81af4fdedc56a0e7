// face-api's SSD MobileNet v1 face detector as an ONNX graph.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- one number per channel or anchor, by construction */
import {
  channelsLast,
  convolution,
  denseKernel,
  depthwiseKernel,
  firstConvolution,
  noPadding,
  pictureInput,
  samePadding,
  type Normalisation,
} from '../layers.ts';
import { createGraph, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weight, type Weights } from '../weights.ts';

const inputPx = 512;
const normalisation: Normalisation = { mean: [127.5, 127.5, 127.5], divisor: 127.5 };
const batchNormEpsilon = 0.0010000000474974513;
const stridedLayers = [2, 4, 6, 12];
/** The layer whose values are predicted from first, besides the last one. */
const earlyLayer = 11;
const extraLayers = 8;
/** As in the TensorFlow object detection API: places are scaled by 10, sizes by 5. */
const placeScale = 10;
const sizeScale = 5;

/** Corners [top, left, bottom, right] → sizes and centres [n, 2] (vertical first), as shares of the input. */
function anchorsOf({ values }: Weight): { count: number; sizes: Float32Array; centres: Float32Array } {
  const count = values.length / 4;
  const sizes = new Float32Array(2 * count);
  const centres = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 2; axis++) {
      const start = values[4 * i + axis]!;
      sizes[2 * i + axis] = values[4 * i + 2 + axis]! - start;
      centres[2 * i + axis] = start + sizes[2 * i + axis]! / 2;
    }
  }
  return { count, sizes, centres };
}

/** In: `image` [1, 512, 512, 3]. Out: `boxes` [5118, 4] (top, left, bottom, right, 0..1) and `scores` [5118, 1], 0..1. */
export function ssdMobilenetV1(weights: Weights): OnnxFiles {
  const graph = createGraph('ssd_mobilenetv1');
  const of = (name: string) => weightOf(weights, name);
  const zero = graph.floats([], [0]);
  const six = graph.floats([], [6]);
  const relu6 = (value: string) => graph.op('Clip', [value, zero, six]);
  const weightsOf = (layer: string) =>
    [denseKernel(of(`${layer}/weights`)), of(`${layer}/convolution_bn_offset`).values] as const;
  const pointwise = (value: string, layer: string, stride: number) =>
    relu6(convolution(graph, value, ...weightsOf(layer), { stride, padding: samePadding }));
  /** The batch norm after each depthwise convolution is folded into it. */
  const depthwise = (value: string, layer: string, stride: number) => {
    const norm = (name: string) => of(`${layer}/BatchNorm/${name}`).values;
    const variance = norm('moving_variance');
    const average = norm('moving_mean');
    const scale = norm('gamma').map((gamma, i) => gamma / Math.sqrt(variance[i]! + batchNormEpsilon));
    const offset = norm('beta').map((beta, i) => beta - average[i]! * scale[i]!);
    const kernel = depthwiseKernel(of(`${layer}/depthwise_weights`), scale);
    return relu6(
      convolution(graph, value, kernel, offset, { stride, padding: samePadding, depthwise: true }),
    );
  };

  const picture = pictureInput(graph, 1, inputPx);
  const halving = { stride: 2, padding: samePadding };
  const firstWeights = weightsOf('MobilenetV1/Conv2d_0_pointwise');
  let value = relu6(firstConvolution(graph, picture, ...firstWeights, halving, normalisation));
  const predictedFrom: string[] = [];
  for (let i = 1; i <= 13; i++) {
    const stride = stridedLayers.includes(i) ? 2 : 1;
    value = depthwise(value, `MobilenetV1/Conv2d_${i}_depthwise`, stride);
    value = pointwise(value, `MobilenetV1/Conv2d_${i}_pointwise`, 1);
    if (i === earlyLayer || i === 13) predictedFrom.push(value);
  }
  for (let i = 0; i < extraLayers; i++) {
    const isHalving = i % 2 === 1;
    value = pointwise(value, `Prediction/Conv2d_${i}_pointwise`, isHalving ? 2 : 1);
    if (isHalving) predictedFrom.push(value);
  }

  /** [all anchors, numbers each] */
  const predicted = (kind: string, numbersEach: number) =>
    graph.op(
      'Concat',
      predictedFrom.map((from, i) => {
        const layer = `Prediction/BoxPredictor_${i}/${kind}`;
        const numbers = convolution(
          graph,
          from,
          denseKernel(of(`${layer}/weights`)),
          of(`${layer}/biases`).values,
          { stride: 1, padding: noPadding },
        );
        return graph.op('Reshape', [channelsLast(graph, numbers), graph.ints([-1, numbersEach])]);
      }),
      { axis: 0 },
    );
  const columns = (of: string, from: number, to: number) =>
    graph.op('Slice', [of, graph.ints([from]), graph.ints([to]), graph.ints([1])]);

  const encoded = predicted('BoxEncodingPredictor', 4);
  const classes = predicted('ClassPredictor', 3); // nothing, face, unused
  const { count, sizes, centres } = anchorsOf(of('Output/extra_dim'));
  const steps = graph.floats(
    [count, 2],
    sizes.map((size) => size / placeScale),
  );
  const halves = graph.floats(
    [count, 2],
    sizes.map((size) => size / 2),
  );
  const centre = graph.op('Add', [
    graph.op('Mul', [columns(encoded, 0, 2), steps]),
    graph.floats([count, 2], centres),
  ]);
  const growth = graph.op('Exp', [graph.op('Div', [columns(encoded, 2, 4), graph.floats([1], [sizeScale])])]);
  const half = graph.op('Mul', [growth, halves]);
  graph.op(
    'Concat',
    [graph.op('Sub', [centre, half]), graph.op('Add', [centre, half])],
    { axis: 1 },
    'boxes',
  );
  graph.op('Sigmoid', [columns(classes, 1, 2)], {}, 'scores');
  graph.output('boxes', [count, 4]);
  graph.output('scores', [count, 1]);
  return graph.files();
}
