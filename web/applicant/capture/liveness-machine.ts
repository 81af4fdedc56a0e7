// The guided capture as one pure machine: camera, timers and uploads are effects outside it.
import type { LivenessSession, LivenessStep, StepVerdict } from '../../../server/contract/liveness.ts';
import type { CaptureHint, RetryReason } from '../../../server/contract/words.ts';
import type { ClientProblemType } from '../../shared/api.ts';
import type { CameraProblem } from '../../shared/strings/capture.zh-CN.ts';

export type CaptureState =
  | { readonly phase: 'explaining' } // the person decides when the camera opens
  | { readonly phase: 'opening-camera' }
  | { readonly phase: 'no-camera'; readonly problem: CameraProblem }
  | { readonly phase: 'opening-session' }
  | CapturingState
  | {
      readonly phase: 'repeating'; // says what to change, then the same step again
      readonly sessionId: string;
      readonly step: LivenessStep;
      readonly reason: RetryReason;
      readonly triesLeft: number;
    }
  | { readonly phase: 'ended'; readonly reason: RetryReason; readonly attemptsLeft: number }
  | { readonly phase: 'interrupted'; readonly by: Interruption }
  | { readonly phase: 'declined' }
  | { readonly phase: 'complete' };

export interface CapturingState {
  readonly phase: 'capturing';
  readonly sessionId: string;
  readonly step: LivenessStep;
  /** The server's, about the frames it saw last. */
  readonly hint: CaptureHint | null;
  /** The guide's in this page, about this very moment; null when nothing is wrong or there is no guide. */
  readonly guideHint: CaptureHint | null;
  readonly isOffline: boolean;
  /** Whether the step before it has just been passed. */
  readonly isAfterSuccess: boolean;
}

/** `page-left`: the page was hidden, so the camera was turned off. */
export type Interruption = ClientProblemType | 'page-left';

export type CaptureEvent =
  | { readonly type: 'start' }
  | { readonly type: 'camera-opened' }
  | { readonly type: 'camera-failed'; readonly problem: CameraProblem }
  | { readonly type: 'session-opened'; readonly session: LivenessSession }
  | { readonly type: 'judged'; readonly verdict: StepVerdict }
  | { readonly type: 'hinted'; readonly hint: CaptureHint | null }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'read' } // the reason to repeat has been on the screen long enough
  | { readonly type: 'interrupted'; readonly by: Interruption }
  | { readonly type: 'stop' };

export const firstState: CaptureState = { phase: 'explaining' };

/** Whether the camera is on in this state. */
export function needsCamera(state: CaptureState): boolean {
  return state.phase === 'opening-session' || state.phase === 'capturing' || state.phase === 'repeating';
}

/** The state after the event; the very same one when the event comes too late to mean anything. */
export function reduce(state: CaptureState, event: CaptureEvent): CaptureState {
  switch (event.type) {
    case 'start':
      return needsCamera(state) ? state : { phase: 'opening-camera' };
    case 'camera-opened':
      return state.phase === 'opening-camera' ? { phase: 'opening-session' } : state;
    case 'camera-failed':
      return state.phase === 'opening-camera' || needsCamera(state)
        ? { phase: 'no-camera', problem: event.problem }
        : state;
    case 'session-opened':
      return state.phase === 'opening-session'
        ? capturing(event.session.sessionId, event.session.step, false)
        : state;
    case 'judged':
      return state.phase === 'capturing' ? afterVerdict(state, event.verdict) : state;
    case 'hinted':
      return state.phase === 'capturing' && state.guideHint !== event.hint
        ? { ...state, guideHint: event.hint }
        : state;
    case 'connection-lost':
      return state.phase === 'capturing' ? { ...state, isOffline: true } : state;
    case 'read':
      return state.phase === 'repeating' ? capturing(state.sessionId, state.step, false) : state;
    case 'interrupted':
      return state.phase === 'opening-camera' || needsCamera(state)
        ? { phase: 'interrupted', by: event.by }
        : state;
    case 'stop':
      return firstState;
  }
}

function capturing(sessionId: string, step: LivenessStep, isAfterSuccess: boolean): CapturingState {
  return {
    phase: 'capturing',
    sessionId,
    step,
    hint: null,
    guideHint: null,
    isOffline: false,
    isAfterSuccess,
  };
}

function afterVerdict(state: CapturingState, verdict: StepVerdict): CaptureState {
  switch (verdict.status) {
    case 'watching':
      return { ...state, hint: verdict.hint, isOffline: false };
    case 'passed':
      return capturing(state.sessionId, verdict.next, true);
    case 'retry':
      return {
        phase: 'repeating',
        sessionId: state.sessionId,
        step: verdict.step,
        reason: verdict.reason,
        triesLeft: verdict.triesLeft,
      };
    case 'ended':
      return { phase: 'ended', reason: verdict.reason, attemptsLeft: verdict.attemptsLeft };
    case 'declined':
      return { phase: 'declined' };
    case 'complete':
      return { phase: 'complete' };
  }
}
