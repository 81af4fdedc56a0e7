// The gate: what it does now in large letters, who brought it there and why, the evidence, and going live.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { GateChangeView, GateView } from '../../server/contract/go-live.ts';
import { asProblem, type Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { GateAudits } from './gate-audits.tsx';
import { GateEvidence } from './gate-evidence.tsx';
import { readGate, readHistory } from './gate-api.ts';
import { OpenProposal, ProposalForm } from './gate-proposal.tsx';
import { GateState } from './gate-state.tsx';
import { WatchTable } from './gate-watch.tsx';
import { percent, useGateWords, useMoment } from './gate-words.ts';
import { PageFrame } from './page-frame.tsx';
import { GateProblem } from './gate-problem.tsx';
import { useWhileSeen } from './use-while-seen.ts';
import type { ViewPageProps } from './view-pages.tsx';
import { useWords } from './words.ts';

const refreshMs = 20_000;

function History({ changes }: { changes: readonly GateChangeView[] }) {
  const words = useGateWords();
  const moment = useMoment();
  return (
    <section>
      <h3>{words.history}</h3>
      {changes.length === 0 && <p class="soft">{words.noHistory}</p>}
      <table class="figure-table">
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.who}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ seq, at, kind, by, note, share }) => (
            <tr key={seq}>
              <td>{moment(at)}</td>
              <td>
                {words.kinds[kind]} {share !== null && percent(share)} {note}
              </td>
              <td>{by ?? words.itself}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function GatePage({ onOpen, onHeadChanged, onSignedOut, reviewer }: ViewPageProps) {
  const [words, desk] = [useGateWords(), useWords()];
  const [gate, setGate] = useState<GateView | null>(null);
  const [changes, setChanges] = useState<readonly GateChangeView[]>([]);
  const [notDone, setProblem] = useState<Problem | null>(null);
  const [notRead, setNotRead] = useState<Problem | null>(null);
  const problem = notDone ?? notRead;
  const [isBusy, setBusy] = useState(false);

  /** A look of the page's own does not take away what an act was answered with. */
  const show = useCallback(
    (asked: Promise<GateView>, say: (problem: Problem | null) => void): Promise<void> =>
      asked
        .then(async (next) => {
          setGate(next);
          say(null);
          setChanges((await readHistory()).changes);
        })
        .catch((error: unknown) => {
          const met = asProblem(error);
          if (met.type === 'not-authenticated') onSignedOut(met);
          else say(met);
        }),
    [onSignedOut],
  );
  const act = useCallback(
    (work: () => Promise<GateView>): void => {
      setBusy(true);
      void show(work(), setProblem)
        .then(onHeadChanged)
        .finally(() => setBusy(false));
    },
    [onHeadChanged, show],
  );
  useWhileSeen(refreshMs, () => {
    if (!isBusy) void show(readGate(), setNotRead);
  });
  // again when somebody has changed the mode from the head
  useEffect(() => act(() => readGate()), [act, reviewer.gateMode, reviewer.canHold]);

  if (gate === null)
    return (
      <PageFrame title={words.title}>
        {problem === null ? (
          <p role="status">{desk.loading}</p>
        ) : (
          <>
            <GateProblem problem={problem} />
            <p>
              <Button isBusy={isBusy} onClick={() => act(() => readGate())}>
                {desk.tryAgain}
              </Button>
            </p>
          </>
        )}
      </PageFrame>
    );
  const asked = { gate, isBusy, act };
  return (
    <PageFrame title={words.title}>
      <div class="gate-page">
        <GateState gate={gate} />
        {problem !== null && <GateProblem problem={problem} />}
        <OpenProposal key={gate.proposal?.seq} {...asked} />
        {gate.watch.length > 0 && <WatchTable watch={gate.watch} watchedAt={gate.watchedAt} />}
        {gate.proposal === null ? (
          <GateEvidence evidence={gate.evidence} title={words.evidence} />
        ) : (
          /* two people are asked about what was proposed: what has come since then stands behind it */
          <details>
            <summary>{words.evidenceSince}</summary>
            <GateEvidence evidence={gate.evidence} title={words.evidence} />
          </details>
        )}
        {gate.proposal === null && <ProposalForm {...asked} />}
        <GateAudits
          audits={gate.audits}
          onOpen={onOpen}
          onAnswered={() => act(() => readGate())}
          onSignedOut={onSignedOut}
        />
        <History changes={changes} />
      </div>
    </PageFrame>
  );
}
