// Who applies, for which business, with which shop.
import { useState } from 'preact/hooks';
import type { SubjectKind } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import type { DeclarationPointer } from '../../shared/strings/declaration.zh-CN.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Choice } from '../../shared/ui/Choice.tsx';
import { ErrorSummary } from '../../shared/ui/ErrorSummary.tsx';
import { Field, type FieldProps } from '../../shared/ui/Field.tsx';
import { declare } from '../applicant-api.ts';
import {
  bodyOf,
  countIdCharacters,
  faultsOf,
  fieldIdOf,
  findEmpty,
  hasBusiness,
  pointers,
  sentenceFor,
  type DeclarationDraft,
  type FieldFaults,
} from '../declaration-form.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

export interface DeclarationProps extends JourneyProps {
  readonly draft: DeclarationDraft;
  readonly onDraft: (draft: DeclarationDraft) => void;
}

type TextPointer = keyof DeclarationDraft['texts'];

export function Declaration({ view, act, open, isChanging, draft, onDraft }: DeclarationProps) {
  const strings = useStrings();
  const words = strings.declaration;
  const [faults, setFaults] = useState<FieldFaults>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);

  const show = (found: FieldFaults): boolean => {
    setFaults(found);
    return Object.keys(found).length > 0;
  };
  const errorAt = (pointer: DeclarationPointer): string | undefined => {
    const fault = faults[pointer];
    return fault && sentenceFor(pointer, fault, strings);
  };

  const save = async (): Promise<void> => {
    const { subjectKind } = draft;
    setProblem(null);
    if (show(findEmpty(draft)) || subjectKind === null) return;
    setBusy(true);
    const failed = await act(() => declare(view.applicationId, bodyOf(draft, subjectKind)));
    setBusy(false);
    if (!failed) open(null);
    else if (!show(faultsOf(failed))) setProblem(failed);
  };

  const field = (pointer: TextPointer, extras: Partial<FieldProps> = {}) => (
    <Field
      key={pointer}
      id={fieldIdOf(pointer)}
      label={words.labels[pointer]}
      value={draft.texts[pointer]}
      error={errorAt(pointer)}
      onInput={(text) => onDraft({ ...draft, texts: { ...draft.texts, [pointer]: text } })}
      {...extras}
    />
  );
  const idCount = countIdCharacters(draft.texts['/citizenId']);
  const optional = { isOptional: strings.common.optional };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="intro">
        <ScreenTitle text={words.title} />
        <p class="lead">{words.lead}</p>
      </div>
      {isChanging && view.declared && (
        <div class="notice">
          <p>{words.already(view.declared.nameMasked, view.declared.citizenIdMasked)}</p>
          <p>{strings.changing.declaration}</p>
          <Button onClick={() => open(null)}>{words.keep}</Button>
        </div>
      )}
      <ErrorSummary
        title={strings.common.errorSummary}
        finding={faults}
        items={pointers.flatMap((pointer) => {
          const text = errorAt(pointer);
          return text ? [{ fieldId: fieldIdOf(pointer), text }] : [];
        })}
      />
      {problem && <ProblemNotice problem={problem} />}
      <Choice<SubjectKind>
        name={fieldIdOf('/subjectKind')}
        legend={words.labels['/subjectKind']}
        layout="column"
        value={draft.subjectKind}
        error={errorAt('/subjectKind')}
        onChoose={(subjectKind) => onDraft({ ...draft, subjectKind })}
        options={(Object.keys(strings.subjectKinds) as SubjectKind[]).map((value) => ({
          value,
          label: strings.subjectKinds[value].name,
          hint: strings.subjectKinds[value].hint,
        }))}
      />
      {field('/legalName', { hint: words.nameHint, autoComplete: 'name' })}
      {field('/citizenId', {
        hint: idCount > 0 && idCount !== 18 ? words.citizenIdCount(idCount) : words.citizenIdHint,
        maxLength: 40,
      })}
      {hasBusiness(draft.subjectKind) && (
        <section class="group">
          <h2>{words.businessTitle}</h2>
          {field('/business/name', { autoComplete: 'organization' })}
          {field('/business/code', { hint: words.businessCodeHint, maxLength: 40 })}
          {field('/business/legalRepresentative')}
        </section>
      )}
      <section class="group">
        <h2>{words.shopTitle}</h2>
        {field('/shop/name')}
        {field('/shop/categories', { hint: words.listHint, ...optional })}
        {field('/shop/brands', optional)}
      </section>
      <section class="group">
        <h2>{words.contactTitle}</h2>
        {field('/contact/phone', {
          hint: words.phoneHint,
          type: 'tel',
          inputMode: 'tel',
          autoComplete: 'tel',
        })}
        {field('/contact/email', { type: 'email', inputMode: 'email', autoComplete: 'email', ...optional })}
      </section>
      <div class="actions">
        <Button kind="main" type="submit" isBusy={isBusy}>
          {words.go}
        </Button>
      </div>
    </form>
  );
}
