// The face engine on ONNX Runtime, by the contract of all face engines.
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { createOnnxFaceEngine } from '../../../server/adapters/face-engine/onnx.ts';
import { faceEngineContract } from '../../contracts/face-engine.ts';

/** Shared by all tests and runs: what is in it is proved before it is used. */
const modelFolder = join(tmpdir(), 'portcullis-test-models');

faceEngineContract('face-api on ONNX Runtime', (limits) => createOnnxFaceEngine({ ...limits, modelFolder }));
