// `portcullis evidence scrub`: whether everything that is kept about people is still there, and whole.
import { scrubEvidence, type ScrubFinding } from '../features/evidence/scrub-evidence.ts';
import { atTheDatabase } from './at-the-database.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ScrubOptions {
  readonly open?: boolean;
  readonly removeStrays?: boolean;
}

const lineOf = (finding: ScrubFinding): string =>
  finding.kind === 'stray'
    ? `stray  ${finding.piece.applicationId} ${finding.piece.address} ${finding.piece.bytes} bytes`
    : `${finding.kind}  ${finding.piece.applicationId} ${finding.piece.id} ${finding.piece.kind}`;

/** Exit code: 0 when all is whole, 1 when a piece is not what was kept. Strays are no fault: they harm only space. */
export async function scrubByCommand(
  environment: Environment,
  { open = false, removeStrays = false }: ScrubOptions,
  print: (line: string) => void,
): Promise<0 | 1> {
  const report = await atTheDatabase(environment, async ({ database, clock, store, vault }) =>
    scrubEvidence(
      { database, clock, store: await store(), vault: open ? await vault() : null },
      (finding) => print(lineOf(finding)),
      { removeStrays },
    ),
  );
  const { whole, notJudged, faults, strays } = report;
  print(
    [
      `${whole} whole`,
      `${faults} not what was kept`,
      ...(notJudged > 0 ? [`${notJudged} can be judged with --open alone`] : []),
      `${strays} strays${removeStrays && strays > 0 ? ', removed' : ''}`,
    ].join(', '),
  );
  return faults > 0 ? 1 : 0;
}
