// The three photos that are compared: ID, person, record; looked at with one linked zoom.
import { useReducer } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import type { ChosenFrame } from './case-body.tsx';
import { sortIntoBoxes } from './evidence-choice.ts';
import { keys } from './keymap.ts';
import { MeasurementLine } from './measurement-line.tsx';
import { PhotoBox } from './photo-box.tsx';
import {
  changeView,
  maxBrightness,
  maxZoom,
  minBrightness,
  minZoom,
  plainView,
  type PhotoView,
} from './photo-view.ts';
import { useKeys } from './use-keys.ts';
import type { Check, Evidence } from './wire.ts';
import { useWords } from './words.ts';

const brightnessStep = 0.2;
/** Of the box. */
const panStep = 0.1;

/** Checks that compare two of the three photos. */
const comparisons: readonly Check['check'][] = ['document-face-match', 'government-record'];

export interface PhotoBoardProps {
  readonly view: CaseView;
  /** A frame of the capture to be shown instead of the best one. */
  readonly frame: ChosenFrame | null;
  readonly onBackToBest: () => void;
}

export function PhotoBoard({ view, frame, onBackToBest }: PhotoBoardProps) {
  const words = useWords();
  const [look, change] = useReducer(changeView, plainView);
  const boxes = sortIntoBoxes(view.evidence);
  const brighten = (brightness: number): void => change({ kind: 'brightened', brightness });
  const zoomTo = (zoom: number): void => change({ kind: 'zoomed', zoom, atX: 0, atY: 0 });
  useKeys({
    zoomIn: () => zoomTo(look.zoom * 1.4),
    zoomOut: () => zoomTo(look.zoom / 1.4),
    brighter: () => brighten(look.brightness + brightnessStep),
    darker: () => brighten(look.brightness - brightnessStep),
    turn: () => change({ kind: 'all-turned' }),
    resetView: () => change({ kind: 'reset' }),
    // what is whole cannot be moved; the arrows then scroll the page as ever
    ...(look.zoom > minZoom && {
      panLeft: () => change({ kind: 'moved', byX: panStep, byY: 0 }),
      panRight: () => change({ kind: 'moved', byX: -panStep, byY: 0 }),
      panUp: () => change({ kind: 'moved', byX: 0, byY: panStep }),
      panDown: () => change({ kind: 'moved', byX: 0, byY: -panStep }),
    }),
  });
  const chosen: Evidence | null = frame && {
    evidenceId: frame.evidenceId,
    kind: 'liveness-frame',
    addedAt: '',
  };
  const shared = { look, onLook: change };
  return (
    <section class="photos" aria-labelledby="photos-title">
      <h3 id="photos-title" class="visually-hidden">
        {words.photos.title}
      </h3>
      <div class="photo-boxes">
        <PhotoBox
          {...shared}
          name="document"
          title={words.photos.document}
          pieces={boxes.documents}
          missing={words.photos.missingDocument}
        />
        <PhotoBox
          {...shared}
          name="live"
          title={frame ? words.photos.frameAt((frame.atMs / 1000).toFixed(1)) : words.photos.live}
          pieces={boxes.live}
          instead={chosen}
          onBack={onBackToBest}
          missing={
            view.isFaceLocked
              ? words.photos.missingLocked
              : view.path === 'face-free'
                ? words.photos.missingLiveFaceFree
                : words.photos.missingLive
          }
        />
        <PhotoBox
          {...shared}
          name="record"
          title={words.photos.record}
          pieces={boxes.records}
          missing={words.photos[whyNoRecord(view)]}
        />
      </div>
      <LookControls look={look} onZoom={zoomTo} onBrightness={brighten} onLook={change} />
      <Comparisons checks={view.checks} />
    </section>
  );
}

/** Not having asked is not the record's having none. */
function whyNoRecord(view: CaseView): 'missingRecordNotAsked' | 'missingRecordFaceFree' | 'missingRecord' {
  if (view.checks.some(({ reason }) => reason === 'record-consent-refused')) return 'missingRecordNotAsked';
  return view.path === 'face-free' ? 'missingRecordFaceFree' : 'missingRecord';
}

interface LookControlsProps {
  readonly look: PhotoView;
  readonly onZoom: (zoom: number) => void;
  readonly onBrightness: (brightness: number) => void;
  readonly onLook: (event: { kind: 'all-turned' } | { kind: 'reset' }) => void;
}

function LookControls({ look, onZoom, onBrightness, onLook }: LookControlsProps) {
  const words = useWords();
  return (
    <div class="look">
      <label>
        {words.photos.zoom} <kbd aria-hidden="true">{keys.zoomOut}</kbd>
        <kbd aria-hidden="true">{keys.zoomIn}</kbd>{' '}
        <input
          type="range"
          min={minZoom}
          max={maxZoom}
          step={0.1}
          value={look.zoom}
          onInput={(event) => onZoom(event.currentTarget.valueAsNumber)}
        />
      </label>
      <label>
        {words.photos.brightness} <kbd aria-hidden="true">{keys.darker}</kbd>
        <kbd aria-hidden="true">{keys.brighter}</kbd>{' '}
        <input
          type="range"
          min={minBrightness}
          max={maxBrightness}
          step={0.1}
          value={look.brightness}
          onInput={(event) => onBrightness(event.currentTarget.valueAsNumber)}
        />
      </label>
      <Button kind="quiet" onClick={() => onLook({ kind: 'all-turned' })}>
        <kbd>{keys.turn}</kbd> {words.photos.turnAll}
      </Button>
      <Button kind="quiet" onClick={() => onLook({ kind: 'reset' })}>
        <kbd>{keys.resetView}</kbd> {words.photos.reset}
      </Button>
      <p class="small soft">{words.photos.linked}</p>
    </div>
  );
}

function Comparisons({ checks }: { checks: CaseView['checks'] }) {
  const words = useWords();
  return (
    <div class="comparisons">
      {checks
        .filter((check) => comparisons.includes(check.check) && check.measurements.length > 0)
        .map((check) => (
          <div key={check.check} class={`comparison check-${check.outcome}`}>
            <strong>{words.checks.names[check.check]}</strong>{' '}
            <span class="check-outcome">{words.checks.outcomes[check.outcome]}</span>
            {check.measurements.map((measurement) => (
              <MeasurementLine key={measurement.name} measurement={measurement} />
            ))}
          </div>
        ))}
    </div>
  );
}
