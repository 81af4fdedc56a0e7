// Goes through the guided capture with a puppet that does what each step asks.
import { maxFramesPerBatch, openLiveness, postFrames } from '../../server/contract/liveness.ts';
import type { LivenessStep, StepVerdict } from '../../server/contract/liveness.ts';
import type { CaptureNeeds, StepKind } from '../../server/domain/liveness-protocol.ts';
import { framesFor, type Filming, type Frame } from '../puppet/act.ts';
import { durationMs, usualTiming, type Action, type Timing } from '../puppet/motion.ts';
import type { Puppet } from '../puppet/puppet.ts';
import type { ApiClient } from './http-client.ts';
import type { Pace } from './pace.ts';

/** Films a step; the honest one does as asked. Attackers are other actors. */
export type Actor = (step: LivenessStep, filming: Filming) => AsyncIterable<Frame>;

export const actionFor = {
  neutral: 'neutral',
  agree: 'nod-twice',
  'turn-left': 'turn-left',
  'turn-right': 'turn-right',
  nod: 'nod',
  'close-eyes': 'close-eyes',
  'open-mouth': 'open-mouth',
} as const satisfies Record<StepKind, Action>;

export function honestActor(puppet: Puppet, timing: Timing = usualTiming): Actor {
  return (step, filming) => {
    const action = actionFor[step.kind];
    return framesFor(puppet, action, { ...filming, timing, lengthMs: durationMs(action, timing) + 500 });
  };
}

export interface Capture {
  actor: Actor;
  /** What the button at the statement says; null: the actor nods, or shakes the head. */
  answer: 'agree' | 'decline' | null;
  fps: number;
  framesPerRequest: number;
  seed: number;
  pace: Pace;
  needs?: CaptureNeeds;
  onVerdict?: (step: LivenessStep, verdict: StepVerdict) => void;
}

export type CaptureEnd = 'complete' | 'declined' | 'given-up';

const noNeeds: CaptureNeeds = { isLongerTime: false, without: [] };

/** What the page keeps over a whole session. */
interface Session {
  client: ApiClient;
  applicationId: string;
  sessionId: string;
  capture: Capture;
  nextSeq: number;
  clockMs: number; // the page's monotonic clock
  beganAt: number; // by the capture's pace, when that clock was 0
  takes: number; // so that no two takes are filmed with the same grain
}

async function sendBatch(
  session: Session,
  step: LivenessStep,
  batch: { number: number; frames: readonly Frame[]; isLast: boolean },
): Promise<StepVerdict> {
  const { client, applicationId, sessionId, capture } = session;
  const frames = batch.frames.map(({ capturedAtMs }) => ({ seq: session.nextSeq++, capturedAtMs }));
  const answer = step.kind === 'agree' ? capture.answer : null;
  const verdict = await client.call(postFrames, {
    params: { applicationId, sessionId, stepIndex: step.index },
    body: {
      token: step.token,
      meta: JSON.stringify({ batch: batch.number, isLast: batch.isLast, answer, camera: null, frames }),
    },
    files: batch.frames.map(({ jpeg }, place) => ({
      bytes: jpeg,
      name: `frame-${place}.jpg`,
      mediaType: 'image/jpeg',
    })),
  });
  capture.onVerdict?.(step, verdict);
  return verdict;
}

/** Films and sends until the server has judged. */
async function takeStep(session: Session, step: LivenessStep): Promise<StepVerdict> {
  const { capture } = session;
  const filming = { fps: capture.fps, seed: capture.seed + 101 * session.takes++, startMs: session.clockMs };
  const perRequest = Math.min(capture.framesPerRequest, maxFramesPerBatch);
  let number = 0;
  let waiting: Frame[] = [];
  for await (const frame of capture.actor(step, filming)) {
    // a full batch goes out only once another frame exists: the last one has to say that it is the last
    if (waiting.length === perRequest) {
      const verdict = await sendBatch(session, step, { number: number++, frames: waiting, isLast: false });
      if (verdict.status !== 'watching') return verdict;
      waiting = [];
    }
    await capture.pace.until(session.beganAt + frame.capturedAtMs);
    session.clockMs = frame.capturedAtMs + 1000 / capture.fps;
    waiting.push(frame);
  }
  return sendBatch(session, step, { number, frames: waiting, isLast: true });
}

type SessionEnd = CaptureEnd | 'again';

async function runSession(session: Session, first: LivenessStep): Promise<SessionEnd> {
  let step = first;
  for (;;) {
    // the instruction is seen when the answer is there
    session.clockMs = Math.max(session.clockMs, session.capture.pace.nowMs() - session.beganAt);
    const verdict = await takeStep(session, step);
    switch (verdict.status) {
      case 'passed':
        step = verdict.next;
        break;
      case 'retry':
        step = verdict.step;
        break;
      case 'ended':
        return verdict.attemptsLeft > 0 ? 'again' : 'given-up';
      case 'complete':
      case 'declined':
        return verdict.status;
      case 'watching':
        throw new Error(`step ${step.index} (${step.kind}) was not judged after its last frame`);
    }
  }
}

/** Opens sessions until one is complete or no attempt is left. */
export async function driveCapture(
  client: ApiClient,
  applicationId: string,
  capture: Capture,
): Promise<CaptureEnd> {
  const { isLongerTime, without } = capture.needs ?? noNeeds;
  for (let attempt = 0; ; attempt++) {
    const { sessionId, step, attemptsLeft } = await client.call(openLiveness, {
      params: { applicationId },
      body: { needs: { isLongerTime, without: [...without] } },
    });
    const beganAt = capture.pace.nowMs();
    const takes = attempt * 1000;
    const session = { client, applicationId, sessionId, capture, nextSeq: 0, clockMs: 0, beganAt, takes };
    const end = await runSession(session, step);
    if (end !== 'again') return end;
    if (attemptsLeft === 0) return 'given-up';
  }
}
