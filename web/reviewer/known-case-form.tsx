// Marks a settled application as a known case, with its right answer.
import { useState } from 'preact/hooks';
import type { KnownCaseBody, KnownCasesView } from '../../server/contract/quality.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Choice } from '../shared/ui/Choice.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { Field } from '../shared/ui/Field.tsx';
import {
  bodyOf,
  emptyDraft,
  fieldIds,
  missingIn,
  missingWords,
  summaryOf,
  type DraftField,
  type KnownCaseDraft,
} from './known-case-draft.ts';
import { PickList } from './pick-list.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { markKnownCase } from './quality-api.ts';
import { useQualityWords } from './quality-words.ts';
import { reasonsFor } from './reason-choice.ts';
import { useSending } from './use-sending.ts';
import type { Decision, ReviewReason } from './wire.ts';
import { useWords } from './words.ts';

const decisions = ['approve', 'refuse', 'ask-again'] as const satisfies readonly Decision[];

export interface KnownCaseFormProps {
  readonly onMarked: (applicationId: string, list: KnownCasesView) => void;
  readonly onSignedOut: (problem: Problem) => void;
}

export function KnownCaseForm({ onMarked, onSignedOut }: KnownCaseFormProps) {
  const [words, desk] = [useQualityWords().known, useWords()];
  const [draft, setDraft] = useState<KnownCaseDraft>(emptyDraft);
  const [missing, setMissing] = useState<readonly DraftField[]>([]);
  const { problem, isBusy, send } = useSending(onSignedOut);
  const put = (part: Partial<KnownCaseDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (field: DraftField): string | undefined =>
    missing.includes(field) ? missingWords(field, words) : undefined;
  const { decision, reasons } = draft;

  const mark = (body: KnownCaseBody): void =>
    send(markKnownCase(body), (list) => {
      setDraft(emptyDraft);
      onMarked(body.applicationId, list);
    });
  const toggle = (reason: ReviewReason): void =>
    put({
      reasons: reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason],
    });

  return (
    <form
      class="desk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const body = bodyOf(draft);
        setMissing(missingIn(draft));
        if (body !== null && !isBusy) mark(body);
      }}
    >
      <h4>{words.mark}</h4>
      <ErrorSummary title={words.missing} items={summaryOf(missing, words)} finding={missing} />
      {problem !== null && <MarkProblem problem={problem} />}
      <Field
        id={fieldIds.applicationId}
        label={words.applicationId}
        hint={words.applicationIdHint}
        error={errorOf('applicationId')}
        value={draft.applicationId}
        maxLength={40}
        onInput={(applicationId) => put({ applicationId })}
      />
      <Choice
        name={fieldIds.decision}
        legend={words.decision}
        options={decisions.map((value) => ({ value, label: desk.decisions[value] }))}
        value={decision}
        error={errorOf('decision')}
        onChoose={(value) =>
          put({ decision: value, reasons: reasons.filter((one) => reasonsFor[value].includes(one)) })
        }
      />
      {decision === null ? (
        <p class="hint">{words.chooseDecision}</p>
      ) : (
        <>
          {errorOf('reasons') !== undefined && <p class="field-error">{errorOf('reasons')}</p>}
          <PickList
            name="known-reasons"
            legend={words.reasons}
            options={reasonsFor[decision].map((reason) => [reason, desk.reasons[reason]] as const)}
            chosen={reasons}
            onToggle={toggle}
          />
        </>
      )}
      <Field
        id={fieldIds.explanation}
        label={words.explanation}
        hint={words.explanationHint}
        error={errorOf('explanation')}
        value={draft.explanation}
        rows={3}
        maxLength={1000}
        isSpellChecked
        onInput={(explanation) => put({ explanation })}
      />
      <p>
        <Button type="submit" isBusy={isBusy}>
          {words.mark}
        </Button>
      </p>
    </form>
  );
}

/** What the desk says of cases at hand would mislead here. */
function MarkProblem({ problem }: { problem: Problem }) {
  const words = useQualityWords().known;
  const own = { 'event-not-possible': words.notPossible, 'not-found': words.notFound } as const;
  if (problem.type !== 'event-not-possible' && problem.type !== 'not-found')
    return <ProblemNotice problem={problem} />;
  const { says, next } = own[problem.type];
  return (
    <p class="notice notice-bad" role="alert">
      <strong>{says}</strong> {next}
    </p>
  );
}
