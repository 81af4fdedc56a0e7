// Connects the capture machine with the camera, the server, the guide and the clock.
import type { RefObject } from 'preact';
import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { FramesMeta } from '../../../server/contract/liveness.ts';
import type { CaptureNeeds } from '../../../server/contract/words.ts';
import { asProblem, isAbort } from '../../shared/api.ts';
import { openLiveness, postFrames } from '../applicant-api.ts';
import { chooseCamera, chosenCamera } from './camera-choice.ts';
import { cameraAfter, cameraClaimOf, listCameras, showStream } from './camera.ts';
import { grabFrame, nextPicture } from './frames.ts';
import type { Guide } from './guide.ts';
import { firstState, needsCamera, reduce, type CaptureEvent, type CaptureState } from './liveness-machine.ts';
import { hintFrom } from './quality-hints.ts';
import { newCounter, runStep } from './step-runner.ts';
import { useCamera } from './use-camera.ts';

/** What the buttons of the statement say; read by the running step. */
export interface StatementControl {
  answer: FramesMeta['answer'];
}

export interface Capture {
  readonly state: CaptureState;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly control: RefObject<StatementControl>;
  /** Since when the present step runs, by `performance.now()`; null while none does. */
  readonly runningSinceMs: number | null;
  /** Goes over to the next camera; null where there is only one. */
  readonly switchCamera: (() => void) | null;
}

/** Long enough to read two short sentences. Unmeasured. */
const readingMs = 3000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
const now = (): number => performance.now();

export interface CaptureOf {
  readonly applicationId: string;
  readonly needs: CaptureNeeds;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly guide: Guide | null;
}

export function useCapture({ applicationId, needs, video, guide }: CaptureOf): Capture {
  const [state, dispatch] = useReducer(reduce, firstState);
  const [runningSinceMs, setRunningSince] = useState<number | null>(null);
  const [wish, setWish] = useState<string | null>(chosenCamera);
  const [nextCamera, setNextCamera] = useState<string | null>(null);
  const choose = (deviceId: string | null): void => {
    chooseCamera(deviceId);
    setWish(deviceId);
  };
  const control = useRef<StatementControl>({ answer: null });
  const counter = useRef(newCounter(0));

  const isWanted = state.phase === 'opening-camera' || needsCamera(state);
  const onHidden = useCallback(() => dispatch({ type: 'interrupted', by: 'page-left' }), []);
  const camera = useCamera('face', isWanted, onHidden, wish);

  // camera → machine
  useEffect(() => {
    if (camera.status === 'refused') {
      choose(null); // what was chosen may be what does not open
      dispatch({ type: 'camera-failed', problem: camera.problem });
    }
    if (camera.status !== 'on' || !video.current) return;
    let isLeft = false;
    const [track] = camera.stream.getVideoTracks();
    const onEnded = (): void => dispatch({ type: 'interrupted', by: 'camera-stopped' });
    track?.addEventListener('ended', onEnded);
    showStream(video.current, camera.stream).then(
      () => !isLeft && dispatch({ type: 'camera-opened' }),
      () => !isLeft && dispatch({ type: 'camera-failed', problem: 'in-use' }),
    );
    void listCameras().then((cameras) => {
      if (!isLeft) setNextCamera(cameraAfter(cameras, cameraClaimOf(camera.stream)?.deviceId ?? null));
    });
    return () => {
      isLeft = true;
      track?.removeEventListener('ended', onEnded);
    };
  }, [camera, video]);

  // session
  useEffect(() => {
    if (state.phase !== 'opening-session') return;
    const left = new AbortController();
    openLiveness(applicationId, needs, left.signal).then(
      (session) => {
        counter.current = newCounter(now());
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
    control.current = { answer: null };
    setRunningSince(now());
    runStep({
      token: step.token,
      timeLimitMs: step.timeLimitMs,
      counter: counter.current,
      camera: camera.status === 'on' ? cameraClaimOf(camera.stream) : null,
      now,
      wait,
      signal: left.signal,
      nextPicture: () => nextPicture(source),
      grab: async () => {
        const atMs = now();
        return { picture: await grabFrame(source, canvas), atMs };
      },
      answer: () => control.current.answer,
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

  const switchCamera =
    nextCamera === null || !needsCamera(state)
      ? null
      : () => {
          dispatch({ type: 'camera-switched' });
          choose(nextCamera);
        };
  return { state, dispatch, control, runningSinceMs, switchCamera };
}
