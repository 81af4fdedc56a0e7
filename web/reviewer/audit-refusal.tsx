// Why somebody whom the automation admitted should have been refused: it puts the gate back to hold.
import { useState } from 'preact/hooks';
import type { AuditBody } from '../../server/contract/go-live.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Field } from '../shared/ui/Field.tsx';
import { useGateWords } from './gate-words.ts';
import { PickList } from './pick-list.tsx';
import { reasonsFor } from './reason-choice.ts';
import type { ReviewReason } from './wire.ts';
import { useWords } from './words.ts';

const mostReasons = 5;

export interface AuditRefusalProps {
  /** As people say it; also makes the names of the fields. */
  readonly id: string;
  readonly isBusy: boolean;
  readonly onSend: (body: AuditBody) => void;
  readonly onCancel: () => void;
}

export function AuditRefusal({ id, isBusy, onSend, onCancel }: AuditRefusalProps) {
  const [words, desk] = [useGateWords(), useWords()];
  const [reasons, setReasons] = useState<readonly ReviewReason[]>([]);
  const [note, setNote] = useState('');
  const toggle = (reason: ReviewReason): void =>
    setReasons(reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason]);
  const isReady = reasons.length > 0 && reasons.length <= mostReasons;
  return (
    <form
      class="desk-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) onSend({ verdict: 'refuse', reasons: [...reasons], note });
      }}
    >
      <PickList
        name={`audit-${id}`}
        legend={desk.decide.reasons}
        options={reasonsFor.refuse.map((reason) => [reason, desk.wantedReasons[reason]] as const)}
        chosen={reasons}
        onToggle={toggle}
      />
      <Field id={`audit-${id}-note`} label={words.note} value={note} onInput={setNote} />
      <p class="gate-actions">
        <Button type="submit" isBusy={isBusy} isDisabled={!isReady}>
          {words.auditSend}
        </Button>
        <Button onClick={onCancel}>{words.auditCancel}</Button>
      </p>
    </form>
  );
}
