// Asks the verifier in Python about many things in one process.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Options, TrailVerdict } from '../../verify/audit-verify.mjs';

const script = fileURLToPath(new URL('../verify/verdicts.py', import.meta.url));

async function answers(questions: readonly object[]): Promise<readonly unknown[]> {
  const child = spawn('python3', ['-B', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stdin.end(questions.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const lines = text.split('\n').filter((line) => line !== '');
  if (code !== 0 || lines.length !== questions.length) throw new Error(`python ended with ${code}`);
  return lines.map((line): unknown => JSON.parse(line));
}

export async function verdictsInPython(
  files: readonly Uint8Array[],
  { trusted = null, kept = new Map() }: Options = {},
): Promise<readonly TrailVerdict[]> {
  return (await answers(
    files.map((file) => ({
      file: Buffer.from(file).toString('base64'),
      kept: [...kept],
      trusted: trusted === null ? null : [...trusted],
    })),
  )) as TrailVerdict[];
}

/** `[public key, message, signature]`, hex. */
export async function signedInPython(
  questions: readonly (readonly [string, string, string])[],
): Promise<readonly unknown[]> {
  return answers(questions.map((signed) => ({ signed })));
}

/** Texts of JSON, each as canonical JSON. */
export async function canonicalInPython(texts: readonly string[]): Promise<readonly unknown[]> {
  return answers(texts.map((canonical) => ({ canonical })));
}
