// Asks for what a made-up person needs, then issues them.
import { useRef, useState } from 'preact/hooks';
import type { IssuedCitizen } from '../../server/contract/sandbox.ts';
import { asProblem, type Problem } from '../shared/api.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Choice } from '../shared/ui/Choice.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { Field } from '../shared/ui/Field.tsx';
import { madeUpName } from './made-up-name.ts';
import { issueCitizen } from './office-api.ts';
import { PortraitPicker } from './portrait-picker.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useWords } from './words.ts';

export interface IssueFormProps {
  /** `portrait`: a copy of exactly what was registered. */
  readonly onIssued: (citizen: IssuedCitizen, portrait: HTMLCanvasElement) => void;
}

/** What is still to be given, and where. */
const fieldOf = {
  needName: 'person-name',
  needBirthDate: 'birth-date',
  needPortrait: 'portrait-file',
} as const;
type Fault = keyof typeof fieldOf;

const noFaults: readonly Fault[] = [];
/** Grown up whenever this is read; the person may change it. */
const firstBirthDate = '1990-06-15';
const jpegQuality = 0.92;

export function IssueForm({ onIssued }: IssueFormProps) {
  const words = useWords().form;
  const language = useLanguage();
  const [who, setWho] = useState(() => madeUpName(language, Math.random));
  const [birthDate, setBirthDate] = useState(firstBirthDate);
  const [faults, setFaults] = useState(noFaults);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const portrait = useRef<HTMLCanvasElement | null>(null);

  const issue = async (): Promise<void> => {
    const canvas = portrait.current;
    const found: Fault[] = [];
    if (who.name.trim() === '') found.push('needName');
    if (birthDate === '') found.push('needBirthDate');
    if (canvas === null) found.push('needPortrait');
    setFaults(found);
    setProblem(null);
    if (found.length > 0 || canvas === null || isBusy) return;
    setBusy(true);
    try {
      const blob = await jpegOf(canvas);
      const citizen = await issueCitizen({ name: who.name.trim(), sex: who.sex, birthDate, portrait: blob });
      onIssued(citizen, canvas);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="panel form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void issue();
      }}
    >
      <h2>{words.title}</h2>
      <ErrorSummary
        title={words.missing}
        finding={faults}
        items={faults.map((fault) => ({ fieldId: fieldOf[fault], text: words[fault] }))}
      />
      <div class="name-line">
        <Field
          id="person-name"
          label={words.name}
          hint={words.nameHint}
          value={who.name}
          onInput={(name) => setWho({ ...who, name })}
        />
        <Button onClick={() => setWho(madeUpName(language, Math.random))}>{words.suggest}</Button>
      </div>
      <Choice
        name="sex"
        legend={words.sex}
        options={[
          { value: 'female', label: words.female },
          { value: 'male', label: words.male },
        ]}
        value={who.sex}
        onChoose={(sex) => setWho({ ...who, sex })}
      />
      <Field
        id="birth-date"
        label={words.birthDate}
        hint={words.birthHint}
        type="date"
        value={birthDate}
        onInput={setBirthDate}
      />
      <PortraitPicker
        onPortrait={(canvas) => {
          portrait.current = canvas;
          setFaults((now) => (now.length === 0 ? now : noFaults));
        }}
      />
      {problem && <ProblemNotice problem={problem} />}
      <Button kind="main" type="submit" isBusy={isBusy}>
        {isBusy ? words.issuing : words.issue}
      </Button>
    </form>
  );
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null): void =>
      blob ? resolve(blob) : reject(new Error('the browser made no picture'));
    canvas.toBlob(done, 'image/jpeg', jpegQuality);
  });
}
