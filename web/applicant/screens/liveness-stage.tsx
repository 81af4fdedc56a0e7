// The live picture with its oval, one large instruction, one hint; the statement of will in place of the last step.
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { StepKind } from '../../../server/contract/words.ts';
import type { Language } from '../../shared/strings/language.ts';
import type { CaptureStrings } from '../../shared/strings/capture.zh-CN.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Icon, type IconName } from '../../shared/ui/Icon.tsx';
import { StatusLine } from '../../shared/ui/StatusLine.tsx';
import type { CapturingState, CaptureState } from '../capture/liveness-machine.ts';
import { vibrate } from '../capture/speech.ts';
import type { StatementControl } from '../capture/use-capture.ts';
import { retryWording } from './retry-wording.ts';
import { ScreenTitle } from './screen-title.tsx';
import { Statement } from './statement.tsx';

/** In a mirrored picture the person's own left is on the left: the arrow points where they turn. */
const icons: Record<StepKind, IconName> = {
  neutral: 'straight',
  'turn-left': 'arrow-left',
  'turn-right': 'arrow-right',
  nod: 'nod',
  'close-eyes': 'eyes-closed',
  'open-mouth': 'mouth',
  agree: 'letter',
};

export interface LivenessStageProps {
  readonly state: CaptureState;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly control: RefObject<StatementControl>;
  readonly runningSinceMs: number | null;
  /** The application's language, which may not be the page's. */
  readonly statementLanguage: Language;
  /** Null where there is no other camera. */
  readonly onOtherCamera: (() => void) | null;
  /** Null where the browser has no voice. */
  readonly reading: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void } | null;
}

export function LivenessStage(props: LivenessStageProps) {
  const { state, video, control, runningSinceMs, statementLanguage } = props;
  const { capture: words } = useStrings();
  const step = state.phase === 'capturing' || state.phase === 'repeating' ? state.step : null;
  const isAgreeing = state.phase === 'capturing' && state.step.kind === 'agree';
  const isAfterSuccess = state.phase === 'capturing' && state.isAfterSuccess;
  const fits = state.phase === 'capturing' && state.guideHint === null && state.hint === 'go-on';

  useEffect(() => {
    if (isAfterSuccess) vibrate(60); // the step is done
  }, [isAfterSuccess, step?.index]);

  return (
    <div class={isAgreeing ? 'stage stage-agree' : 'stage'}>
      <div class="mirror">
        <video ref={video} muted playsInline aria-label={words.previewLabel} />
        <div class={fits ? 'oval oval-fits' : 'oval'} aria-hidden="true" />
        {isAfterSuccess && (
          <p key={step?.index} class="tick" aria-hidden="true">
            <Icon name="check" size={32} /> {words.passed}
          </p>
        )}
      </div>
      {isAgreeing ? (
        <Statement text={state.step.statement ?? ''} language={statementLanguage} control={control} />
      ) : (
        <Instruction state={state} />
      )}
      {state.phase === 'capturing' && (
        // of its own at each try: what was said of the one before is not held back to be shown here
        <StatusLine key={state.step.token} className="hint-line" text={hintWords(state, words)} />
      )}
      {step && (
        <div class="stage-progress">
          <StepDots index={step.index} total={step.total} />
          {state.phase === 'capturing' && (
            <Countdown sinceMs={runningSinceMs} limitMs={state.step.timeLimitMs} />
          )}
        </div>
      )}
      <Tools {...props} />
    </div>
  );
}

/** What may be changed while the camera is on. */
function Tools({ onOtherCamera, reading }: LivenessStageProps) {
  const { capture: words } = useStrings();
  if (!onOtherCamera && !reading) return null;
  return (
    <div class="stage-tools">
      {reading && (
        <button
          type="button"
          class="tool"
          aria-pressed={reading.isOn}
          onClick={() => reading.onChange(!reading.isOn)}
        >
          <Icon name={reading.isOn ? 'sound' : 'sound-off'} size={20} /> {words.speak}
        </button>
      )}
      {onOtherCamera && (
        <button type="button" class="tool" onClick={onOtherCamera}>
          <Icon name="other-camera" size={20} /> {words.switchCamera}
        </button>
      )}
    </div>
  );
}

/** The most useful one; nothing before anything was seen. */
function hintWords(state: CapturingState, words: CaptureStrings): string {
  if (state.isOffline) return words.connectionLost;
  const hint = state.guideHint ?? state.hint;
  return hint === null ? '' : words.hints[hint];
}

function Instruction({ state }: { state: CaptureState }) {
  const { capture: words } = useStrings();
  if (state.phase === 'repeating') {
    const wording = retryWording(state, words);
    return (
      <div class="instruction" role="alert">
        <ScreenTitle text={wording.says} />
        <p class="instruction-next">{wording.next}</p>
        <p class="soft">{words.triesLeft(state.triesLeft)}</p>
      </div>
    );
  }
  if (state.phase !== 'capturing')
    return (
      <div class="instruction" role="status">
        {state.phase === 'opening-session' && state.isAnew && <p>{words.beginsAnew}</p>}
        <p>{state.phase === 'opening-camera' ? words.opening : words.preparing}</p>
      </div>
    );
  const { kind, index } = state.step;
  // a new heading takes the focus, which reads it out; a live region as well would say it twice
  return (
    <div class="instruction instruction-asked">
      <span class="instruction-icon">
        <Icon name={icons[kind]} size={56} />
      </span>
      <ScreenTitle key={index} text={words.instructions[kind].title} />
    </div>
  );
}

function StepDots({ index, total }: { index: number; total: number }) {
  const { capture: words } = useStrings();
  return (
    <p class="dots">
      <span aria-hidden="true">
        {Array.from({ length: total }, (_, dot) => (
          <span key={dot} class={dot < index ? 'dot dot-done' : dot === index ? 'dot dot-now' : 'dot'} />
        ))}
      </span>
      <span class="small soft">{words.stepOf(index + 1, total)}</span>
    </p>
  );
}

/** A bar and a number, updated each second; never the only thing that tells what to do. */
function Countdown({ sinceMs, limitMs }: { sinceMs: number | null; limitMs: number }) {
  const { capture: words } = useStrings();
  const [leftMs, setLeft] = useState(limitMs);
  useEffect(() => {
    const tick = (): void =>
      setLeft(Math.max(0, limitMs - (performance.now() - (sinceMs ?? performance.now()))));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [sinceMs, limitMs]);
  return (
    <div class="countdown">
      <progress max={limitMs} value={leftMs} aria-hidden="true" />
      <span class="small soft figures">{words.secondsLeft(Math.ceil(leftMs / 1000))}</span>
    </div>
  );
}
