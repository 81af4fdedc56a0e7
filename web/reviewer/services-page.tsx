// The services that are asked about people and businesses, for leads and operators.
import { useCallback, useState } from 'preact/hooks';
import type { ServicesView } from '../../server/contract/services.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { PageFrame } from './page-frame.tsx';
import { useQualityWords } from './quality-words.ts';
import { ReadPart } from './read-part.tsx';
import { ServicePart } from './service-part.tsx';
import { readServices } from './services-api.ts';
import { serviceName, useServicesWords } from './services-words.ts';
import { dayAndTime } from './time-words.ts';
import { useReading } from './use-reading.ts';
import { useWhileSeen } from './use-while-seen.ts';
import type { ViewPageProps } from './view-pages.tsx';
import { useWords } from './words.ts';

const periods = [1, 24, 7 * 24, 30 * 24] as const;
const refreshMs = 30_000;

/** What needs somebody now comes first; what is in order is said in plain words. */
function Alarms({ view: { services, waiting } }: { view: ServicesView }) {
  const words = useServicesWords();
  const language = useLanguage();
  const resting = services.flatMap(({ service, guards }) => {
    const open = guards.filter(({ state }) => state !== 'closed').length;
    return open === 0 ? [] : [words.resting(serviceName(service, words), open, guards.length)];
  });
  return (
    <div class="alarms">
      {resting.length === 0 && services.length > 0 && <p>{words.allWell}</p>}
      {resting.map((one) => (
        <p key={one} class="notice notice-bad">
          {one}
        </p>
      ))}
      {waiting.since === null ? (
        <p>{words.waitingNone}</p>
      ) : (
        <p class="notice notice-warn">
          {words.waiting(waiting.applications, dayAndTime(waiting.since, language))}
        </p>
      )}
    </div>
  );
}

function Services({ onSignedOut }: Pick<ViewPageProps, 'onSignedOut'>) {
  const [words, quality] = [useServicesWords(), useQualityWords()];
  const [hours, setHours] = useState<number>(24);
  const read = useCallback((signal: AbortSignal) => readServices(hours, signal), [hours]);
  const reading = useReading(read, onSignedOut);
  useWhileSeen(refreshMs, reading.isReading ? null : reading.again);
  return (
    <div class="quality-page">
      <p class="soft">{words.how}</p>
      <div class="quality-period">
        <label>
          {words.period}{' '}
          <select value={String(hours)} onChange={(event) => setHours(Number(event.currentTarget.value))}>
            {periods.map((count) => (
              <option key={count} value={String(count)}>
                {words.lastHours(count)}
              </option>
            ))}
          </select>
        </label>
        <Button isBusy={reading.isReading} onClick={reading.again}>
          {quality.again}
        </Button>
      </div>
      <ReadPart reading={reading}>
        {(view) => (
          <>
            <Alarms view={view} />
            {view.services.length === 0 && <p>{words.none}</p>}
            {view.services.map((service) => (
              <ServicePart key={service.service} service={service} month={view.month} />
            ))}
          </>
        )}
      </ReadPart>
    </div>
  );
}

export function ServicesPage({ reviewer, onSignedOut }: ViewPageProps) {
  const [words, { problems }] = [useServicesWords(), useWords()];
  return (
    <PageFrame title={words.title}>
      {reviewer.role === 'reviewer' ? (
        <p class="notice">
          <strong>{words.onlyLeads}</strong> {problems['role-not-enough'].next}
        </p>
      ) : (
        <Services onSignedOut={onSignedOut} />
      )}
    </PageFrame>
  );
}
