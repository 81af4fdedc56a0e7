// Proposing to go live, and answering somebody else's proposal with the same evidence before one's eyes.
import { useState } from 'preact/hooks';
import type { GateView } from '../../server/contract/go-live.ts';
import { Button } from '../shared/ui/Button.tsx';
import { confirmLive, proposeLive, refuseLive } from './gate-api.ts';
import { GateEvidence } from './gate-evidence.tsx';
import { percent, useGateWords, useMoment, useProblemWords } from './gate-words.ts';

export interface GateActProps {
  readonly gate: GateView;
  readonly isBusy: boolean;
  readonly act: (work: () => Promise<GateView>) => void;
}

type MayNot = GateView['mayNot']['propose'];

/** Why something cannot be done now, in words; nothing where it can. */
function Obstacles({ why }: { why: MayNot }) {
  const [problems, words] = [useProblemWords(), useGateWords()];
  if (why.length === 0) return null;
  return (
    <div class="notice">
      <p>{words.cannot}</p>
      <ul>
        {why.map((type) => (
          <li key={type}>
            {problems[type].says} {problems[type].next}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ProposalForm({ gate, isBusy, act }: GateActProps) {
  const words = useGateWords();
  const [perCent, setPerCent] = useState('10');
  const [hours, setHours] = useState('168');
  const [note, setNote] = useState('');
  const { limits, evidence, mayNot } = gate;
  const submit = (): void =>
    act(() =>
      proposeLive({
        share: Number(perCent) / 100,
        expiresAt: new Date(Date.now() + Number(hours) * 3_600_000).toISOString(),
        throughSeq: evidence.throughSeq,
        evidenceSha256: evidence.sha256,
        note,
      }),
    );
  return (
    <section>
      <h3>{words.propose}</h3>
      <Obstacles why={mayNot.propose} />
      {mayNot.propose.length === 0 && (
        <form
          class="gate-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <label>
            {words.share(percent(limits.maximumShare))}
            <input
              type="number"
              min="0.1"
              max={limits.maximumShare * 100}
              step="0.1"
              required
              value={perCent}
              onInput={(event) => setPerCent(event.currentTarget.value)}
            />
          </label>
          <label>
            {words.hours(limits.longestLiveHours)}
            <input
              type="number"
              min="1"
              max={limits.longestLiveHours}
              required
              value={hours}
              onInput={(event) => setHours(event.currentTarget.value)}
            />
          </label>
          <label>
            {words.note}
            <input maxLength={1000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <p class="gate-actions">
            <Button type="submit" isBusy={isBusy}>
              {words.propose}
            </Button>
          </p>
        </form>
      )}
    </section>
  );
}

export function OpenProposal({ gate, isBusy, act }: GateActProps) {
  const words = useGateWords();
  const moment = useMoment();
  const [hasSeen, setSeen] = useState(false);
  const [note, setNote] = useState('');
  const { proposal, mayNot } = gate;
  if (proposal === null) return null;
  const { seq, evidence, share, expiresAt, isMine, isTooOld } = proposal;
  const canConfirm = mayNot.confirm.length === 0 && evidence !== null;
  return (
    <section class="gate-proposal">
      <h3>{words.proposal}</h3>
      <p>
        {words.byWhom(words.kinds.proposed, proposal.by ?? words.itself, moment(proposal.at))}
        <br />
        <strong>{words.proposalTerms(percent(share ?? 0), moment(expiresAt ?? proposal.at))}</strong>
        {proposal.note !== '' && ` · ${proposal.note}`}
      </p>
      {evidence !== null && <GateEvidence evidence={evidence} title={words.proposalEvidence} />}
      {isMine && isTooOld && <p class="notice notice-warn">{words.tooOld}</p>}
      {isMine ? !isTooOld && <p>{words.isMine}</p> : <Obstacles why={mayNot.confirm} />}
      <p class="gate-actions">
        {canConfirm && (
          <>
            <label class="gate-check">
              <input
                type="checkbox"
                checked={hasSeen}
                onChange={(event) => setSeen(event.currentTarget.checked)}
              />{' '}
              {words.seen}
            </label>
            <Button
              isDisabled={!hasSeen}
              isBusy={isBusy}
              onClick={() => act(() => confirmLive(seq, evidence.sha256))}
            >
              {words.confirm}
            </Button>
          </>
        )}
      </p>
      {mayNot.refuse.length === 0 && (
        <div class="gate-form">
          <label>
            {words.refusalNote}
            <input maxLength={1000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
          </label>
          <p class="gate-actions">
            <Button isBusy={isBusy} onClick={() => act(() => refuseLive(seq, note))}>
              {words.refuse}
            </Button>
          </p>
        </div>
      )}
    </section>
  );
}
