// Back to hold, from every page of the desk: one key or click, and one to say that it is meant.
import { useState } from 'preact/hooks';
import { asProblem, type Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';
import { holdGate } from './gate-api.ts';
import { useGateWords } from './gate-words.ts';
import { keys } from './keymap.ts';
import { GateProblem } from './gate-problem.tsx';
import { useKeys } from './use-keys.ts';

export function HoldGate({ onHeld }: { onHeld: () => void }) {
  const words = useGateWords();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  useKeys({ hold: () => setAsking(true) });

  const hold = (): void => {
    setBusy(true);
    holdGate(note)
      .then(
        () => {
          setAsking(false);
          onHeld();
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setBusy(false));
  };

  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {words.holdNow} <kbd aria-hidden="true">{keys.hold}</kbd>
      </Button>
      {isAsking && (
        <Dialog title={words.holdTitle} onClose={() => setAsking(false)}>
          <form
            class="gate-form"
            onSubmit={(event) => {
              event.preventDefault();
              hold();
            }}
          >
            <p>{words.holdAsks}</p>
            {problem !== null && <GateProblem problem={problem} />}
            <p class="gate-actions">
              <Button kind="danger" type="submit" isBusy={isBusy}>
                {words.holdNow}
              </Button>
              <Button onClick={() => setAsking(false)}>{words.keep}</Button>
            </p>
            <label>
              {words.holdNote}
              <input maxLength={1000} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
            </label>
          </form>
        </Dialog>
      )}
    </>
  );
}
