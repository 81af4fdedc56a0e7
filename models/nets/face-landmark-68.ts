// face-api's 68-point landmark net as an ONNX graph.
import {
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
import { weightOf, type Weights } from '../weights.ts';

const inputPx = 112;
const normalisation: Normalisation = { mean: [122.782, 117.001, 104.298], divisor: 255 };

/** In: `image` [batch, 112, 112, 3]. Out: `landmarks` [batch, 136]: x and y by turns, as shares of the input's side. */
export function faceLandmark68(weights: Weights): OnnxFiles {
  const graph = createGraph('face_landmark_68');
  const of = (name: string) => weightOf(weights, name);
  const relu = (value: string) => graph.op('Relu', [value]);
  const add = (a: string, b: string) => graph.op('Add', [a, b]);
  const separable = (value: string, layer: string, stride: number) => {
    const deep = convolution(graph, value, depthwiseKernel(of(`${layer}/depthwise_filter`)), null, {
      stride,
      padding: samePadding,
      depthwise: true,
    });
    return convolution(
      graph,
      deep,
      denseKernel(of(`${layer}/pointwise_filter`)),
      of(`${layer}/bias`).values,
      { stride: 1, padding: noPadding },
    );
  };

  const firstLayer = (layer: string) => {
    const kernel = denseKernel(of(`${layer}/filters`));
    const bias = of(`${layer}/bias`).values;
    const plan = { stride: 2, padding: samePadding };
    return firstConvolution(graph, pictureInput(graph, 'batch', inputPx), kernel, bias, plan, normalisation);
  };

  let value = '';
  for (let block = 0; block < 4; block++) {
    const layer = (i: number) => `dense${block}/conv${i}`;
    const first = block === 0 ? firstLayer(layer(0)) : separable(value, layer(0), 2);
    const one = relu(first);
    const two = separable(one, layer(1), 1);
    const three = separable(relu(add(one, two)), layer(2), 1);
    const four = separable(relu(add(one, add(two, three))), layer(3), 1);
    value = relu(add(one, add(two, add(three, four))));
  }
  const pooled = graph.op('AveragePool', [value], { kernel_shape: [7, 7], strides: [2, 2] });
  const flat = graph.op('Flatten', [pooled], { axis: 1 });
  const matrix = of('fc/weights');
  graph.op(
    'Gemm',
    [flat, graph.floats(matrix.shape, matrix.values), graph.floats([136], of('fc/bias').values)],
    {},
    'landmarks',
  );
  graph.output('landmarks', ['batch', 136]);
  return graph.files();
}
