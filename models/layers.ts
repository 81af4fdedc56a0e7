// Layers that several nets share, from TensorFlow's layout of weights to ONNX's.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- weight loops stay inside their arrays by construction */
import type { Attributes, Graph } from './onnx-graph.ts';
import type { Weight } from './weights.ts';

/** Pads as TensorFlow's `same` does: on odd sizes the end gets one more. */
export const samePadding: Attributes = { auto_pad: 'SAME_UPPER' };
export const noPadding: Attributes = {};
export const evenPadding = (px: number): Attributes => ({ pads: [px, px, px, px] });

export interface Kernel {
  dims: readonly [number, number, number, number]; // [out, in, height, width]
  values: Float32Array;
}

/** [height, width, in, out] → [out, in, height, width]; `multiply`: one factor per output channel, folded in. */
export function denseKernel({ shape, values }: Weight, multiply?: Float32Array): Kernel {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const out = new Float32Array(values.length);
  let from = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++)
          out[((o * inputs + i) * height + y) * width + x] = values[from++]! * (multiply ? multiply[o]! : 1);
  return { dims: [outputs, inputs, height, width], values: out };
}

/** [height, width, channels, 1] → [channels, 1, height, width]. */
export function depthwiseKernel({ shape, values }: Weight, multiply?: Float32Array): Kernel {
  const [height, width, channels] = shape as [number, number, number, number];
  const out = new Float32Array(values.length);
  let from = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        out[(c * height + y) * width + x] = values[from++]! * (multiply ? multiply[c]! : 1);
  return { dims: [channels, 1, height, width], values: out };
}

export interface ConvolutionPlan {
  stride: number;
  padding: Attributes;
  depthwise?: boolean;
}

export function convolution(
  graph: Graph,
  input: string,
  kernel: Kernel,
  bias: Float32Array | null,
  { stride, padding, depthwise = false }: ConvolutionPlan,
): string {
  const [outputs, , height, width] = kernel.dims;
  return graph.op(
    'Conv',
    [input, graph.floats(kernel.dims, kernel.values), ...(bias ? [graph.floats([bias.length], bias)] : [])],
    {
      kernel_shape: [height, width],
      strides: [stride, stride],
      ...(depthwise ? { group: outputs } : {}),
      ...padding,
    },
  );
}

/** float32 [batch, size, size, 3] RGB 0..255 → [batch, 3, size, size], the same numbers. */
export function pictureInput(graph: Graph, batch: number | string, size: number | string): string {
  const image = graph.input('image', [batch, size, size, 3]);
  return graph.op('Transpose', [image], { perm: [0, 3, 1, 2] });
}

/** What a net was trained on: RGB 0..255 less the mean, by the divisor. */
export interface Normalisation {
  mean: readonly [number, number, number];
  divisor: number;
}

/**
 * The layer that sees the picture, the normalisation folded into it: a pass over the whole picture each otherwise. The
 * mean stays an operator of its own where the layer pads: what is padded is 0 after the normalisation, not before it.
 */
export function firstConvolution(
  graph: Graph,
  picture: string,
  kernel: Kernel,
  bias: Float32Array | null,
  plan: ConvolutionPlan,
  { mean, divisor }: Normalisation,
): string {
  const [outputs, inputs, height, width] = kernel.dims;
  const divided = { dims: kernel.dims, values: kernel.values.map((value) => value / divisor) };
  if (mean.every((value) => value === 0)) return convolution(graph, picture, divided, bias, plan);
  if (plan.padding !== noPadding) {
    const centred = graph.op('Sub', [picture, graph.floats([1, inputs, 1, 1], mean)]);
    return convolution(graph, centred, divided, bias, plan);
  }
  const area = height * width;
  const shifted = new Float32Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let sum = bias ? bias[o]! : 0;
    for (let i = 0; i < inputs * area; i++)
      sum -= divided.values[o * inputs * area + i]! * mean[Math.floor(i / area)]!;
    shifted[o] = sum;
  }
  return convolution(graph, picture, divided, shifted, plan);
}

/** One factor per channel; the runtime joins it with what is added to it, or with what it is rectified by. */
export function eachTimes(graph: Graph, value: string, factors: Float32Array): string {
  const kernel: Kernel = { dims: [factors.length, 1, 1, 1], values: factors };
  return convolution(graph, value, kernel, null, { stride: 1, padding: noPadding, depthwise: true });
}

/** Channels of zeros after those that are there. A convolution, because `Pad` makes the runtime turn its blocks back. */
export function moreChannels(graph: Graph, value: string, from: number, to: number): string {
  const values = new Float32Array(to * from);
  for (let channel = 0; channel < from; channel++) values[channel * from + channel] = 1;
  return convolution(graph, value, { dims: [to, from, 1, 1], values }, null, {
    stride: 1,
    padding: noPadding,
  });
}

/** [batch, channels, height, width] → [batch, height, width, channels]. */
export const channelsLast = (graph: Graph, value: string, result?: string): string =>
  graph.op('Transpose', [value], { perm: [0, 2, 3, 1] }, result);
