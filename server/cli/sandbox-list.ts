// `portcullis sandbox list`: the numbers that make the sandbox record answer in a chosen way.
import { sandboxNumbers } from '../compose-tools.ts';

export function listSandbox(print: (line: string) => void): void {
  const { citizens, businesses } = sandboxNumbers;
  print('ID numbers (any name goes with them):');
  for (const { citizenId, outcome, shows } of citizens)
    print(`  ${citizenId}  ${outcome.padEnd(20)} ${shows.en}`);
  print('');
  print('Registration codes:');
  for (const { code, outcome, shows } of businesses) print(`  ${code}  ${outcome.padEnd(24)} ${shows.en}`);
}
