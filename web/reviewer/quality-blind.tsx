// Known cases and blind second reviews: how many were drawn and answered, with one's own answers to known cases.
import type { QualityView } from '../../server/contract/quality.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { NumbersTable } from './figure-frame.tsx';
import { percent } from './gate-words.ts';
import { useQualityWords } from './quality-words.ts';
import { dayAndTime, shortId } from './time-words.ts';
import { useWords } from './words.ts';

const tasks = ['known', 'second'] as const;

function Feedback({ feedback }: { feedback: QualityView['feedback'] }) {
  const [words, desk] = [useQualityWords(), useWords()];
  const language = useLanguage();
  return (
    <>
      <h4>{words.feedback}</h4>
      {feedback.length === 0 ? (
        <p class="soft">{words.noFeedback}</p>
      ) : (
        <NumbersTable
          columns={[words.known.case, words.when, words.youSaid, words.right, words.agreed, words.why]}
          rows={feedback.map(({ alias, at, given, right, explanation }) => [
            shortId(alias),
            dayAndTime(at, language),
            desk.decisions[given],
            desk.decisions[right],
            given === right ? `✓ ${words.isRight}` : `✗ ${words.isWrong}`,
            explanation,
          ])}
        />
      )}
    </>
  );
}

export function QualityBlind({ quality }: { quality: QualityView }) {
  const words = useQualityWords();
  return (
    <>
      <p class="soft">
        {words.blindHow} {words.settled(quality.settled)}
      </p>
      <NumbersTable
        columns={[words.task, words.share, words.drawn, words.given, words.answered, words.withdrawn]}
        rows={tasks.map((task) => {
          const { drawn, given, answered, withdrawn } = quality[task];
          const share = quality.shares[task];
          return [
            words.taskKinds[task],
            share === 0 ? words.off : percent(share),
            drawn,
            given,
            answered,
            withdrawn,
          ];
        })}
      />
      <Feedback feedback={quality.feedback} />
    </>
  );
}
