// Turns a TensorFlow.js graph model into an ONNX graph; knows the operators of face mesh and iris and refuses others.
import {
  channelsLast,
  convolution,
  denseKernel,
  depthwiseKernel,
  noPadding,
  samePadding,
} from '../layers.ts';
import { createGraph, type Attributes, type OnnxFiles } from '../onnx-graph.ts';
import { weightOf, type Weight, type WeightEntry, type Weights } from '../weights.ts';

interface Node {
  name: string;
  op: string;
  input?: string[];
  attr?: {
    padding?: { s: string };
    strides?: { list: { i: string[] } };
    ksize?: { list: { i: string[] } };
    fused_ops?: { list: { s?: string[] } };
  };
}

export interface GraphModel {
  modelTopology: { node: Node[] };
  weightsManifest: { paths: string[]; weights: WeightEntry[] }[];
  signature?: { outputs: Record<string, { name: string }> };
}

export interface GraphModelPlan {
  input: { batch: number | string; sizePx: number };
  /** `node`: where it comes from in the model; `name`: of the result, [batch, numbers]. */
  outputs: readonly { name: string; node: string; numbers: number }[];
}

/** A value on its way; pictures are kept [batch, channels, height, width], anything else is flat. */
interface Value {
  name: string;
  isPicture: boolean;
}

/** The nets of this kind want 0..1; ours take 0..255 like all others. */
const inputRange = 255;

const unquote = (base64: string | undefined): string => Buffer.from(base64 ?? '', 'base64').toString();
const withoutPort = (name: string): string => name.replace(/:\d+$/, '');

function strideOf(list: { list: { i: string[] } } | undefined): [number, number] {
  const [, vertical = '1', horizontal = '1'] = list?.list.i ?? [];
  return [Number(vertical), Number(horizontal)];
}

const paddingOf = ({ attr }: Node): Attributes => {
  const padding = unquote(attr?.padding?.s);
  if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`padding ${padding}`);
  return padding === 'SAME' ? samePadding : noPadding;
};

/** Only what the wanted outputs need is built. */
export function graphModel(
  name: string,
  model: GraphModel,
  weights: Weights,
  { input: { batch, sizePx }, outputs }: GraphModelPlan,
): OnnxFiles {
  const graph = createGraph(name);
  const nodes = new Map(model.modelTopology.node.map((node) => [node.name, node]));
  const values = new Map<string, Value>();
  const of = (weightName: string | undefined) => weightOf(weights, weightName ?? '');

  /**
   * slope * x + (1 - slope) * relu(x): ONNX Runtime's own PRelu decides number by number, and the processor guesses
   * wrong so often that the mesh took 2.4 ms of a real face and 1.1 ms of an even grey.
   */
  function prelu(value: string, { values }: Weight): string {
    const dims = [values.length, 1, 1];
    const below = graph.op('Mul', [value, graph.floats(dims, values)]);
    const above = graph.floats(
      dims,
      values.map((slope) => 1 - slope),
    );
    return graph.op('Add', [below, graph.op('Mul', [graph.op('Relu', [value]), above])]);
  }

  function activation(value: string, kind: string, slope: string | undefined): string {
    if (kind === 'Relu') return graph.op('Relu', [value]);
    if (kind === 'Prelu') return prelu(value, of(slope));
    throw new Error(`activation ${kind}`);
  }

  function convolved(node: Node, depthwise: boolean): Value {
    const [from = '', filters, ...extra] = node.input ?? [];
    const fused = (node.attr?.fused_ops?.list.s ?? []).map(unquote);
    const hasBias = fused[0] === 'BiasAdd';
    const bias = hasBias ? of(extra.shift()).values : null;
    const [stride, across] = strideOf(node.attr?.strides);
    if (stride !== across) throw new Error(`strides ${stride} and ${across} differ`);
    const kernel = depthwise ? depthwiseKernel(of(filters)) : denseKernel(of(filters));
    let result = convolution(graph, valueOf(from).name, kernel, bias, {
      stride,
      padding: paddingOf(node),
      depthwise,
    });
    for (const kind of hasBias ? fused.slice(1) : fused) result = activation(result, kind, extra[0]);
    return { name: result, isPicture: true };
  }

  function pooled(node: Node): Value {
    const attributes = {
      kernel_shape: strideOf(node.attr?.ksize),
      strides: strideOf(node.attr?.strides),
      ...paddingOf(node),
    };
    return { name: graph.op('MaxPool', [inputOf(node, 0).name], attributes), isPicture: true };
  }

  /** Before and after, per dimension: from channels last to channels second. */
  function padded(node: Node): Value {
    const { values: amounts } = of(node.input?.[1]);
    const order = [0, 3, 1, 2];
    const before = order.map((dimension) => amounts[2 * dimension] ?? 0);
    const after = order.map((dimension) => amounts[2 * dimension + 1] ?? 0);
    const amountsName = graph.ints([...before, ...after]);
    return { name: graph.op('Pad', [inputOf(node, 0).name, amountsName]), isPicture: true };
  }

  function reshaped(node: Node): Value {
    const value = inputOf(node, 0);
    const from = value.isPicture ? channelsLast(graph, value.name) : value.name;
    const shape = graph.ints([...of(node.input?.[1]).values]);
    return { name: graph.op('Reshape', [from, shape]), isPicture: false };
  }

  const builders: Readonly<Record<string, (node: Node) => Value>> = {
    Placeholder: () => {
      const image = graph.input('image', [batch, sizePx, sizePx, 3]);
      const planes = graph.op('Transpose', [image], { perm: [0, 3, 1, 2] });
      return { name: graph.op('Div', [planes, graph.floats([1], [inputRange])]), isPicture: true };
    },
    _FusedConv2D: (node) => convolved(node, false),
    DepthwiseConv2dNative: (node) => convolved(node, true),
    AddV2: (node) => ({
      name: graph.op('Add', [inputOf(node, 0).name, inputOf(node, 1).name]),
      isPicture: inputOf(node, 0).isPicture,
    }),
    Prelu: (node) => ({
      name: activation(inputOf(node, 0).name, 'Prelu', node.input?.[1]),
      isPicture: true,
    }),
    MaxPool: pooled,
    Pad: padded,
    Sigmoid: (node) => {
      const { name: from, isPicture } = inputOf(node, 0);
      return { name: graph.op('Sigmoid', [from]), isPicture };
    },
    Reshape: reshaped,
    Identity: (node) => inputOf(node, 0),
  };

  function valueOf(nodeName: string): Value {
    const known = values.get(nodeName);
    if (known) return known;
    const node = nodes.get(nodeName);
    const build = node && builders[node.op];
    if (!build)
      throw new Error(`${nodeName} is ${node?.op ?? 'missing'}: not an operator that can be turned`);
    const value = build(node);
    values.set(nodeName, value);
    return value;
  }

  const inputOf = (node: Node, index: number): Value => valueOf(withoutPort(node.input?.[index] ?? ''));

  for (const { name: outputName, node, numbers } of outputs) {
    const { name: from, isPicture } = valueOf(withoutPort(node));
    const flat = isPicture ? graph.op('Flatten', [channelsLast(graph, from)]) : from;
    graph.op('Identity', [flat], {}, outputName);
    graph.output(outputName, [batch, numbers]);
  }
  return graph.files();
}
