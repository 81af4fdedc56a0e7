// `portcullis stand-in`: runs stand-ins of a record and a register alone, until it is stopped.
import { openStandIn, type StandInKind } from '../compose-stand-in.ts';

/** Prints what a server that asks them is to be given, as a file for `node --env-file`. */
export async function runStandIn(kind: StandInKind, print: (line: string) => void): Promise<void> {
  const { environment, close } = await openStandIn(kind);
  for (const [name, value] of Object.entries(environment)) if (value !== '') print(`${name}=${value}`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  await close();
}
