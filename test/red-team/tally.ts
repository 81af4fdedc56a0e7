// Counts what became of each attack, and prints it as docs/threat-model.md gives it: APCER with its exact bound.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorRate } from '../../server/domain/binomial-bound.ts';

export interface Tally {
  /** One attack: whether it got what it was after. */
  readonly add: (species: string, isAccepted: boolean) => void;
  readonly trials: (species: string) => number;
  readonly accepted: (species: string) => number;
  /** Of these species, the rows that docs/threat-model.md does not have as they were counted. */
  readonly unpublished: (species: readonly string[]) => readonly string[];
  /** Prints the table, and keeps it in test-output for whoever writes the document. */
  readonly print: (name: string) => void;
}

const outputs = fileURLToPath(new URL('../../test-output/red-team/', import.meta.url));
const threatModel = fileURLToPath(new URL('../../docs/threat-model.md', import.meta.url));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function createTally(): Tally {
  const counts = new Map<string, { trials: number; accepted: number }>();
  const of = (species: string): { trials: number; accepted: number } => {
    const known = counts.get(species) ?? { trials: 0, accepted: 0 };
    counts.set(species, known);
    return known;
  };
  return {
    add(species, isAccepted) {
      const count = of(species);
      count.trials += 1;
      count.accepted += isAccepted ? 1 : 0;
    },
    trials: (species) => of(species).trials,
    accepted: (species) => of(species).accepted,
    unpublished(names) {
      const published = readFileSync(threatModel, 'utf8').replaceAll(/ +/g, ' ');
      const rows = names.map((species) => {
        const { trials, accepted } = of(species);
        return `| ${species} | ${trials} | ${accepted} |`;
      });
      return rows.filter((row) => !published.includes(row));
    },
    print(name) {
      const rows = [...counts].map(([species, { trials, accepted }]) => {
        const { rate, upper95 } = errorRate(accepted, trials);
        return { species, trials, accepted, apcer: rate ?? 0, apcerUpper95: upper95 };
      });
      const lines = rows.map(
        ({ species, trials, accepted, apcer, apcerUpper95 }) =>
          `| ${species} | ${trials} | ${accepted} | ${percent(apcer)} | ${percent(apcerUpper95)} |`,
      );
      process.stdout.write(`\n| species | trials | accepted | APCER | below (95 %) |\n${lines.join('\n')}\n`);
      mkdirSync(outputs, { recursive: true });
      writeFileSync(`${outputs}${name}.json`, JSON.stringify(rows, null, 2));
    },
  };
}
