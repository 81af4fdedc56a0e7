// face-api's recognition net (dlib's ResNet) as an ONNX graph.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- one scale and one bias per output channel, by construction */
import {
  convolution,
  denseKernel,
  evenPadding,
  firstConvolution,
  moreChannels,
  noPadding,
  pictureInput,
  type Normalisation,
} from '../layers.ts';
import { createGraph, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weights } from '../weights.ts';

const inputPx = 150;
const normalisation: Normalisation = { mean: [122.782, 117.001, 104.298], divisor: 255 };

/** In: `image` [batch, 150, 150, 3]. Out: `descriptor` [batch, 128]. */
export function faceRecognition(weights: Weights): OnnxFiles {
  const graph = createGraph('face_recognition');
  const of = (name: string) => weightOf(weights, name);
  const relu = (value: string) => graph.op('Relu', [value]);

  /** The scale layer after each convolution is folded into it. */
  const weightsOf = (layer: string) => {
    const scale = of(`${layer}/scale/weights`).values;
    const shift = of(`${layer}/scale/biases`).values;
    const bias = of(`${layer}/conv/bias`).values.map((b, i) => b * scale[i]! + shift[i]!);
    return [denseKernel(of(`${layer}/conv/filters`), scale), bias] as const;
  };
  const scaled = (value: string, layer: string, stride: number, isPadded: boolean) => {
    const [kernel, bias] = weightsOf(layer);
    const padding = isPadded ? evenPadding((kernel.dims[2] - 1) / 2) : noPadding;
    return convolution(graph, value, kernel, bias, { stride, padding });
  };
  const block = (value: string, layer: string) => {
    const inner = relu(scaled(value, `${layer}/conv1`, 1, true));
    return relu(graph.op('Add', [scaled(inner, `${layer}/conv2`, 1, true), value]));
  };
  /** Halves the size. The short cut doubles its channels with zeros; the long way may need zeros at its end. */
  const halving = (
    value: string,
    layer: string,
    channels: { from: number; to: number },
    isShort: boolean,
  ) => {
    const inner = relu(scaled(value, `${layer}/conv1`, 2, false));
    let long = scaled(inner, `${layer}/conv2`, 1, true);
    let short = graph.op('AveragePool', [value], { kernel_shape: [2, 2], strides: [2, 2] });
    if (isShort) long = graph.op('Pad', [long, graph.ints([0, 0, 0, 0, 0, 0, 1, 1])]);
    if (channels.to > channels.from) short = moreChannels(graph, short, channels.from, channels.to);
    return relu(graph.op('Add', [short, long]));
  };

  const picture = pictureInput(graph, 'batch', inputPx);
  const unpadded = { stride: 2, padding: noPadding };
  const first = firstConvolution(graph, picture, ...weightsOf('conv32_down'), unpadded, normalisation);
  let value = graph.op('MaxPool', [relu(first)], {
    kernel_shape: [3, 3],
    strides: [2, 2],
  });
  for (const layer of ['conv32_1', 'conv32_2', 'conv32_3']) value = block(value, layer);
  value = halving(value, 'conv64_down', { from: 32, to: 64 }, false);
  for (const layer of ['conv64_1', 'conv64_2', 'conv64_3']) value = block(value, layer);
  value = halving(value, 'conv128_down', { from: 64, to: 128 }, false);
  for (const layer of ['conv128_1', 'conv128_2']) value = block(value, layer);
  value = halving(value, 'conv256_down', { from: 128, to: 256 }, true);
  for (const layer of ['conv256_1', 'conv256_2']) value = block(value, layer);
  value = halving(value, 'conv256_down_out', { from: 256, to: 256 }, true);
  const flat = graph.op('Flatten', [graph.op('GlobalAveragePool', [value])], { axis: 1 });
  const matrix = of('fc');
  graph.op('MatMul', [flat, graph.floats(matrix.shape, matrix.values)], {}, 'descriptor');
  graph.output('descriptor', ['batch', 128]);
  return graph.files();
}
