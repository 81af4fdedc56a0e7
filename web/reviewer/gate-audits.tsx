// Automatic admissions that a person looks at afterwards, with the two answers there are.
import { useState } from 'preact/hooks';
import type { AdmissionAuditView, AuditBody, GateView } from '../../server/contract/go-live.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { AuditRefusal } from './audit-refusal.tsx';
import { auditAdmission, readAudits } from './gate-api.ts';
import { GateProblem } from './gate-problem.tsx';
import { useGateWords, useMoment } from './gate-words.ts';
import { useReading } from './use-reading.ts';
import { useSending } from './use-sending.ts';
import { shortId } from './time-words.ts';
import { useWords } from './words.ts';

const agreement: AuditBody = { verdict: 'agree', reasons: ['evidence-agrees'], note: '' };

export interface GateAuditsProps {
  readonly audits: GateView['audits'];
  readonly onOpen: (applicationId: string) => void;
  readonly onAnswered: () => void;
  readonly onSignedOut: (problem: Problem) => void;
}

function AuditEntry({ entry, isBusy, onOpen, onAnswer }: AuditEntryProps) {
  const words = useGateWords();
  const moment = useMoment();
  const [isRefusing, setRefusing] = useState(false);
  const { applicationId, admittedAt, audit } = entry;
  const id = shortId(applicationId);
  return (
    <li>
      <code>{id}</code> <span class="soft">{moment(admittedAt)}</span>{' '}
      {audit === null ? (
        <span class="gate-actions">
          <Button label={`${words.open} ${id}`} onClick={() => onOpen(applicationId)}>
            {words.open}
          </Button>
          {!isRefusing && (
            <>
              <Button
                isBusy={isBusy}
                label={`${words.auditAnswers.agree}: ${id}`}
                onClick={() => onAnswer(agreement)}
              >
                {words.auditAnswers.agree}
              </Button>
              <Button label={`${words.auditAnswers.refuse}: ${id}`} onClick={() => setRefusing(true)}>
                {words.auditAnswers.refuse}
              </Button>
            </>
          )}
        </span>
      ) : (
        <strong class={audit.verdict === 'refuse' ? 'bad' : undefined}>
          {words.auditVerdicts[audit.verdict]} · {audit.by}
        </strong>
      )}
      {audit === null && isRefusing && (
        <AuditRefusal id={id} isBusy={isBusy} onSend={onAnswer} onCancel={() => setRefusing(false)} />
      )}
    </li>
  );
}

interface AuditEntryProps {
  readonly entry: AdmissionAuditView;
  readonly isBusy: boolean;
  readonly onOpen: (applicationId: string) => void;
  readonly onAnswer: (body: AuditBody) => void;
}

export function GateAudits({ audits, onOpen, onAnswered, onSignedOut }: GateAuditsProps) {
  const [words, desk] = [useGateWords(), useWords()];
  const moment = useMoment();
  const { view, problem: notRead, set, again } = useReading(readAudits, onSignedOut);
  const { problem: notSent, isBusy, send } = useSending(onSignedOut);
  const problem = notSent ?? notRead;
  const answer = (id: string, body: AuditBody): void =>
    send(auditAdmission(id, body), (next) => {
      set(next);
      onAnswered();
    });
  return (
    <section>
      <h3>{words.audits}</h3>
      <p class="soft">{words.auditsHow}</p>
      <p>{words.auditTally(audits.agreed, audits.refused, audits.open)}</p>
      {audits.isOverdue && audits.oldestOpenAt !== null && (
        <p class="notice notice-bad">{words.auditsOverdue(moment(audits.oldestOpenAt))}</p>
      )}
      {problem !== null && <GateProblem problem={problem} />}
      {notRead !== null && <Button onClick={again}>{desk.tryAgain}</Button>}
      {view === null && notRead === null && <p role="status">{desk.loading}</p>}
      {view?.audits.length === 0 && <p>{words.noAudits}</p>}
      {view !== null && view.audits.length > 0 && (
        <ul class="gate-audits">
          {view.audits.map((entry) => (
            <AuditEntry
              key={entry.applicationId}
              entry={entry}
              isBusy={isBusy}
              onOpen={onOpen}
              onAnswer={(body) => answer(entry.applicationId, body)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
