// What was done: waiting cases by age, decisions by day, what the checks and the record answered.
import type { QualityView } from '../../server/contract/quality.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { BarsPlot, Legend, MixStrip, type BarSeries } from './bars-plot.tsx';
import { shortDay } from './figure-days.ts';
import { FigureFrame, FigureScroll, NumbersTable } from './figure-frame.tsx';
import { percent } from './gate-words.ts';
import { useQualityWords } from './quality-words.ts';
import type { SeriesLook } from './series-look.tsx';
import type { QualityStrings } from '../shared/strings/quality.zh-CN.ts';
import type { Decision } from './wire.ts';
import { useWords } from './words.ts';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

export function OpenAges({ ages }: { ages: QualityView['openAges'] }) {
  const words = useQualityWords();
  const { limitsHours, paths } = ages;
  const classes = [0, ...limitsHours].map((from, at) => {
    const to = limitsHours[at];
    if (to === undefined) return words.ageAbove(from);
    return at === 0 ? words.ageBelow(to) : words.ageBetween(from, to);
  });
  return (
    <BarsPlot
      title={words.ages}
      note={words.of(sum(paths.flatMap(({ counts }) => counts)))}
      of={words.ages}
      columns={classes}
      series={paths.map(({ path, counts }) => ({
        name: words.paths[path],
        look: path === 'face' ? 'plain' : 'hatched',
        values: counts,
      }))}
      named="each"
    />
  );
}

function ArrivalsByDay({ quality: { days, arrivals } }: { quality: QualityView }) {
  const words = useQualityWords();
  const language = useLanguage();
  if (sum(arrivals) === 0) return <p>{words.noArrivals}</p>;
  return (
    <BarsPlot
      title={words.arrivals}
      note={`${words.of(sum(arrivals))} · ${words.arrivalsHow}`}
      of={words.day}
      columns={days.map((day) => shortDay(day, language))}
      series={[{ name: words.count, look: 'plain', values: arrivals }]}
      named="ends"
    />
  );
}

const decisionLooks: Readonly<Record<Decision, SeriesLook>> = {
  approve: 'hollow',
  refuse: 'plain',
  'ask-again': 'hatched',
};

function DecisionsByDay({ quality }: { quality: QualityView }) {
  const [words, desk] = [useQualityWords(), useWords()];
  const language = useLanguage();
  const { days, decisions } = quality;
  if (sum(decisions.all) === 0) return <p>{words.noWork}</p>;
  return (
    <>
      <BarsPlot
        title={words.workPlot}
        note={`${words.of(sum(decisions.all))} · ${words.workHow}`}
        of={words.day}
        columns={days.map((day) => shortDay(day, language))}
        series={decisions.outcomes.map(({ decision, counts }) => ({
          name: desk.decisions[decision],
          look: decisionLooks[decision],
          values: counts,
        }))}
        named="ends"
      />
      {decisions.reviewers.length > 0 && (
        <NumbersTable
          columns={[words.perReviewer, words.count]}
          rows={decisions.reviewers.map(({ name, counts }) => [name, sum(counts)])}
        />
      )}
    </>
  );
}

const looks: Readonly<Record<QualityView['checks'][number]['outcome'], SeriesLook>> = {
  failed: 'plain',
  inconclusive: 'hatched',
  unavailable: 'dotted',
  passed: 'hollow',
};
const outcomes = Object.keys(looks) as (keyof typeof looks)[];

interface Mix {
  readonly name: string;
  readonly series: readonly BarSeries[];
}

/** Each row with its strip of days, its counts with their shares, and what they are shares of. */
function MixTable({ title, note, heading, mixes, days }: MixTableProps) {
  const words = useQualityWords();
  const language = useLanguage();
  const series = mixes[0]?.series ?? [];
  return (
    <FigureFrame
      title={title}
      note={note}
      isWide
      numbers={{
        columns: [words.day, ...mixes.flatMap((mix) => mix.series.map(({ name }) => `${mix.name}: ${name}`))],
        rows: days.map((day, at) => [
          shortDay(day, language),
          ...mixes.flatMap((mix) => mix.series.map(({ values }) => values[at] ?? 0)),
        ]),
      }}
    >
      <Legend series={series} />
      <FigureScroll columns={[heading, words.mix, ...series.map(({ name }) => name), words.total]}>
        {mixes.map((mix) => {
          const total = sum(mix.series.flatMap(({ values }) => values));
          return (
            <tr key={mix.name}>
              <th scope="row">{mix.name}</th>
              <td>
                <MixStrip series={mix.series} />
              </td>
              {mix.series.map(({ name, values }) => (
                <td key={name}>{words.part(sum(values), percent(sum(values) / total))}</td>
              ))}
              <td>{words.of(total)}</td>
            </tr>
          );
        })}
      </FigureScroll>
    </FigureFrame>
  );
}

interface MixTableProps {
  readonly title: string;
  readonly note: string;
  readonly heading: string;
  readonly mixes: readonly Mix[];
  readonly days: readonly string[];
}

function CheckMix({ quality: { checks, days } }: { quality: QualityView }) {
  const [words, desk] = [useQualityWords(), useWords()];
  if (checks.length === 0) return <p>{words.noChecks}</p>;
  const names = [...new Set(checks.map(({ check }) => check))];
  return (
    <MixTable
      title={words.checksTable}
      note={words.checksHow}
      heading={words.check}
      days={days}
      mixes={names.map((check) => ({
        name: desk.checks.names[check],
        series: outcomes.map((outcome) => ({
          name: desk.checks.outcomes[outcome],
          look: looks[outcome],
          values: checks.find((one) => one.check === check && one.outcome === outcome)?.counts ?? [],
        })),
      }))}
    />
  );
}

/** Before its stroke, an answer says what it was; behind it, how far it went. */
const kindOf = (answer: string): string => answer.split('/')[0] ?? answer;

type AnswerClass = keyof QualityStrings['recordAnswers'];
const answerClasses: Readonly<Record<string, AnswerClass>> = {
  mismatch: 'disagrees',
  'not-found': 'disagrees',
  'face-refused': 'disagrees',
  unavailable: 'unavailable',
  match: 'agrees',
};
const answerLooks: Readonly<Record<AnswerClass, SeriesLook>> = {
  disagrees: 'plain',
  other: 'hatched',
  unavailable: 'dotted',
  agrees: 'hollow',
};

/** How often each of these words applies: several answers may read alike. */
function countWords(record: QualityView['record'], details: Readonly<Record<string, string>>) {
  const counts = new Map<string, number>();
  for (const { answer, counts: byDay } of record) {
    const said = details[answer] ?? details[kindOf(answer)] ?? answer;
    counts.set(said, (counts.get(said) ?? 0) + sum(byDay));
  }
  return [...counts];
}

function RecordMix({ quality: { record, days } }: { quality: QualityView }) {
  const words = useQualityWords();
  if (record.length === 0) return <p>{words.noRecord}</p>;
  const ofClass = (name: AnswerClass): readonly number[] => {
    const own = record.filter(({ answer }) => (answerClasses[kindOf(answer)] ?? 'other') === name);
    return days.map((_, at) => sum(own.map(({ counts }) => counts[at] ?? 0)));
  };
  return (
    <>
      <MixTable
        title={words.recordTable}
        note={words.checksHow}
        heading={words.answer}
        days={days}
        mixes={[
          {
            name: words.recordTable,
            series: (Object.keys(answerLooks) as AnswerClass[]).map((name) => ({
              name: words.recordAnswers[name],
              look: answerLooks[name],
              values: ofClass(name),
            })),
          },
        ]}
      />
      <NumbersTable columns={[words.answer, words.count]} rows={countWords(record, words.recordDetails)} />
    </>
  );
}

export function QualityWork({ quality }: { quality: QualityView }) {
  return (
    <>
      <ArrivalsByDay quality={quality} />
      <DecisionsByDay quality={quality} />
      <CheckMix quality={quality} />
      <RecordMix quality={quality} />
    </>
  );
}
