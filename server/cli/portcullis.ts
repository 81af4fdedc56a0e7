// The `portcullis` command: its verbs by what they are about; what each does stands in a file of its own beside this one.
import { Command } from 'commander';
import { ConfigError, exitConfig } from '../config.ts';
import { addGate } from './commands/gate.ts';
import { addKeeping } from './commands/keeping.ts';
import { addMarketplace } from './commands/marketplace.ts';
import { addMeasuring } from './commands/measuring.ts';
import { addPeople } from './commands/people.ts';
import { addProofs } from './commands/proofs.ts';
import { addRunning } from './commands/running.ts';
import { addServices } from './commands/services.ts';
import { voices } from './voices.ts';

const program = new Command('portcullis').description(
  'The gate that every new seller of a marketplace passes.',
);

for (const add of [
  addRunning,
  addPeople,
  addGate,
  addServices,
  addKeeping,
  addMarketplace,
  addProofs,
  addMeasuring,
])
  add(program);

try {
  await program.parseAsync();
} catch (error) {
  voices.complain(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigError ? exitConfig : 1;
}
