// Known cases for leads and operators: how they were answered, taking one back, marking another.
import { useState } from 'preact/hooks';
import type { KnownCaseView } from '../../server/contract/quality.ts';
import type { Problem } from '../shared/api.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { KnownCaseForm } from './known-case-form.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { endKnownCase, readKnownCases } from './quality-api.ts';
import { useQualityWords } from './quality-words.ts';
import { ReadPart } from './read-part.tsx';
import { dayAndTime, shortId } from './time-words.ts';
import { useReading } from './use-reading.ts';
import { useSending } from './use-sending.ts';
import { useWords } from './words.ts';
import { FigureScroll } from './figure-frame.tsx';

interface KnownCaseTableProps {
  readonly cases: readonly KnownCaseView[];
  readonly isBusy: boolean;
  readonly onTakeBack: (known: KnownCaseView) => void;
}

function KnownCaseTable({ cases, isBusy, onTakeBack }: KnownCaseTableProps) {
  const [words, desk] = [useQualityWords().known, useWords()];
  const language = useLanguage();
  if (cases.length === 0) return <p>{words.none}</p>;
  return (
    <FigureScroll
      columns={[words.case, words.decision, words.explanation, words.result, words.markedBy, words.state]}
    >
      {cases.map((known) => {
        const { knownCaseId, applicationId, endedBecause } = known;
        return (
          <tr key={knownCaseId}>
            <th scope="row">
              {shortId(applicationId)} <code class="small soft">{applicationId}</code>
            </th>
            <td>
              {desk.decisions[known.decision]}
              <br />
              <span class="small soft">
                {known.reasons.map((reason) => desk.reasons[reason]).join(' · ')}
              </span>
            </td>
            <td>{known.explanation}</td>
            <td>
              {known.right} / {known.answered} / {known.given}
            </td>
            <td>
              {known.markedBy}
              <br />
              <span class="small soft">{dayAndTime(known.markedAt, language)}</span>
            </td>
            <td>
              {endedBecause !== null ? (
                (words.ended[endedBecause] ?? words.endedOther)
              ) : (
                <>
                  {words.inUse}
                  <br />
                  <span class="small soft">
                    {words.until} {dayAndTime(known.endsAt, language)}
                  </span>
                  <br />
                  <Button
                    isBusy={isBusy}
                    label={words.takeBackOf(shortId(applicationId))}
                    onClick={() => onTakeBack(known)}
                  >
                    {words.takeBack}
                  </Button>
                </>
              )}
            </td>
          </tr>
        );
      })}
    </FigureScroll>
  );
}

export function KnownCases({ onSignedOut }: { onSignedOut: (problem: Problem) => void }) {
  const words = useQualityWords().known;
  const reading = useReading(readKnownCases, onSignedOut);
  const { problem, isBusy, send } = useSending(onSignedOut);
  const [toTakeBack, setToTakeBack] = useState<KnownCaseView | null>(null);
  const [done, setDone] = useState('');

  const takeBack = ({ knownCaseId, applicationId }: KnownCaseView): void => {
    setToTakeBack(null);
    setDone('');
    send(endKnownCase(knownCaseId), (list) => {
      setDone(words.takenBack(shortId(applicationId)));
      reading.set(list);
    });
  };
  return (
    <>
      <p class="soft">{words.how}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <ReadPart reading={reading}>
        {({ knownCases }) => <KnownCaseTable cases={knownCases} isBusy={isBusy} onTakeBack={setToTakeBack} />}
      </ReadPart>
      <p role="status">{done}</p>
      {reading.view !== null && (
        <KnownCaseForm
          onSignedOut={onSignedOut}
          onMarked={(applicationId, list) => {
            setDone(words.marked(shortId(applicationId)));
            reading.set(list);
          }}
        />
      )}
      {toTakeBack !== null && (
        <ConfirmDialog
          title={words.takeBackTitle(shortId(toTakeBack.applicationId))}
          means={words.takeBackMeans}
          confirm={words.takeBackConfirm}
          cancel={words.keep}
          onClose={() => setToTakeBack(null)}
          onConfirm={() => takeBack(toTakeBack)}
        />
      )}
    </>
  );
}
