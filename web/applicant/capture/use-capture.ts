// Connects the capture machine with the camera, the server, the guide and the clock.
import type { RefObject } from 'preact';
import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { FramesMeta } from '../../../server/contract/liveness.ts';
import { asProblem, isAbort } from '../../shared/api.ts';
import { openLiveness, postFrames } from '../applicant-api.ts';
import { showStream } from './camera.ts';
import { grabFrame } from './frames.ts';
import type { Guide } from './guide.ts';
import { firstState, needsCamera, reduce, type CaptureEvent, type CaptureState } from './liveness-machine.ts';
import { hintFrom } from './quality-hints.ts';
import { runStep, type SessionCounter } from './step-runner.ts';
import { useCamera } from './use-camera.ts';

/** What the person does with the statement; read by the running step. `answer` only once it was held long enough. */
export interface StatementControl {
  isHeld: boolean;
  answer: FramesMeta['answer'];
}

export interface Capture {
  readonly state: CaptureState;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly control: RefObject<StatementControl>;
  /** Since when the present step runs, by `performance.now()`; null while none does. */
  readonly runningSinceMs: number | null;
}

/** Long enough to read two short sentences. Unmeasured. */
const readingMs = 3000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
const now = (): number => performance.now();

export function useCapture(
  applicationId: string,
  video: RefObject<HTMLVideoElement | null>,
  guide: Guide | null,
): Capture {
  const [state, dispatch] = useReducer(reduce, firstState);
  const [runningSinceMs, setRunningSince] = useState<number | null>(null);
  const control = useRef<StatementControl>({ isHeld: false, answer: null });
  const counter = useRef<SessionCounter>({ nextSeq: 0, startedAtMs: 0 });

  const isWanted = state.phase === 'opening-camera' || needsCamera(state);
  const onHidden = useCallback(() => dispatch({ type: 'interrupted', by: 'page-left' }), []);
  const camera = useCamera('face', isWanted, onHidden);

  // camera → machine
  useEffect(() => {
    if (camera.status === 'refused') dispatch({ type: 'camera-failed', problem: camera.problem });
    if (camera.status !== 'on' || !video.current) return;
    const [track] = camera.stream.getVideoTracks();
    const onEnded = (): void => dispatch({ type: 'camera-failed', problem: 'absent' });
    track?.addEventListener('ended', onEnded);
    showStream(video.current, camera.stream).then(
      () => dispatch({ type: 'camera-opened' }),
      () => dispatch({ type: 'camera-failed', problem: 'in-use' }),
    );
    return () => track?.removeEventListener('ended', onEnded);
  }, [camera, video]);

  // session
  useEffect(() => {
    if (state.phase !== 'opening-session') return;
    const left = new AbortController();
    openLiveness(applicationId, left.signal).then(
      (session) => {
        counter.current = { nextSeq: 0, startedAtMs: now() };
        dispatch({ type: 'session-opened', session });
      },
      (error: unknown) => {
        if (!isAbort(error)) dispatch({ type: 'interrupted', by: asProblem(error).type });
      },
    );
    return () => left.abort();
  }, [state.phase, applicationId]);

  // the running step
  const running = state.phase === 'capturing' ? state : null;
  const token = running?.step.token;
  useEffect(() => {
    const source = video.current;
    if (!running || !source) return;
    const { sessionId, step } = running;
    const left = new AbortController();
    const canvas = document.createElement('canvas');
    control.current = { isHeld: false, answer: null };
    setRunningSince(now());
    runStep({
      timeLimitMs: step.timeLimitMs,
      counter: counter.current,
      now,
      wait,
      signal: left.signal,
      grab: () => grabFrame(source, canvas),
      isWatching: () => step.kind !== 'agree' || control.current.isHeld,
      isSending: () => step.kind !== 'agree' || control.current.answer === 'agree',
      answer: () => (step.kind === 'agree' ? control.current.answer : null),
      onWatching: (verdict) => dispatch({ type: 'judged', verdict }),
      post: (meta, frames) =>
        postFrames(applicationId, sessionId, step, meta, frames, {
          signal: left.signal,
          onRetry: () => dispatch({ type: 'connection-lost' }),
        }),
    }).then(
      (verdict) => {
        if (verdict && !left.signal.aborted) dispatch({ type: 'judged', verdict });
      },
      (error: unknown) => {
        if (!isAbort(error)) dispatch({ type: 'interrupted', by: asProblem(error).type });
      },
    );
    return () => {
      left.abort();
      setRunningSince(null);
    };
  }, [token, applicationId]); // a token is one try at one step: nothing else starts another run

  // the guide's hints, between the server's
  useEffect(() => {
    const source = video.current;
    if (!running || !source || !guide) return;
    let misses = 0;
    return guide.watch(source, (sight) => {
      misses = sight ? 0 : misses + 1;
      dispatch({ type: 'hinted', hint: hintFrom(sight, misses, running.step.kind) });
    });
  }, [token, guide]);

  useEffect(() => {
    if (state.phase !== 'repeating') return;
    const timer = setTimeout(() => dispatch({ type: 'read' }), readingMs);
    return () => clearTimeout(timer);
  }, [state]);

  return { state, dispatch, control, runningSinceMs };
}
