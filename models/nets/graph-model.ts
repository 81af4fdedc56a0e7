// Turns a TensorFlow.js graph model into an ONNX graph; knows the operators of face mesh and iris and refuses others.
import {
  channelsLast,
  convolution,
  denseKernel,
  depthwiseKernel,
  eachTimes,
  firstConvolution,
  moreChannels,
  noPadding,
  pictureInput,
  samePadding,
  type Normalisation,
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
  channels: number; // of a picture; 0 for anything else
  isRaw?: true; // 0..255 still: the first convolution brings it to the net's range
}

/** The nets of this kind want 0..1; ours take 0..255 like all others. */
const normalisation: Normalisation = { mean: [0, 0, 0], divisor: 255 };

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
   * slope * x + relu((1 - slope) * x), two passes that the runtime makes in its own blocks; its PRelu decides number by
   * number, and the processor guesses wrong so often that the mesh took 2.4 ms of a real face and 1.1 ms of an even grey.
   * The few slopes above 1 turn the second summand's sign.
   */
  function prelu(value: string, { values: slopes }: Weight): string {
    const part = eachTimes(
      graph,
      value,
      slopes.map((slope) => Math.abs(1 - slope)),
    );
    const above = graph.op('Relu', [part]);
    const signs = slopes.map((slope) => (slope > 1 ? -1 : 1));
    const signed = signs.includes(-1) ? eachTimes(graph, above, signs) : above;
    return graph.op('Add', [eachTimes(graph, value, slopes), signed]);
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
    const plan = { stride, padding: paddingOf(node), depthwise };
    const { name: picture, isRaw } = valueOf(from);
    let result = isRaw
      ? firstConvolution(graph, picture, kernel, bias, plan, normalisation)
      : convolution(graph, picture, kernel, bias, plan);
    for (const kind of hasBias ? fused.slice(1) : fused) result = activation(result, kind, extra[0]);
    return { name: result, channels: kernel.dims[0] };
  }

  function pooled(node: Node): Value {
    const attributes = {
      kernel_shape: strideOf(node.attr?.ksize),
      strides: strideOf(node.attr?.strides),
      ...paddingOf(node),
    };
    const value = inputOf(node, 0);
    return { name: graph.op('MaxPool', [value.name], attributes), channels: value.channels };
  }

  /** Before and after, per dimension: from channels last to channels second. */
  function padded(node: Node): Value {
    const value = inputOf(node, 0);
    const { values: amounts } = of(node.input?.[1]);
    const order = [0, 3, 1, 2];
    const before = order.map((dimension) => amounts[2 * dimension] ?? 0);
    const after = order.map((dimension) => amounts[2 * dimension + 1] ?? 0);
    const channels = value.channels + (before[1] ?? 0) + (after[1] ?? 0);
    const isMoreChannels = [...before, ...after].every((amount, i) => amount === 0 || i === order.length + 1);
    const name = isMoreChannels
      ? moreChannels(graph, value.name, value.channels, channels)
      : graph.op('Pad', [value.name, graph.ints([...before, ...after])]);
    return { ...value, name, channels };
  }

  function reshaped(node: Node): Value {
    const value = inputOf(node, 0);
    const from = value.channels > 0 ? channelsLast(graph, value.name) : value.name;
    const shape = graph.ints([...of(node.input?.[1]).values]);
    return { name: graph.op('Reshape', [from, shape]), channels: 0 };
  }

  const builders: Readonly<Record<string, (node: Node) => Value>> = {
    Placeholder: () => ({ name: pictureInput(graph, batch, sizePx), channels: 3, isRaw: true }),
    _FusedConv2D: (node) => convolved(node, false),
    DepthwiseConv2dNative: (node) => convolved(node, true),
    AddV2: (node) => ({
      name: graph.op('Add', [inputOf(node, 0).name, inputOf(node, 1).name]),
      channels: inputOf(node, 0).channels,
    }),
    Prelu: (node) => ({
      name: activation(inputOf(node, 0).name, 'Prelu', node.input?.[1]),
      channels: inputOf(node, 0).channels,
    }),
    MaxPool: pooled,
    Pad: padded,
    Sigmoid: (node) => {
      const { name: from, channels } = inputOf(node, 0);
      return { name: graph.op('Sigmoid', [from]), channels };
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
    const { name: from, channels } = valueOf(withoutPort(node));
    const flat = channels > 0 ? graph.op('Flatten', [channelsLast(graph, from)]) : from;
    graph.op('Identity', [flat], {}, outputName);
    graph.output(outputName, [batch, numbers]);
  }
  return graph.files();
}
