// How long decisions took, which were unusually fast or slow, overall and for each reviewer.
import type { QualityView } from '../../server/contract/quality.ts';
import { BarsPlot } from './bars-plot.tsx';
import { countBetween } from './figure-scale.ts';
import { percent } from './gate-words.ts';
import { leastDecisions, timeWords, useQualityWords } from './quality-words.ts';
import { FigureScroll } from './figure-frame.tsx';

type Times = QualityView['times'];
type Share = Times['reviewers'][number]['tooFast'];

/** The server sends no more; a note says so. */
const mostShown = 1000;

/** Each twice the one before, because times multiply. */
const limitsMs = [15, 30, 60, 120, 240, 480, 960].map((seconds) => seconds * 1000);

function TimesPlot({ decisionsMs, usual }: Times) {
  const words = useQualityWords();
  const names = [0, ...limitsMs].map((from, at) => {
    const to = limitsMs[at];
    return to === undefined ? words.above(timeWords(from, words)) : words.below(timeWords(to, words));
  });
  const between = (from: number, to: number): readonly number[] =>
    countBetween(
      decisionsMs.filter((time) => time >= from && time <= to),
      limitsMs,
    );
  const [fast, slow] = [usual?.tooFastBelowMs ?? 0, usual?.tooSlowAboveMs ?? Infinity];
  const series = [
    { name: words.usualBin, look: 'plain', values: between(fast, slow) },
    {
      name: words.tooFast,
      look: 'hatched',
      values: countBetween(
        decisionsMs.filter((one) => one < fast),
        limitsMs,
      ),
    },
    {
      name: words.tooSlow,
      look: 'dotted',
      values: countBetween(
        decisionsMs.filter((one) => one > slow),
        limitsMs,
      ),
    },
  ] as const;
  return (
    <BarsPlot
      title={words.timesPlot}
      note={decisionsMs.length < mostShown ? words.of(decisionsMs.length) : words.newest(mostShown)}
      of={words.times}
      columns={names}
      series={usual === null ? [{ ...series[0], name: words.count }] : series}
      named="each"
    />
  );
}

function ShareCell({ share }: { share: Share }) {
  const words = useQualityWords();
  if (share === null) return <>{words.none}</>;
  return (
    <>
      {words.part(share.count, percent(share.value))}{' '}
      <span class="small soft">{words.interval(percent(share.lower95), percent(share.upper95))}</span>
    </>
  );
}

export function QualityTimes({ times }: { times: Times }) {
  const words = useQualityWords();
  const { usual, decisionsMs, reviewers } = times;
  const time = (ms: number): string => timeWords(ms, words);
  return (
    <>
      <p class="soft">{words.timesHow}</p>
      <p>
        {usual !== null
          ? words.usual(time(usual.medianMs), time(usual.tooFastBelowMs), time(usual.tooSlowAboveMs))
          : decisionsMs.length === 0
            ? words.noTimes
            : words.noUsual(decisionsMs.length, leastDecisions)}
      </p>
      {decisionsMs.length > 0 && <TimesPlot {...times} />}
      {reviewers.length > 0 && (
        <FigureScroll columns={[words.who, words.count, words.median, words.tooFast, words.tooSlow]}>
          {reviewers.map(({ reviewerId, name, count, medianMs, tooFast, tooSlow }) => (
            <tr key={reviewerId}>
              <th scope="row">{name}</th>
              <td>{words.of(count)}</td>
              <td>{time(medianMs)}</td>
              <td>
                <ShareCell share={tooFast} />
              </td>
              <td>
                <ShareCell share={tooSlow} />
              </td>
            </tr>
          ))}
        </FigureScroll>
      )}
    </>
  );
}
