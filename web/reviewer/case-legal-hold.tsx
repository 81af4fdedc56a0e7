// Whether a case is under a legal hold, for operators: since when, by whom and why; setting it, lifting it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../shared/api.ts';
import type { LegalHoldView } from '../../server/contract/retention.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { LegalHoldDialog, type Wish } from './legal-hold-dialog.tsx';
import { readLegalHoldOf } from './legal-holds-api.ts';
import { useLegalHoldsWords } from './legal-holds-words.ts';
import { ReadPart } from './read-part.tsx';
import { dayAndTime, shortId } from './time-words.ts';
import { useReading } from './use-reading.ts';

export interface CaseLegalHoldProps {
  readonly applicationId: string;
  readonly onSignedOut: (problem: Problem) => void;
}

export function CaseLegalHold({ applicationId, onSignedOut }: CaseLegalHoldProps) {
  const words = useLegalHoldsWords();
  const read = useCallback((signal: AbortSignal) => readLegalHoldOf(applicationId, signal), [applicationId]);
  const reading = useReading(read, onSignedOut);
  const [act, setAct] = useState<Wish['act'] | null>(null);
  const [changes, setChanges] = useState(0);
  const section = useRef<HTMLElement>(null);
  // the button that opened the dialog is on its way out
  useEffect(() => {
    if (changes > 0) section.current?.focus();
  }, [changes]);
  return (
    <section ref={section} class="panel case-legal-hold" tabIndex={-1} aria-labelledby="legal-hold-title">
      <h3 id="legal-hold-title">{words.caseTitle}</h3>
      <ReadPart reading={reading}>
        {({ holds: [hold] }) => <Standing hold={hold ?? null} onWant={setAct} />}
      </ReadPart>
      {act !== null && (
        <LegalHoldDialog
          wish={{ act, applicationId }}
          onDone={() => {
            setAct(null);
            setChanges(changes + 1);
            reading.again();
          }}
          onChanged={reading.again}
          onClose={() => setAct(null)}
          onSignedOut={onSignedOut}
        />
      )}
    </section>
  );
}

function Standing({ hold, onWant }: { hold: LegalHoldView | null; onWant: (act: Wish['act']) => void }) {
  const words = useLegalHoldsWords();
  const language = useLanguage();
  if (hold === null)
    return (
      <>
        <p role="status">{words.caseNotHeld}</p>
        <p>
          <Button onClick={() => onWant('set')}>{words.set}</Button>
        </p>
      </>
    );
  const by = hold.setByName ?? hold.setBy ?? words.byCommand;
  return (
    <>
      <p class="notice notice-warn" role="status">
        {words.caseHeld(dayAndTime(hold.setAt, language), by)}
      </p>
      <p class="case-event-text">{hold.reason}</p>
      <p>
        <Button
          kind="danger"
          label={words.liftOf(shortId(hold.applicationId))}
          onClick={() => onWant('lift')}
        >
          {words.lift}
        </Button>
      </p>
    </>
  );
}
