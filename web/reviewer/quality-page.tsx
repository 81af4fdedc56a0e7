// The quality of reviewing: the gate, waiting times, work, agreement, decision times, known cases.
import type { ComponentChildren } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { shortDay } from './figure-days.ts';
import { readGate } from './gate-api.ts';
import { GateState } from './gate-state.tsx';
import { KnownCases } from './known-cases.tsx';
import { PageFrame } from './page-frame.tsx';
import { QualityAgreement } from './quality-agreement.tsx';
import { readQuality, readServiceLevels, readStoredFaces } from './quality-api.ts';
import { QualityBlind } from './quality-blind.tsx';
import { QualityTimes } from './quality-times.tsx';
import { QualityWaits } from './quality-waits.tsx';
import { useQualityWords } from './quality-words.ts';
import { StoredFaces } from './stored-faces.tsx';
import { OpenAges, QualityWork } from './quality-work.tsx';
import { ReadPart } from './read-part.tsx';
import { useReading } from './use-reading.ts';
import { useWhileSeen } from './use-while-seen.ts';
import type { ViewPageProps } from './view-pages.tsx';

const refreshMs = 60_000;
const periods = [7, 30, 90, 180] as const;

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="quality-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Asked for by itself: the figure changes once an hour. */
function FacesPart({ onSignedOut }: Pick<ViewPageProps, 'onSignedOut'>) {
  const words = useQualityWords();
  const faces = useReading(readStoredFaces, onSignedOut);
  return (
    <Part title={words.faces.title}>
      <ReadPart reading={faces}>{(view) => <StoredFaces faces={view} />}</ReadPart>
    </Part>
  );
}

export function QualityPage({ reviewer, onSignedOut }: ViewPageProps) {
  const words = useQualityWords();
  const language = useLanguage();
  const [days, setDays] = useState<number>(30);
  const readDays = useCallback((signal: AbortSignal) => readQuality(days, signal), [days]);
  const gate = useReading(readGate, onSignedOut);
  const levels = useReading(readServiceLevels, onSignedOut);
  const quality = useReading(readDays, onSignedOut);
  const all = [gate, levels, quality];
  const isReading = all.some((one) => one.isReading);
  const readAll = (): void => all.forEach((one) => one.again());
  useWhileSeen(refreshMs, isReading ? null : readAll);

  return (
    <PageFrame title={words.title}>
      <div class="quality-page">
        <ReadPart reading={gate}>{(view) => <GateState gate={view} />}</ReadPart>
        <Part title={words.waits}>
          <ReadPart reading={levels}>{(view) => <QualityWaits levels={view} />}</ReadPart>
          {quality.view !== null && <OpenAges ages={quality.view.openAges} />}
        </Part>
        <div class="quality-period">
          <label>
            {words.period}{' '}
            <select value={String(days)} onChange={(event) => setDays(Number(event.currentTarget.value))}>
              {periods.map((count) => (
                <option key={count} value={String(count)}>
                  {words.lastDays(count)}
                </option>
              ))}
            </select>
          </label>
          <Button isBusy={isReading} onClick={readAll}>
            {words.again}
          </Button>
          <span role="status">{quality.view !== null && quality.isReading ? words.reading : ''}</span>
        </div>
        <ReadPart reading={quality}>
          {(view) => (
            <>
              <p class="soft">
                {words.from(
                  shortDay(view.days[0] ?? view.from.slice(0, 10), language),
                  shortDay(view.days.at(-1) ?? view.to.slice(0, 10), language),
                  levels.view?.timeZone ?? 'UTC',
                )}{' '}
                {view.isEverybody ? words.everybody : words.onlyYours}
              </p>
              <Part title={words.work}>
                <QualityWork quality={view} />
              </Part>
              <Part title={words.agreement}>
                <QualityAgreement quality={view} />
              </Part>
              <Part title={words.times}>
                <QualityTimes times={view.times} />
              </Part>
              <Part title={words.blind}>
                <QualityBlind quality={view} />
              </Part>
            </>
          )}
        </ReadPart>
        {reviewer.role !== 'reviewer' && <FacesPart onSignedOut={onSignedOut} />}
        {reviewer.role !== 'reviewer' && (
          <Part title={words.known.title}>
            <KnownCases onSignedOut={onSignedOut} />
          </Part>
        )}
      </div>
    </PageFrame>
  );
}
