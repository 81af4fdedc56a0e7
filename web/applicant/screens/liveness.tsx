// The guided capture as the applicant sees it: explanation, camera, what came of it, and the other ways on.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaptureNeeds } from '../../../server/contract/words.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Dialog } from '../../shared/ui/Dialog.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';
import { findMyApplication } from '../applicant-api.ts';
import type { Guide } from '../capture/guide.ts';
import { needsCamera, type CaptureState } from '../capture/liveness-machine.ts';
import { canSpeak } from '../capture/speech.ts';
import { useCapture } from '../capture/use-capture.ts';
import { useReading } from '../capture/use-reading.ts';
import { CameraProblemNotice } from './camera-problem.tsx';
import { CaptureNeedsForm } from './capture-needs.tsx';
import { FaceFreeDialog } from './face-free-dialog.tsx';
import type { JourneyProps } from './journey.ts';
import { LivenessOutcome } from './liveness-outcome.tsx';
import { LivenessStage } from './liveness-stage.tsx';
import { ScreenTitle } from './screen-title.tsx';

export interface LivenessProps extends JourneyProps {
  readonly guide: Guide | null;
  readonly needs: CaptureNeeds;
  readonly onNeeds: (needs: CaptureNeeds) => void;
}

export function Liveness(props: LivenessProps) {
  const { view, act, open, isChanging, guide, needs } = props;
  const strings = useStrings();
  const words = strings.capture;
  const video = useRef<HTMLVideoElement>(null);
  const { applicationId } = view;
  const capture = useCapture({ applicationId, needs, video, guide });
  const { state, dispatch, control, runningSinceMs } = capture;
  const [isSpeaking, setSpeaking] = useState(false);
  const [dialog, setDialog] = useState<'none' | 'other-way' | 'help'>('none');
  const isLive = state.phase === 'opening-camera' || needsCamera(state);
  const start = (): void => dispatch({ type: 'start' });
  useReading(state, isSpeaking, view.language);

  // what the capture changed is for the server to tell
  useEffect(() => {
    if (state.phase !== 'complete' && state.phase !== 'declined') return;
    void act(() => findMyApplication()).then(() => open(null));
  }, [state.phase]);

  return (
    <>
      {!isLive && (
        <div class="intro">
          <ScreenTitle text={words.title} />
          {state.phase === 'explaining' && <p class="lead">{words.lead}</p>}
          {state.phase === 'explaining' && isChanging && <p class="soft">{strings.changing.liveness}</p>}
        </div>
      )}

      {state.phase === 'explaining' && (
        <>
          <ul class="ticks">
            {words.before.map((line) => (
              <li key={line}>
                <Icon name="check" size={20} /> {line}
              </li>
            ))}
          </ul>
          <p class="soft small">{words.why}</p>
          <CaptureNeedsForm needs={needs} onNeeds={props.onNeeds} />
          {canSpeak && (
            <label class="switch">
              <input
                type="checkbox"
                checked={isSpeaking}
                onChange={(event) => setSpeaking(event.currentTarget.checked)}
              />
              <Icon name="sound" /> {words.speak}
            </label>
          )}
        </>
      )}

      {isLive && (
        <LivenessStage
          state={state}
          video={video}
          control={control}
          runningSinceMs={runningSinceMs}
          statementLanguage={view.language}
          onOtherCamera={capture.switchCamera}
          reading={canSpeak ? { isOn: isSpeaking, onChange: setSpeaking } : null}
        />
      )}

      {state.phase === 'no-camera' && (
        <CameraProblemNotice problem={state.problem} resumeLink={view.resumeLink} onTryAgain={start}>
          {state.problem === 'no-camera-in-this-browser' && <p class="soft">{words.fileWontDo}</p>}
        </CameraProblemNotice>
      )}

      <LivenessOutcome state={state} attemptsLeft={view.liveness.attemptsLeft} />

      <div class="actions">
        {state.phase === 'explaining' && view.liveness.attemptsLeft > 0 && (
          <Button kind="main" onClick={start}>
            <Icon name="camera" /> {words.start}
          </Button>
        )}
        {mayRepeat(state) && (
          <Button kind="main" onClick={start}>
            {state.phase === 'interrupted' && state.resume ? words.resume : words.again}
          </Button>
        )}
        <div class="row">
          <Button onClick={() => setDialog('other-way')}>{words.otherWay}</Button>
          <Button onClick={() => setDialog('help')}>{words.help}</Button>
        </div>
      </div>

      {dialog === 'other-way' && (
        <FaceFreeDialog view={view} act={act} open={open} onClose={() => setDialog('none')} />
      )}
      {dialog === 'help' && (
        <Dialog title={words.helpTitle} onClose={() => setDialog('none')}>
          <ul class="plain-list">
            {words.helpTips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
          <div class="actions">
            <Button kind="main" onClick={() => setDialog('none')}>
              {words.helpDone}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function mayRepeat(state: CaptureState): boolean {
  return state.phase === 'interrupted' || (state.phase === 'ended' && state.attemptsLeft > 0);
}
