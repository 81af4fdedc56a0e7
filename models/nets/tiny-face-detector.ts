// face-api's tiny face detector as an ONNX graph.
import {
  channelsLast,
  convolution,
  denseKernel,
  depthwiseKernel,
  evenPadding,
  noPadding,
  normalisedInput,
  samePadding,
} from '../layers.ts';
import { createGraph, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weights } from '../weights.ts';

/** In: `image` [1, n, n, 3]. Out: `grid` [1, n/32, n/32, 25]: 5 anchors of (x, y, width, height, score), all raw. */
export function tinyFaceDetector(weights: Weights): OnnxFiles {
  const graph = createGraph('tiny_face_detector');
  const of = (name: string) => weightOf(weights, name);
  const leaky = (value: string) => graph.op('LeakyRelu', [value], { alpha: { float: 0.10000000149011612 } });
  const pool = (value: string, stride: number) =>
    graph.op('MaxPool', [value], { kernel_shape: [2, 2], strides: [stride, stride], ...samePadding });
  const dense = (value: string, layer: string) =>
    convolution(graph, value, denseKernel(of(`${layer}/filters`)), of(`${layer}/bias`).values, {
      stride: 1,
      padding: noPadding, // the first layer too: 320 → 318
    });

  const input = normalisedInput(graph, 1, 'size', { mean: [117.001, 114.697, 97.404], divisor: 255 });
  let value = pool(leaky(dense(input, 'conv0')), 2);
  for (let i = 1; i <= 5; i++) {
    const deep = convolution(graph, value, depthwiseKernel(of(`conv${i}/depthwise_filter`)), null, {
      stride: 1,
      padding: evenPadding(1),
      depthwise: true,
    });
    const wide = convolution(
      graph,
      deep,
      denseKernel(of(`conv${i}/pointwise_filter`)),
      of(`conv${i}/bias`).values,
      { stride: 1, padding: noPadding },
    );
    value = pool(leaky(wide), i === 5 ? 1 : 2);
  }
  channelsLast(graph, dense(value, 'conv8'), 'grid');
  graph.output('grid', [1, 'rows', 'columns', 25]);
  return graph.files();
}
