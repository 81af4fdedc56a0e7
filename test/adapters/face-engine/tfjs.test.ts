// The face engine on face-api, by the contract of all face engines.
import { createTfjsFaceEngine } from '../../../server/adapters/face-engine/tfjs.ts';
import { faceEngineContract } from '../../contracts/face-engine.ts';

faceEngineContract('face-api on TensorFlow.js', createTfjsFaceEngine);
