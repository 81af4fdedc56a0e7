// `portcullis audit`: exports the trail so that a stranger can verify it, and verifies what was exported.
import { open, type FileHandle } from 'node:fs/promises';
import { verifyTrail } from '../../verify/audit-verify.mjs';
import { signaturesOf, type Tools } from '../compose-tools.ts';
import { publicUrl, type Config } from '../config.ts';
import type { ApplicationId } from '../domain/application.ts';
import { exportApplication, exportTrail } from '../features/audit/export-trail.ts';
import { writeCheckpoint } from '../features/audit/write-checkpoint.ts';
import { atTheDatabase } from './at-the-database.ts';
import { endingWell, Unreadable, type Environment, type Voice } from './verify/source.ts';

export interface ExportOptions {
  readonly application?: string;
  readonly out?: string;
}

const exitCodes = { done: 0, broken: 1 } as const;
/** Written at once. */
const batchLength = 1 << 20;

/** So that nothing of what is exported is unsigned. Null, or where the trail is broken. */
async function signFirst({ database, clock, keys }: Tools, config: Config): Promise<number | null> {
  const signatures = signaturesOf(await keys());
  const deps = { database, clock, signatures, publicUrl: publicUrl(config, config.PORT) };
  for (;;) {
    const outcome = await writeCheckpoint(deps, new AbortController().signal);
    if (outcome.kind === 'broken') return outcome.seq;
    if (outcome.kind === 'nothing-new') return null;
  }
}

type Write = (text: string) => Promise<unknown>;

async function writeAll(lines: AsyncIterable<string>, write: Write): Promise<number> {
  let [batch, count] = ['', 0];
  for await (const line of lines) {
    batch += line;
    count += 1;
    if (batch.length < batchLength) continue;
    await write(batch);
    batch = '';
  }
  await write(batch);
  return count;
}

const toStandardOutput: Write = (text) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error == null ? resolve() : reject(error)));
  });

async function toFile(path: string, lines: AsyncIterable<string>): Promise<number> {
  let file: FileHandle;
  try {
    file = await open(path, 'w', 0o600);
  } catch (error) {
    throw new Unreadable(`the file cannot be written: ${(error as Error).message}`, { cause: error });
  }
  try {
    const count = await writeAll(lines, (text) => file.write(text));
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
}

/** Answers the exit code: 1 where the trail is not whole, which is exported all the same. */
export async function exportByCommand(
  { application, out }: ExportOptions,
  environment: Environment,
  voice: Voice,
): Promise<number> {
  return endingWell(
    () =>
      atTheDatabase(environment, async (tools, config) => {
        const { database } = tools;
        const id = application as ApplicationId | undefined;
        if (id !== undefined && (await database.applications.find(id)) === null)
          throw new Unreadable('there is no such application');
        const broken = await signFirst(tools, config);
        if (broken !== null)
          voice.complain(`the trail is not whole at entry ${broken}: no checkpoint was signed`);
        const lines = id === undefined ? exportTrail(database) : exportApplication(database, id);
        const count = await (out === undefined ? writeAll(lines, toStandardOutput) : toFile(out, lines));
        if (out !== undefined) voice.print(`${count} lines in ${out}`);
        return broken === null ? exitCodes.done : exitCodes.broken;
      }),
    voice,
  );
}

/** Nothing of the server takes part: the verifier is the one that strangers run. */
export const verifyByCommand = verifyTrail;
