// Legal holds in force, for operators: which application, since when, by whom and why; setting one, lifting one.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LegalHoldView } from '../../server/contract/retention.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { FigureScroll } from './figure-frame.tsx';
import { LegalHoldDialog, type Wish } from './legal-hold-dialog.tsx';
import { readLegalHolds } from './legal-holds-api.ts';
import { useLegalHoldsWords } from './legal-holds-words.ts';
import { PageFrame } from './page-frame.tsx';
import { ReadPart } from './read-part.tsx';
import { dayAndTime, shortId } from './time-words.ts';
import { useReading } from './use-reading.ts';
import type { ViewPageProps } from './view-pages.tsx';
import { useWords } from './words.ts';

interface HoldTableProps {
  readonly holds: readonly LegalHoldView[];
  readonly onOpen: (applicationId: string) => void;
  readonly onLift: (applicationId: string) => void;
}

function HoldTable({ holds, onOpen, onLift }: HoldTableProps) {
  const words = useLegalHoldsWords();
  const language = useLanguage();
  if (holds.length === 0) return <p>{words.none}</p>;
  return (
    <FigureScroll columns={[words.application, words.since, words.by, words.why, words.ways]}>
      {holds.map(({ holdId, applicationId, reason, setBy, setByName, setAt }) => (
        <tr key={holdId}>
          <th scope="row">
            <button
              type="button"
              class="small-button figures"
              aria-label={words.open(shortId(applicationId))}
              onClick={() => onOpen(applicationId)}
            >
              {shortId(applicationId)}
            </button>{' '}
            <code class="small">{applicationId}</code>
          </th>
          <td>{dayAndTime(setAt, language)}</td>
          <td>{setByName ?? setBy ?? words.byCommand}</td>
          <td class="long-text">{reason}</td>
          <td>
            <Button
              kind="danger"
              label={words.liftOf(shortId(applicationId))}
              onClick={() => onLift(applicationId)}
            >
              {words.lift}
            </Button>
          </td>
        </tr>
      ))}
    </FigureScroll>
  );
}

function LegalHolds({ onOpen, onSignedOut }: Pick<ViewPageProps, 'onOpen' | 'onSignedOut'>) {
  const words = useLegalHoldsWords();
  const reading = useReading(readLegalHolds, onSignedOut);
  const [wish, setWish] = useState<Wish | null>(null);
  const [done, setDone] = useState('');
  const said = useRef<HTMLParagraphElement>(null);
  // the row whose button opened the dialog is on its way out
  useEffect(() => {
    if (done !== '') said.current?.focus();
  }, [done]);
  const ask = (wanted: Wish): void => {
    setDone('');
    setWish(wanted);
  };
  return (
    <div class="quality-page">
      <p class="soft">{words.how}</p>
      <ReadPart reading={reading}>
        {({ holds }) => (
          <HoldTable
            holds={holds}
            onOpen={onOpen}
            onLift={(applicationId) => ask({ act: 'lift', applicationId })}
          />
        )}
      </ReadPart>
      <p ref={said} role="status" tabIndex={-1}>
        {done}
      </p>
      <p>
        <Button onClick={() => ask({ act: 'set', applicationId: null })}>{words.set}</Button>
      </p>
      {wish !== null && (
        <LegalHoldDialog
          wish={wish}
          onDone={(applicationId) => {
            setWish(null);
            setDone((wish.act === 'set' ? words.wasSet : words.wasLifted)(shortId(applicationId)));
            reading.again();
          }}
          onChanged={reading.again}
          onClose={() => setWish(null)}
          onSignedOut={onSignedOut}
        />
      )}
    </div>
  );
}

export function LegalHoldsPage({ reviewer, onOpen, onSignedOut }: ViewPageProps) {
  const [words, { problems }] = [useLegalHoldsWords(), useWords()];
  return (
    <PageFrame title={words.title}>
      {reviewer.role === 'operator' ? (
        <LegalHolds onOpen={onOpen} onSignedOut={onSignedOut} />
      ) : (
        <p class="notice">
          <strong>{words.onlyOperators}</strong> {problems['role-not-enough'].next}
        </p>
      )}
    </PageFrame>
  );
}
