// The small part of TensorFlow.js that face-api's tiny nets call, so that the rest is not shipped.
import '@tensorflow/tfjs-core/dist/public/chained_ops/add.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/as1d.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/as2d.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/as3d.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/as4d.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/cast.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/div.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/expand_dims.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/mul.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/reshape.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/slice.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/squeeze.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/sub.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/to_float.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/transpose.js';

export {
  add,
  avgPool,
  browser,
  cast,
  clipByValue,
  concat,
  conv2d,
  depthwiseConv2d,
  div,
  exp,
  expandDims,
  fill,
  getBackend,
  image,
  io,
  matMul,
  maxPool,
  memory,
  mul,
  pad,
  ready,
  relu,
  reshape,
  scalar,
  separableConv2d,
  setBackend,
  sigmoid,
  slice,
  slice3d,
  stack,
  sub,
  Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tensor4d,
  tidy,
  tile,
  transpose,
  unstack,
  Variable,
  zeros,
} from '@tensorflow/tfjs-core';
