// face-api's recognition net (dlib's ResNet) as an ONNX graph.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- one scale and one bias per output channel, by construction */
import { convolution, denseKernel, evenPadding, noPadding, normalisedInput } from '../layers.ts';
import { createGraph, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weights } from '../weights.ts';

const inputPx = 150;

/** In: `image` [batch, 150, 150, 3]. Out: `descriptor` [batch, 128]. */
export function faceRecognition(weights: Weights): OnnxFiles {
  const graph = createGraph('face_recognition');
  const of = (name: string) => weightOf(weights, name);
  const relu = (value: string) => graph.op('Relu', [value]);

  /** The scale layer after each convolution is folded into it. */
  const scaled = (value: string, layer: string, stride: number, isPadded: boolean) => {
    const filters = of(`${layer}/conv/filters`);
    const scale = of(`${layer}/scale/weights`).values;
    const shift = of(`${layer}/scale/biases`).values;
    const bias = of(`${layer}/conv/bias`).values.map((b, i) => b * scale[i]! + shift[i]!);
    const padding = isPadded ? evenPadding(((filters.shape[0] ?? 1) - 1) / 2) : noPadding;
    return convolution(graph, value, denseKernel(filters, scale), bias, { stride, padding });
  };
  const block = (value: string, layer: string) => {
    const inner = relu(scaled(value, `${layer}/conv1`, 1, true));
    return relu(graph.op('Add', [scaled(inner, `${layer}/conv2`, 1, true), value]));
  };
  /** Halves the size. The short cut doubles its channels with zeros; the long way may need zeros at its end. */
  const halving = (value: string, layer: string, extraChannels: number, isShort: boolean) => {
    const inner = relu(scaled(value, `${layer}/conv1`, 2, false));
    let long = scaled(inner, `${layer}/conv2`, 1, true);
    let short = graph.op('AveragePool', [value], { kernel_shape: [2, 2], strides: [2, 2] });
    if (isShort) long = graph.op('Pad', [long, graph.ints([0, 0, 0, 0, 0, 0, 1, 1])]);
    if (extraChannels > 0) short = graph.op('Pad', [short, graph.ints([0, 0, 0, 0, 0, extraChannels, 0, 0])]);
    return relu(graph.op('Add', [short, long]));
  };

  const input = normalisedInput(graph, 'batch', inputPx, { mean: [122.782, 117.001, 104.298], divisor: 255 });
  let value = graph.op('MaxPool', [relu(scaled(input, 'conv32_down', 2, false))], {
    kernel_shape: [3, 3],
    strides: [2, 2],
  });
  for (const layer of ['conv32_1', 'conv32_2', 'conv32_3']) value = block(value, layer);
  value = halving(value, 'conv64_down', 32, false);
  for (const layer of ['conv64_1', 'conv64_2', 'conv64_3']) value = block(value, layer);
  value = halving(value, 'conv128_down', 64, false);
  for (const layer of ['conv128_1', 'conv128_2']) value = block(value, layer);
  value = halving(value, 'conv256_down', 128, true);
  for (const layer of ['conv256_1', 'conv256_2']) value = block(value, layer);
  value = halving(value, 'conv256_down_out', 0, true);
  const flat = graph.op('Flatten', [graph.op('GlobalAveragePool', [value])], { axis: 1 });
  const matrix = of('fc');
  graph.op('MatMul', [flat, graph.floats(matrix.shape, matrix.values)], {}, 'descriptor');
  graph.output('descriptor', ['batch', 128]);
  return graph.files();
}
