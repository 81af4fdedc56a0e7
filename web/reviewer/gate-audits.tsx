// Automatic admissions that a person looks at afterwards, with the two answers there are.
import { useEffect, useState } from 'preact/hooks';
import type { AdmissionAuditView, AuditBody } from '../../server/contract/go-live.ts';
import { asProblem, type Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { auditAdmission, readAudits } from './gate-api.ts';
import { useGateWords, useMoment } from './gate-words.ts';
import { GateProblem } from './gate-problem.tsx';

const bodies: Record<AuditBody['verdict'], AuditBody> = {
  agree: { verdict: 'agree', reasons: ['evidence-agrees'], note: '' },
  refuse: { verdict: 'refuse', reasons: ['identity-not-established'], note: '' },
};

export interface GateAuditsProps {
  readonly onOpen: (applicationId: string) => void;
  readonly onAnswered: () => void;
}

export function GateAudits({ onOpen, onAnswered }: GateAuditsProps) {
  const words = useGateWords();
  const moment = useMoment();
  const [audits, setAudits] = useState<readonly AdmissionAuditView[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fail = (error: unknown): void => setProblem(asProblem(error));
  useEffect(() => {
    readAudits().then((answer) => setAudits(answer.audits), fail);
  }, []);
  const answer = (id: string, verdict: AuditBody['verdict']): void => {
    auditAdmission(id, bodies[verdict]).then((next) => {
      setProblem(null);
      setAudits(next.audits);
      onAnswered();
    }, fail);
  };
  return (
    <section>
      <h3>{words.audits}</h3>
      <p class="soft">{words.auditsHow}</p>
      {problem !== null && <GateProblem problem={problem} />}
      {audits.length === 0 && <p>{words.noAudits}</p>}
      <ul class="gate-audits">
        {audits.map(({ applicationId, admittedAt, audit }) => (
          <li key={applicationId}>
            <code>{applicationId.slice(-6)}</code> <span class="soft">{moment(admittedAt)}</span>{' '}
            {audit === null ? (
              <span class="gate-actions">
                <Button onClick={() => onOpen(applicationId)}>{words.open}</Button>
                <Button onClick={() => answer(applicationId, 'agree')}>{words.agree}</Button>
                <Button onClick={() => answer(applicationId, 'refuse')}>{words.wouldRefuse}</Button>
              </span>
            ) : (
              <strong class={audit.verdict === 'refuse' ? 'bad' : undefined}>
                {words.auditVerdicts[audit.verdict]} · {audit.by}
              </strong>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
