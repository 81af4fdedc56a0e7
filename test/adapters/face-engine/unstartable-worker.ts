// A worker for tests whose nets do not load.
import { serveNets } from '../../../server/adapters/face-engine/serve-nets.ts';

export const { warmUp, work } = serveNets(() => Promise.reject(new Error('weights.bin is not the one')));
