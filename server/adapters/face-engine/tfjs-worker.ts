// Runs in a worker thread: looks through the nets on TensorFlow.js.
import { serveNets } from './serve-nets.ts';
import { loadTfjsNets } from './tfjs-nets.ts';

export const { warmUp, work } = serveNets(loadTfjsNets);
