// Sets or lifts a legal hold: says what it brings about, and asks why before anything is sent.
import { useId, useState } from 'preact/hooks';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { Field } from '../shared/ui/Field.tsx';
import { LegalHoldProblem } from './legal-hold-problem.tsx';
import { liftLegalHold, setLegalHold } from './legal-holds-api.ts';
import { useLegalHoldsWords } from './legal-holds-words.ts';
import { shortId } from './time-words.ts';
import { useSending } from './use-sending.ts';

/** Null: the number is asked for. */
export type Wish =
  | { readonly act: 'set'; readonly applicationId: string | null }
  | { readonly act: 'lift'; readonly applicationId: string };

export interface LegalHoldDialogProps {
  readonly wish: Wish;
  /** It is as wished for now. */
  readonly onDone: (applicationId: string) => void;
  /** Somebody else was there before: whoever shows holds should read them again. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
  readonly onSignedOut: (problem: Problem) => void;
}

const longestReason = 1000;
const wholeNumber = /^a_[0-9A-Za-z]{22}$/;

type Missing = 'number' | 'reason';

export function LegalHoldDialog({ wish, onDone, onChanged, onClose, onSignedOut }: LegalHoldDialogProps) {
  const words = useLegalHoldsWords();
  const [numberId, reasonId] = [useId(), useId()];
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const { problem, isBusy, send } = useSending(onSignedOut);
  const { act } = wish;
  const applicationId = wish.applicationId ?? typed.trim();

  const submit = (): void => {
    const length = reason.trim().length;
    const found: readonly Missing[] = [
      ...(wholeNumber.test(applicationId) ? [] : (['number'] as const)),
      ...(length < 1 || length > longestReason ? (['reason'] as const) : []),
    ];
    setMissing(found);
    if (found.length > 0 || isBusy) return;
    const request: Promise<unknown> = (act === 'set' ? setLegalHold : liftLegalHold)(
      applicationId,
      reason.trim(),
    );
    send(request, () => onDone(applicationId));
  };
  const places = {
    number: { fieldId: numberId, text: words.pickNumber },
    reason: { fieldId: reasonId, text: words.pickReason },
  };
  const errorOf = (field: Missing): string | undefined =>
    missing.includes(field) ? places[field].text : undefined;
  return (
    <Dialog title={titleOf(wish, words)} onClose={onClose}>
      <form
        class="desk-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{act === 'set' ? words.setMeans : words.liftMeans}</p>
        <ErrorSummary title={words.missing} items={missing.map((field) => places[field])} finding={missing} />
        {problem !== null && <LegalHoldProblem act={act} problem={problem} onChanged={onChanged} />}
        {wish.applicationId === null && (
          <Field
            id={numberId}
            label={words.number}
            hint={words.numberHint}
            error={errorOf('number')}
            value={typed}
            onInput={setTyped}
          />
        )}
        <Field
          id={reasonId}
          label={act === 'set' ? words.reason : words.liftReason}
          hint={words.reasonHint}
          error={errorOf('reason')}
          value={reason}
          rows={3}
          onInput={setReason}
        />
        <div class="desk-ways">
          <Button onClick={onClose}>{act === 'set' ? words.cancel : words.keep}</Button>
          <Button kind={act === 'set' ? 'second' : 'danger'} type="submit" isBusy={isBusy}>
            {act === 'set' ? words.set : words.liftConfirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function titleOf({ act, applicationId }: Wish, words: ReturnType<typeof useLegalHoldsWords>): string {
  if (applicationId === null) return words.set;
  return (act === 'set' ? words.setTitle : words.liftTitle)(shortId(applicationId));
}
