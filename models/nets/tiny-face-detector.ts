// face-api's tiny face detector as an ONNX graph.
import {
  channelsLast,
  convolution,
  denseKernel,
  depthwiseKernel,
  evenPadding,
  firstConvolution,
  noPadding,
  pictureInput,
  samePadding,
  type Normalisation,
} from '../layers.ts';
import { createGraph, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weights } from '../weights.ts';

const normalisation: Normalisation = { mean: [117.001, 114.697, 97.404], divisor: 255 };

/** In: `image` [1, n, n, 3]. Out: `grid` [1, n/32, n/32, 25]: 5 anchors of (x, y, width, height, score), all raw. */
export function tinyFaceDetector(weights: Weights): OnnxFiles {
  const graph = createGraph('tiny_face_detector');
  const of = (name: string) => weightOf(weights, name);
  const leaky = (value: string) => graph.op('LeakyRelu', [value], { alpha: { float: 0.10000000149011612 } });
  const pool = (value: string, stride: number) =>
    graph.op('MaxPool', [value], { kernel_shape: [2, 2], strides: [stride, stride], ...samePadding });
  const unpadded = { stride: 1, padding: noPadding };
  const filters = (layer: string) => denseKernel(of(`${layer}/filters`));
  const bias = (layer: string) => of(`${layer}/bias`).values;

  const picture = pictureInput(graph, 1, 'size');
  const first = firstConvolution(graph, picture, filters('conv0'), bias('conv0'), unpadded, normalisation);
  let value = pool(leaky(first), 2); // unpadded too: 320 → 318
  for (let i = 1; i <= 5; i++) {
    const deep = convolution(graph, value, depthwiseKernel(of(`conv${i}/depthwise_filter`)), null, {
      stride: 1,
      padding: evenPadding(1),
      depthwise: true,
    });
    const pointwise = denseKernel(of(`conv${i}/pointwise_filter`));
    const wide = convolution(graph, deep, pointwise, bias(`conv${i}`), unpadded);
    value = pool(leaky(wide), i === 5 ? 1 : 2);
  }
  const answer = convolution(graph, value, filters('conv8'), bias('conv8'), unpadded);
  channelsLast(graph, answer, 'grid');
  graph.output('grid', [1, 'rows', 'columns', 25]);
  return graph.files();
}
