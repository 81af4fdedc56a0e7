// One service: how its breakers stand, how it answers, what it costs.
import type { ServiceView } from '../../server/contract/services.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { FigureScroll } from './figure-frame.tsx';
import { percent } from './gate-words.ts';
import { outcomeWords, serviceName, spanWords, useAnswerWords, useServicesWords } from './services-words.ts';
import { dayAndTime, timeOfDay } from './time-words.ts';

function Breakers({ guards }: Pick<ServiceView, 'guards'>) {
  const [words, details] = [useServicesWords(), useAnswerWords()];
  const language = useLanguage();
  if (guards.length === 0) return <p class="soft">{words.noGuards}</p>;
  return (
    <div class="figure-wide">
      <FigureScroll columns={[words.process, words.state, words.since, words.why, words.retryAt]}>
        {guards.map(({ process, state, since, why, retryAt }) => (
          <tr key={process}>
            <th scope="row">{process}</th>
            <td class={state === 'open' ? 'bad' : undefined}>{words.states[state]}</td>
            <td>{dayAndTime(since, language)}</td>
            <td>{why === null ? words.dash : outcomeWords(`unavailable/${why}`, words, details)}</td>
            <td>{retryAt === null ? words.dash : timeOfDay(retryAt, language)}</td>
          </tr>
        ))}
      </FigureScroll>
    </div>
  );
}

function Answers({ service }: { service: ServiceView }) {
  const [words, details] = [useServicesWords(), useAnswerWords()];
  const { questions, heldBack, latency, outcomes } = service;
  return (
    <>
      <p>
        {questions === 0 ? words.notAsked : words.asked(questions)}{' '}
        {latency !== null && words.latency(spanWords(latency.p50Ms, words), spanWords(latency.p95Ms, words))}{' '}
        {heldBack > 0 && words.heldBack(heldBack)}
      </p>
      {outcomes.length > 0 && (
        <div class="figure-wide">
          <FigureScroll columns={[words.outcome, words.count, words.share]}>
            {outcomes.map(({ outcome, count }) => (
              <tr key={outcome}>
                <th scope="row">{outcomeWords(outcome, words, details)}</th>
                <td>{count}</td>
                <td>
                  <meter class="share-meter" value={count} max={questions} aria-hidden="true" />{' '}
                  {percent(count / questions)}
                </td>
              </tr>
            ))}
          </FigureScroll>
        </div>
      )}
    </>
  );
}

export function ServicePart({ service, month }: { service: ServiceView; month: string }) {
  const words = useServicesWords();
  return (
    <section class="quality-part">
      <h3>{words.named(serviceName(service.service, words), words.kinds[service.kind])}</h3>
      <h4>{words.breaker}</h4>
      <Breakers guards={service.guards} />
      <h4>{words.answers}</h4>
      <Answers service={service} />
      <h4>{words.month(month)}</h4>
      {service.month === null ? (
        <p class="soft">{words.noCosts}</p>
      ) : (
        <FigureScroll columns={[words.billed, words.unstated, words.free]}>
          <tr>
            <td>{service.month.billed}</td>
            <td>{service.month.unstated}</td>
            <td>{service.month.free}</td>
          </tr>
        </FigureScroll>
      )}
    </section>
  );
}
