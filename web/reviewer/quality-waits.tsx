// How long people wait on both paths, side by side, against the targets, with what needs somebody now.
import type { ServiceLevelsView } from '../../server/contract/service-levels.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { daysBetween, shortDay } from './figure-days.ts';
import { figure, percent } from './gate-words.ts';
import { LinesPlot } from './lines-plot.tsx';
import { comparePaths, leastCompared, missedTargets } from './path-waits.ts';
import { useQualityWords } from './quality-words.ts';
import { dayAndTime } from './time-words.ts';
import { FigureScroll } from './figure-frame.tsx';

type Levels = ServiceLevelsView;

/** What is late or unequal now, each as an alarm with what to do; what is in order in plain words. */
function WaitAlarms({ levels }: { levels: Levels }) {
  const words = useQualityWords();
  const language = useLanguage();
  const breached = levels.paths.reduce((sum, path) => sum + path.breached, 0);
  const comparison = comparePaths(levels.paths);
  const missed = levels.paths.flatMap((path) =>
    missedTargets(path, levels.targets).map((quantile) =>
      words.missed(words.paths[path.path], words[quantile], path.decided),
    ),
  );
  return (
    <div class="alarms">
      {breached > 0 ? (
        <p class="notice notice-bad">
          {words.breached(breached, dayAndTime(levels.breachedSince ?? levels.at, language))}
        </p>
      ) : (
        <p>{words.noneLate}</p>
      )}
      {missed.length > 0 && (
        <ul class="notice notice-warn">
          {missed.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {comparison.kind === 'slower' && (
        <p class="notice notice-warn">
          {words.slower(
            comparison.by
              .map(({ quantile, excess }) =>
                excess === null
                  ? words.slowerFromNothing(words[quantile])
                  : words.slowerBy(words[quantile], percent(excess)),
              )
              .join(words.and),
          )}
        </p>
      )}
      {comparison.kind === 'alike' && <p>{words.alike}</p>}
      {comparison.kind === 'too-few' && (
        <p>{words.tooFewToCompare(comparison.face, comparison.faceFree, leastCompared)}</p>
      )}
    </div>
  );
}

function WaitTable({ levels }: { levels: Levels }) {
  const words = useQualityWords();
  const language = useLanguage();
  const both = (one: { p50: number; p95: number } | null): string =>
    one === null ? words.none : `${words.hours(figure(one.p50))} / ${words.hours(figure(one.p95))}`;
  return (
    <FigureScroll
      columns={[
        words.path,
        words.decided,
        words.p50,
        words.p95,
        words.within,
        words.clock,
        words.open,
        words.late,
        words.oldest,
      ]}
    >
      {levels.paths.map((path) => {
        const missed = missedTargets(path, levels.targets);
        return (
          <tr key={path.path}>
            <th scope="row">{words.paths[path.path]}</th>
            <td>{words.of(path.decided)}</td>
            {(['p50', 'p95'] as const).map((quantile) => (
              <td key={quantile}>
                {path.workingHours === null ? (
                  words.none
                ) : (
                  <>
                    {words.hours(figure(path.workingHours[quantile]))}
                    <br />
                    <span class={missed.includes(quantile) ? 'small bad' : 'small soft'}>
                      {missed.includes(quantile) ? words.aboveTarget : words.withinTarget}
                    </span>
                  </>
                )}
              </td>
            ))}
            <td>{path.withinTarget === null ? words.none : percent(path.withinTarget)}</td>
            <td>{both(path.hours)}</td>
            <td>{path.open}</td>
            <td class={path.breached > 0 ? 'bad' : undefined}>{path.breached}</td>
            <td>
              {path.oldestSubmittedAt === null ? words.none : dayAndTime(path.oldestSubmittedAt, language)}
            </td>
          </tr>
        );
      })}
    </FigureScroll>
  );
}

function WaitsByDay({ levels }: { levels: Levels }) {
  const words = useQualityWords();
  const language = useLanguage();
  const dates = daysBetween(levels.days.map(({ date }) => date));
  if (dates.length === 0) return <p class="soft">{words.noWaits}</p>;
  const onDay = (date: string, path: Levels['days'][number]['path']) =>
    levels.days.find((day) => day.date === date && day.path === path);
  return (
    <LinesPlot
      title={words.waitsPlot}
      of={words.day}
      columns={dates.map((date) => shortDay(date, language))}
      series={levels.paths.map(({ path }) => ({
        name: words.paths[path],
        look: path === 'face' ? 'round' : 'square',
        values: dates.map((date) => onDay(date, path)?.workingHours?.p50 ?? null),
        counts: dates.map((date) => onDay(date, path)?.decided ?? 0),
      }))}
      limit={{ name: words.waitsTarget, value: levels.targets.p50WorkingHours }}
    />
  );
}

export function QualityWaits({ levels }: { levels: Levels }) {
  const words = useQualityWords();
  const { targets, decisionsPerHour, isCapped } = levels;
  return (
    <>
      <p class="soft">{words.waitsHow}</p>
      <p>
        {words.targets(
          words.hours(figure(targets.p50WorkingHours)),
          words.hours(figure(targets.p95WorkingHours)),
        )}{' '}
        {decisionsPerHour === null ? words.noPace : words.pace(figure(decisionsPerHour))}
      </p>
      <WaitAlarms levels={levels} />
      <WaitTable levels={levels} />
      <WaitsByDay levels={levels} />
      {isCapped && <p class="small soft">{words.capped}</p>}
    </>
  );
}
