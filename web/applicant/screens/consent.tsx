// Four separate consents, each with two answers of equal weight and none chosen beforehand.
import { useState } from 'preact/hooks';
import type { ConsentAnswer, ConsentItem } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Choice } from '../../shared/ui/Choice.tsx';
import { ErrorSummary } from '../../shared/ui/ErrorSummary.tsx';
import { answerConsentItems } from '../applicant-api.ts';
import { answersOf, consentItems, consentLines, consentsBody, indispensable } from '../consent-texts.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

type Answers = Partial<Record<ConsentItem, ConsentAnswer>>;

export function Consent({ view, act, open, isChanging, onLeave }: JourneyProps & { onLeave: () => void }) {
  const strings = useStrings();
  const language = useLanguage();
  const words = strings.consent;
  const [answers, setAnswers] = useState<Answers>(answersOf(view));
  const [missing, setMissing] = useState<readonly ConsentItem[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const stopped = indispensable.filter((item) => answers[item] === 'refused');

  const confirm = async (): Promise<void> => {
    const unanswered = consentItems.filter((item) => answers[item] === undefined);
    setMissing(unanswered);
    if (unanswered.length > 0) return;
    setBusy(true);
    const all = answers as Record<ConsentItem, ConsentAnswer>;
    const failed = await act(() =>
      answerConsentItems(view.applicationId, consentsBody(strings, language, view.marketplace, all)),
    );
    setBusy(false);
    // refusing what is indispensable is said by the notice below, beside the choices
    setProblem(failed?.type === 'consent-missing' && stopped.length > 0 ? null : failed);
    if (!failed) open(null);
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <div class="intro">
        <ScreenTitle text={strings.steps.consent} />
        <p class="lead">{words.lead}</p>
        {isChanging && <p class="soft">{strings.changing.consent}</p>}
      </div>
      <ErrorSummary
        title={strings.common.errorSummary}
        finding={missing}
        items={missing.map((item) => ({
          fieldId: `consent-${item}`,
          text: words.missingFor(strings.consentTexts(view.marketplace)[item].title),
        }))}
      />
      {problem && <ProblemNotice problem={problem} />}
      {consentItems.map((item) => (
        <ConsentCard
          key={item}
          item={item}
          marketplace={view.marketplace}
          answer={answers[item] ?? null}
          error={missing.includes(item) && answers[item] === undefined ? words.missing : undefined}
          onAnswer={(answer) => setAnswers({ ...answers, [item]: answer })}
        />
      ))}
      <div role="status" class="stack">
        {stopped.length > 0 && (
          <div class="notice notice-warn">
            <h2>{words.stopTitle}</h2>
            <p>
              {words.stopText(
                new Intl.ListFormat(language).format(
                  stopped.map((item) => strings.consentTexts(view.marketplace)[item].title),
                ),
              )}
            </p>
            <Button kind="second" onClick={onLeave}>
              {strings.leave.go}
            </Button>
          </div>
        )}
      </div>
      <p class="soft small">{words.changeAny}</p>
      <div class="actions">
        <Button kind="main" type="submit" isBusy={isBusy}>
          {words.goOn}
        </Button>
      </div>
    </form>
  );
}

function ConsentCard(props: {
  item: ConsentItem;
  marketplace: string;
  answer: ConsentAnswer | null;
  error: string | undefined;
  onAnswer: (answer: ConsentAnswer) => void;
}) {
  const strings = useStrings();
  const { item, answer } = props;
  const words = strings.consent;
  const { title, lines } = consentLines(strings, props.marketplace, item);
  const consequence =
    answer !== 'refused'
      ? null
      : item === 'face'
        ? words.faceFreeText
        : item === 'government-query'
          ? words.humanOnlyText
          : null;
  return (
    <section class="card" aria-labelledby={`consent-${item}-title`}>
      <h2 id={`consent-${item}-title`}>{title}</h2>
      <dl class="facts" id={`consent-${item}-facts`}>
        {lines.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Choice
        name={`consent-${item}`}
        legend={<span class="visually-hidden">{title}</span>}
        describedBy={`consent-${item}-facts`}
        value={answer}
        error={props.error}
        onChoose={props.onAnswer}
        options={[
          { value: 'granted', label: words.agree },
          { value: 'refused', label: words.refuse },
        ]}
      />
      {consequence && (
        <p role="status" class="notice">
          {consequence}
        </p>
      )}
    </section>
  );
}
