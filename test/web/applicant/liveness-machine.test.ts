// Every state of the capture against every event.
import { describe, expect, it } from 'vitest';
import type { LivenessStep, StepVerdict } from '../../../server/contract/liveness.ts';
import {
  firstState,
  needsCamera,
  reduce,
  type CaptureEvent,
  type CaptureState,
  type Interruption,
} from '../../../web/applicant/capture/liveness-machine.ts';

const step = (
  index: number,
  kind: LivenessStep['kind'] = 'turn-left',
  token = `t${index}`,
): LivenessStep => ({
  index,
  total: 5,
  kind,
  token,
  timeLimitMs: 10_000,
  statement: null,
});
const session = { sessionId: 's', expiresInMs: 180_000, attemptsLeft: 8, step: step(0, 'neutral') };
const capturing = {
  phase: 'capturing',
  sessionId: 's',
  step: step(1),
  hint: null,
  guideHint: null,
  isOffline: false,
  isAfterSuccess: false,
  isResumed: false,
} as const;
const repeating = {
  phase: 'repeating',
  sessionId: 's',
  step: step(1),
  reason: 'no-action',
  triesLeft: 2,
} as const;
const place = { sessionId: 's', step: step(1) };
const judged = (verdict: StepVerdict): CaptureEvent => ({ type: 'judged', verdict });

const states: readonly CaptureState[] = [
  firstState,
  { phase: 'opening-camera', resume: null },
  { phase: 'no-camera', problem: 'denied', resume: null },
  { phase: 'opening-session', isAnew: false },
  capturing,
  repeating,
  { phase: 'ended', reason: 'face-lost', attemptsLeft: 2 },
  { phase: 'interrupted', by: 'session-expired', resume: null },
  { phase: 'declined' },
  { phase: 'complete' },
];
const inPhase = (phase: CaptureState['phase']): CaptureState =>
  states.find((state) => state.phase === phase) ?? firstState;

describe('the capture', () => {
  it('goes from explaining over camera and session to the first step', () => {
    const events: readonly CaptureEvent[] = [
      { type: 'start' },
      { type: 'camera-opened' },
      { type: 'session-opened', session },
    ];
    const phases = events.reduce<CaptureState[]>(
      (all, event) => [...all, reduce(all.at(-1) ?? firstState, event)],
      [firstState],
    );
    expect(phases.map(({ phase }) => phase)).toEqual([
      'explaining',
      'opening-camera',
      'opening-session',
      'capturing',
    ]);
  });

  it('shows the next step at once after a passed one', () => {
    const after = reduce(capturing, judged({ status: 'passed', next: step(2, 'open-mouth') }));
    expect(after).toMatchObject({
      phase: 'capturing',
      step: { index: 2, kind: 'open-mouth' },
      isAfterSuccess: true,
    });
  });

  it('says what to change, then repeats that very step', () => {
    const after = reduce(
      capturing,
      judged({ status: 'retry', reason: 'too-early', triesLeft: 1, step: step(1, 'turn-left', 'new') }),
    );
    expect(after).toMatchObject({ phase: 'repeating', reason: 'too-early', triesLeft: 1 });
    expect(reduce(after, { type: 'read' })).toMatchObject({
      phase: 'capturing',
      step: { token: 'new' },
      hint: null,
    });
  });

  it.each([
    [{ status: 'ended', reason: 'face-lost', attemptsLeft: 3 } as const, 'ended'],
    [{ status: 'declined' } as const, 'declined'],
    [{ status: 'complete' } as const, 'complete'],
  ])('ends with the verdict %o and the camera off', (verdict, phase) => {
    const after = reduce(capturing, judged(verdict));
    expect(after.phase).toBe(phase);
    expect(needsCamera(after)).toBe(false);
  });

  it('keeps what the guide sees apart from what the server said', () => {
    const watched = reduce(capturing, judged({ status: 'watching', hint: 'more-light', framesSeen: 4 }));
    expect(reduce(watched, { type: 'hinted', hint: 'closer' })).toMatchObject({
      hint: 'more-light',
      guideHint: 'closer',
    });
  });

  it('says that the connection is lost until the next answer', () => {
    const offline = reduce(capturing, { type: 'connection-lost' });
    expect(offline).toMatchObject({ phase: 'capturing', isOffline: true });
    const answered = reduce(offline, judged({ status: 'watching', hint: 'go-on', framesSeen: 8 }));
    expect(answered).toMatchObject({ isOffline: false });
  });

  it('ignores verdicts, hints and sessions that come after it is over', () => {
    const late: readonly CaptureEvent[] = [
      judged({ status: 'passed', next: step(2) }),
      { type: 'hinted', hint: 'closer' },
      { type: 'session-opened', session },
      { type: 'camera-opened' },
      { type: 'camera-failed', problem: 'absent' },
      { type: 'connection-lost' },
      { type: 'interrupted', by: 'page-left' },
      { type: 'read' },
    ];
    for (const phase of [
      'explaining',
      'no-camera',
      'ended',
      'interrupted',
      'declined',
      'complete',
    ] as const) {
      for (const event of late)
        expect(reduce(inPhase(phase), event), `${phase} ${event.type}`).toBe(inPhase(phase));
    }
  });

  it('turns to the camera problem whenever the camera does not open', () => {
    for (const phase of ['opening-camera', 'opening-session', 'capturing', 'repeating'] as const) {
      expect(reduce(inPhase(phase), { type: 'camera-failed', problem: 'absent' })).toMatchObject({
        phase: 'no-camera',
        problem: 'absent',
      });
    }
  });

  it('can be started again from everywhere that is not live', () => {
    for (const state of states) {
      const started = reduce(state, { type: 'start' });
      if (needsCamera(state)) expect(started).toBe(state);
      else expect(started).toEqual({ phase: 'opening-camera', resume: null });
    }
  });
});

describe('an interruption', () => {
  const interrupted = (by: Interruption, state: CaptureState = capturing): CaptureState =>
    reduce(state, { type: 'interrupted', by });
  const goOn = (state: CaptureState): CaptureState =>
    reduce(reduce(state, { type: 'start' }), { type: 'camera-opened' });

  it.each(['page-left', 'camera-stopped', 'connection-lost', 'temporarily-busy'] as const)(
    'by %s is gone on from with the same step and token',
    (by) => {
      for (const state of [capturing, repeating]) {
        const stopped = interrupted(by, state);
        expect(needsCamera(stopped)).toBe(false);
        expect(goOn(stopped)).toMatchObject({ phase: 'capturing', ...place, isResumed: true });
      }
    },
  );

  it.each(['challenge-expired', 'session-expired', 'challenge-already-used'] as const)(
    'that lasted too long (%s) begins anew by itself, with the camera on',
    (by) => {
      const after = interrupted(by, goOn(interrupted('page-left')));
      expect(after).toEqual({ phase: 'opening-session', isAnew: true });
      expect(needsCamera(after)).toBe(true);
    },
  );

  it('by the end of the time is told, when nobody was away', () => {
    expect(interrupted('session-expired')).toEqual({
      phase: 'interrupted',
      by: 'session-expired',
      resume: null,
    });
    const heardOf = reduce(
      goOn(interrupted('page-left')),
      judged({ status: 'watching', hint: 'go-on', framesSeen: 3 }),
    );
    expect(interrupted('session-expired', heardOf).phase).toBe('interrupted');
  });

  it('by pictures that do not fit leads to another recording, not to the same step', () => {
    const after = interrupted('frames-out-of-order');
    expect(after).toMatchObject({ phase: 'interrupted', resume: null });
    expect(goOn(after)).toEqual({ phase: 'opening-session', isAnew: false });
  });

  it('twice in a row still comes back to the step', () => {
    const twice = interrupted('page-left', reduce(interrupted('page-left'), { type: 'start' }));
    expect(goOn(twice)).toMatchObject(place);
  });

  it('by a camera that does not open comes back to the step once it does', () => {
    const failed = reduce(capturing, { type: 'camera-failed', problem: 'in-use' });
    expect(goOn(failed)).toMatchObject({ phase: 'capturing', ...place });
  });
});

describe('another camera', () => {
  it('takes over in the same step, from its beginning', () => {
    for (const state of [capturing, repeating]) {
      const switching = reduce(state, { type: 'camera-switched' });
      expect(switching).toEqual({ phase: 'opening-camera', resume: place });
      expect(reduce(switching, { type: 'camera-opened' })).toMatchObject({ phase: 'capturing', ...place });
    }
  });

  it('is not looked for while there is none in use', () => {
    for (const phase of ['explaining', 'no-camera', 'interrupted', 'complete'] as const)
      expect(reduce(inPhase(phase), { type: 'camera-switched' })).toBe(inPhase(phase));
  });
});
