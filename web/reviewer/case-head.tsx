// The top of a case: which one, how old, whose it is, what to know before looking.
import type { CaseView } from '../../server/contract/review.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { canClaim } from './case-state.ts';
import { Escalation, Revocation } from './case-events.tsx';
import { keys } from './keymap.ts';
import type { QueueRow } from './queue-rows.ts';
import { ageWords, dayAndTime, shortId, timeOfDay } from './time-words.ts';
import type { Role, Wanted } from './wire.ts';
import { useWords } from './words.ts';

export interface CaseHeadProps {
  readonly view: CaseView;
  readonly row: QueueRow | null;
  readonly role: Role;
  /** What was begun to be written, while no drawer shows it. */
  readonly begun: Wanted | null;
  readonly isBusy: boolean;
  readonly onClaim: () => void;
  readonly onRelease: () => void;
}

export function CaseHead({ view, row, role, begun, isBusy, onClaim, onRelease }: CaseHeadProps) {
  const words = useWords();
  const language = useLanguage();
  const facts = [
    words.subjectKinds[view.declared.subjectKind],
    view.round > 0 && words.queue.round(view.round),
    view.state === 'in_review' &&
      view.submittedAt !== null &&
      words.queue.waited(ageWords(view.submittedAt, Date.now(), words.age)),
    view.state === 'in_review' && view.dueAt !== null && words.queue.due(dayAndTime(view.dueAt, language)),
    words.case.applicantLanguage(words.languages[view.language]),
  ];
  return (
    <header class="case-head">
      <div class="case-title">
        <h2>
          {words.case.heading(shortId(view.applicationId))}{' '}
          <span class="tag">{words.states[view.state]}</span>
          {view.path === 'face-free' && <span class="tag">{words.paths['face-free']}</span>}
        </h2>
        <ul class="case-facts soft">
          {facts
            .filter((fact) => typeof fact === 'string')
            .map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
        </ul>
        <p class="small soft">{words.case.recorded}</p>
      </div>
      <ClaimLine view={view} role={role} isBusy={isBusy} onClaim={onClaim} onRelease={onRelease} />
      <Notices view={view} row={row} begun={begun} />
      <Escalation view={view} role={role} />
      <Revocation view={view} />
    </header>
  );
}

function ClaimLine({ view, role, isBusy, onClaim, onRelease }: Omit<CaseHeadProps, 'row' | 'begun'>) {
  const words = useWords();
  const language = useLanguage();
  if (view.recommendation !== null || view.parked !== null) return null;
  if (view.state !== 'in_review') return <p class="claim">{words.case.notWaiting}</p>;
  if (canClaim(view, role))
    return (
      <div class="claim">
        <p class="small soft">{words.case.claimFirst}</p>
        <Button isBusy={isBusy} onClick={onClaim}>
          <kbd>c</kbd> {words.case.claim}
        </Button>
      </div>
    );
  if (!view.claim?.isMine) return null;
  return (
    <div class="claim">
      <p>
        <strong>{words.case.claimedUntil(timeOfDay(view.claim.until, language))}</strong>
      </p>
      <div class="claim-ways">
        <Button isBusy={isBusy} onClick={onClaim}>
          <kbd>c</kbd> {words.case.renew}
        </Button>
        <Button isBusy={isBusy} onClick={onRelease}>
          <kbd>u</kbd> {words.case.release}
        </Button>
      </div>
    </div>
  );
}

function Notices({ view, row, begun }: Pick<CaseHeadProps, 'view' | 'row' | 'begun'>) {
  const words = useWords();
  const language = useLanguage();
  const { claim } = view;
  const isMine = claim?.isMine === true;
  const { ending } = view;
  const lines = [
    ending !== null && words.endings.told[ending.reason](dayAndTime(ending.at, language)),
    ending !== null && view.submittedAt === null && words.endings.unsent,
    claim !== null && !isMine && words.case.claimedByOther(claim.by, timeOfDay(claim.until, language)),
    claim?.takenFrom && isMine && words.case.takenFrom(claim.takenFrom.by),
    claim?.takenFrom?.isMe && words.case.takenFromYou(claim.by, timeOfDay(claim.takenFrom.at, language)),
    view.keptFor !== null &&
      (view.keptFor.isMe
        ? words.queue.keptForYou(timeOfDay(view.keptFor.until, language))
        : words.case.keptForOther(view.keptFor.by, timeOfDay(view.keptFor.until, language))),
    claim === null && row?.claimedBy && !row.isMine && words.case.takenMeanwhile(row.claimedBy),
    view.recommendation === null && view.parked === null && row?.hasLeft && words.case.leftQueue,
    view.recommendation === null && view.awaitsSecondReviewer && words.case.secondNeeded,
    begun !== null && words.decide.begun(words.steps[begun], keys[begun]),
    view.path === 'face-free' && words.case.faceFree,
  ].filter((line) => typeof line === 'string');
  return (
    <>
      {lines.map((line) => (
        <p key={line} class="notice notice-warn" role="status">
          {line}
        </p>
      ))}
    </>
  );
}
