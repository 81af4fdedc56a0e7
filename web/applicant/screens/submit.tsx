// Everything once more before it is sent, each line with the way to change it.
import { useState } from 'preact/hooks';
import type { PhotoKind } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import type { StepName } from '../../shared/strings/zh-CN.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { submitApplication } from '../applicant-api.ts';
import type { JourneyProps } from './journey.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

export function Submit({ view, act, open }: JourneyProps) {
  const strings = useStrings();
  const words = strings.submit;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    const failed = await act(() => submitApplication(view.applicationId));
    setBusy(false);
    setProblem(failed);
    if (!failed) open(null);
  };
  const answers = Object.values(view.consents);
  const refused = answers.filter((answer) => answer === 'refused').length;
  const { declared } = view;

  const line = (step: StepName, facts: readonly (readonly [string, string])[]) => (
    <li key={step} class="summary-line">
      <div>
        <h2>{strings.steps[step]}</h2>
        {facts.map(([label, text]) => (
          <p key={`${label}${text}`}>
            {label && <span class="soft">{label} </span>}
            {text}
          </p>
        ))}
      </div>
      <button type="button" class="link" onClick={() => open(step)}>
        {strings.common.change}
        <span class="visually-hidden"> {strings.steps[step]}</span>
      </button>
    </li>
  );
  const photoLine = (kind: PhotoKind) => {
    const photo = view.photos.find((one) => one.kind === kind);
    return line(kind, [['', photo?.findings.length ? words.photoWithFindings : words.photoReceived]]);
  };
  const lines = view.steps.map(({ step }) => {
    switch (step) {
      case 'consent':
        return line(step, [['', words.consents(answers.length - refused, refused)]]);
      case 'declaration':
        return line(
          step,
          declared
            ? [
                [words.kind, strings.subjectKinds[declared.subjectKind].name],
                [words.name, declared.nameMasked],
                [words.citizenId, declared.citizenIdMasked],
                ...(declared.businessName === null ? [] : [[words.business, declared.businessName] as const]),
                [words.shop, declared.shopName],
              ]
            : [],
        );
      case 'id-front':
      case 'id-back':
      case 'business-licence':
        return photoLine(step);
      case 'liveness':
        return line(step, [['', words.livenessDone]]);
      case 'submit':
        return null;
    }
  });

  return (
    <>
      <div class="intro">
        <ScreenTitle text={words.title} />
        <p class="lead">{words.lead}</p>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      {declared?.businessCodeCheckDigit === 'disagrees' && (
        <p class="notice notice-warn">{words.codeDisagrees}</p>
      )}
      <ul class="summary-lines">{lines}</ul>
      {view.path === 'face-free' && <p class="notice">{words.faceFree}</p>}
      <div class="actions">
        <Button kind="main" isBusy={isBusy} onClick={() => void send()}>
          {words.go}
        </Button>
      </div>
    </>
  );
}
