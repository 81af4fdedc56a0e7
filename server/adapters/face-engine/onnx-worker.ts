// Runs in a worker thread: looks through the nets on ONNX Runtime.
import { workerData } from 'piscina';
import { loadOnnxNets, type OnnxNetsConfig } from './onnx-nets.ts';
import { serveNets } from './serve-nets.ts';

export const { warmUp, work } = serveNets(() => loadOnnxNets(workerData as OnnxNetsConfig));
