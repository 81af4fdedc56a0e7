// Finds out in a process of its own whether ONNX Runtime works on this machine: on some it ends the process.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { buildModel } from '../../../models/build.ts';

const require = createRequire(import.meta.url);

const timeoutMs = 20_000;
const inputPx = 32;

/** Arguments: the runtime, a model. CommonJS, because `node -e` starts it faster. */
const script = `
const { InferenceSession, Tensor } = require(process.argv[1]);
(async () => {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 };
  const session = await InferenceSession.create(process.argv[2], options);
  const data = new Float32Array(${inputPx} * ${inputPx} * 3);
  const { grid } = await session.run({ image: new Tensor('float32', data, [1, ${inputPx}, ${inputPx}, 3]) });
  process.exit(grid.data.every(Number.isFinite) ? 0 : 1);
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
`;

/** Runs the smallest model. Rejects when the runtime is missing, fails, or takes its process with it. */
export async function probeOnnx(modelFolder: string): Promise<void> {
  const runtime = require.resolve('onnxruntime-node');
  const { path } = await buildModel('tiny_face_detector', modelFolder);
  try {
    await promisify(execFile)(process.execPath, ['-e', script, runtime, path], { timeout: timeoutMs });
  } catch (cause) {
    const { signal, stderr } = cause as { signal?: string | null; stderr?: string };
    const how = signal ? `it ended by ${signal}` : (stderr ?? '').trim();
    throw new Error(`ONNX Runtime does not run here: ${how}`, { cause });
  }
}
