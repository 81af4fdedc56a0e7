// The guided capture as one pure machine: camera, timers and uploads are effects outside it.
import type { LivenessSession, LivenessStep, StepVerdict } from '../../../server/contract/liveness.ts';
import type { CaptureHint, RetryReason } from '../../../server/contract/words.ts';
import type { ClientProblemType } from '../../shared/api.ts';
import type { CameraProblem, GuideHint } from '../../shared/strings/capture.zh-CN.ts';

/** One step of one capture: where to go on while its token lives. */
export interface Place {
  readonly sessionId: string;
  readonly step: LivenessStep;
}

export type CaptureState =
  | { readonly phase: 'explaining' } // the person decides when the camera opens
  | { readonly phase: 'opening-camera'; readonly resume: Place | null }
  | { readonly phase: 'no-camera'; readonly problem: CameraProblem; readonly resume: Place | null }
  /** `isAnew`: the capture that was to be gone on with did not live any more. */
  | { readonly phase: 'opening-session'; readonly isAnew: boolean }
  | CapturingState
  | (Place & {
      readonly phase: 'repeating'; // says what to change, then the same step again
      readonly reason: RetryReason;
      readonly triesLeft: number;
    })
  | { readonly phase: 'ended'; readonly reason: RetryReason; readonly attemptsLeft: number }
  | { readonly phase: 'interrupted'; readonly by: Interruption; readonly resume: Place | null }
  | { readonly phase: 'declined' }
  | { readonly phase: 'complete' };

export interface CapturingState extends Place {
  readonly phase: 'capturing';
  /** The server's, about the frames it saw last. */
  readonly hint: CaptureHint | null;
  /** The guide's in this page, about this very moment; null when nothing is wrong or there is no guide. */
  readonly guideHint: GuideHint | null;
  readonly isOffline: boolean;
  /** Whether the step before it has just been passed. */
  readonly isAfterSuccess: boolean;
  /** Gone on with after an interruption, and nothing heard of it yet: it may have died meanwhile. */
  readonly isResumed: boolean;
}

/** `page-left`: the page was hidden, so the camera was turned off. `camera-stopped`: something else took it, as a call does. */
export type Interruption = ClientProblemType | 'page-left' | 'camera-stopped';

export type CaptureEvent =
  | { readonly type: 'start' } // by the button; goes on where there is something to go on with
  | { readonly type: 'camera-opened' }
  | { readonly type: 'camera-failed'; readonly problem: CameraProblem }
  | { readonly type: 'camera-switched' } // another one is being opened
  | { readonly type: 'session-opened'; readonly session: LivenessSession }
  | { readonly type: 'judged'; readonly verdict: StepVerdict }
  | { readonly type: 'hinted'; readonly hint: GuideHint | null }
  | { readonly type: 'connection-lost' }
  | { readonly type: 'read' } // the reason to repeat has been on the screen long enough
  | { readonly type: 'interrupted'; readonly by: Interruption };

export const firstState: CaptureState = { phase: 'explaining' };

/** Whether the camera is on in this state. */
export function needsCamera(state: CaptureState): boolean {
  return state.phase === 'opening-session' || state.phase === 'capturing' || state.phase === 'repeating';
}

/** After these the step may still live: the button goes on with it. */
const passing: readonly Interruption[] = [
  'page-left',
  'camera-stopped',
  'connection-lost',
  'temporarily-busy',
  'temporarily-unavailable',
];

/** Answers that say of a capture that was gone on with: it lives no longer. */
const overdue: readonly Interruption[] = ['challenge-expired', 'session-expired', 'challenge-already-used'];

/** Where this state stands, to come back to. */
function placeOf(state: CaptureState): Place | null {
  switch (state.phase) {
    case 'capturing':
    case 'repeating':
      return { sessionId: state.sessionId, step: state.step };
    case 'opening-camera':
    case 'no-camera':
    case 'interrupted':
      return state.resume;
    case 'explaining':
    case 'opening-session':
    case 'ended':
    case 'declined':
    case 'complete':
      return null;
  }
}

/** The state after the event; the very same one when the event comes too late to mean anything. */
export function reduce(state: CaptureState, event: CaptureEvent): CaptureState {
  switch (event.type) {
    case 'start':
      return needsCamera(state) ? state : { phase: 'opening-camera', resume: placeOf(state) };
    case 'camera-opened':
      if (state.phase !== 'opening-camera') return state;
      return state.resume
        ? { ...capturing(state.resume), isResumed: true }
        : { phase: 'opening-session', isAnew: false };
    case 'camera-failed':
      return state.phase === 'opening-camera' || needsCamera(state)
        ? { phase: 'no-camera', problem: event.problem, resume: placeOf(state) }
        : state;
    case 'camera-switched':
      return needsCamera(state) ? { phase: 'opening-camera', resume: placeOf(state) } : state;
    case 'session-opened':
      return state.phase === 'opening-session' ? capturing(event.session) : state;
    case 'judged':
      return state.phase === 'capturing' ? afterVerdict(state, event.verdict) : state;
    case 'hinted':
      return state.phase === 'capturing' && state.guideHint !== event.hint
        ? { ...state, guideHint: event.hint }
        : state;
    case 'connection-lost':
      return state.phase === 'capturing' ? { ...state, isOffline: true } : state;
    case 'read':
      return state.phase === 'repeating' ? capturing(state) : state;
    case 'interrupted':
      return afterInterruption(state, event.by);
  }
}

function afterInterruption(state: CaptureState, by: Interruption): CaptureState {
  if (state.phase !== 'opening-camera' && !needsCamera(state)) return state;
  const wasAway = state.phase === 'capturing' && state.isResumed;
  if (wasAway && overdue.includes(by)) return { phase: 'opening-session', isAnew: true };
  return { phase: 'interrupted', by, resume: passing.includes(by) ? placeOf(state) : null };
}

function capturing({ sessionId, step }: Place, isAfterSuccess = false): CapturingState {
  return {
    phase: 'capturing',
    sessionId,
    step,
    hint: null,
    guideHint: null,
    isOffline: false,
    isAfterSuccess,
    isResumed: false,
  };
}

function afterVerdict(state: CapturingState, verdict: StepVerdict): CaptureState {
  switch (verdict.status) {
    case 'watching':
      return { ...state, hint: verdict.hint, isOffline: false, isResumed: false };
    case 'passed':
      return capturing({ sessionId: state.sessionId, step: verdict.next }, true);
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
