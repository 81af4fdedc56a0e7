// Goes through the guided capture with a puppet that does what each step asks.
import { maxFramesPerBatch, openLiveness, postFrames } from '../../server/contract/liveness.ts';
import type { LivenessStep, StepVerdict } from '../../server/contract/liveness.ts';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import { framesFor, type Filming, type Frame } from '../puppet/act.ts';
import type { Action } from '../puppet/motion.ts';
import type { Puppet } from '../puppet/puppet.ts';
import type { ApiClient } from './http-client.ts';

/** Films a step; the honest one does as asked. Attackers are other actors. */
export type Actor = (step: LivenessStep, filming: Filming) => AsyncIterable<Frame>;

const actionFor = {
  neutral: 'neutral',
  agree: 'hold-still',
  'turn-left': 'turn-left',
  'turn-right': 'turn-right',
  'open-mouth': 'open-mouth',
} as const satisfies Record<StepKind, Action>;

export function honestActor(puppet: Puppet): Actor {
  return (step, filming) => framesFor(puppet, actionFor[step.kind], filming);
}

export interface Capture {
  actor: Actor;
  answer: 'agree' | 'decline';
  fps: number;
  framesPerRequest: number;
  seed: number;
  /** Send frames when a camera would have them, instead of as fast as they can be made. */
  isRealTime: boolean;
  onVerdict?: (step: LivenessStep, verdict: StepVerdict) => void;
}

export type CaptureEnd = 'complete' | 'declined' | 'given-up';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the page keeps over a whole session. */
interface Session {
  client: ApiClient;
  applicationId: string;
  sessionId: string;
  capture: Capture;
  nextSeq: number;
  clockMs: number; // the page's monotonic clock
  beganAt: number; // performance.now() when that clock was 0
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
      meta: JSON.stringify({ batch: batch.number, isLast: batch.isLast, answer, frames }),
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
    if (capture.isRealTime) await pause(session.beganAt + frame.capturedAtMs - performance.now());
    session.clockMs = frame.capturedAtMs + 1000 / capture.fps;
    waiting.push(frame);
  }
  return sendBatch(session, step, { number, frames: waiting, isLast: true });
}

type SessionEnd = CaptureEnd | 'again';

async function runSession(session: Session, first: LivenessStep): Promise<SessionEnd> {
  let step = first;
  for (;;) {
    if (session.capture.isRealTime) session.clockMs = performance.now() - session.beganAt;
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
  for (let attempt = 0; ; attempt++) {
    const { sessionId, step, attemptsLeft } = await client.call(openLiveness, { params: { applicationId } });
    const beganAt = performance.now();
    const takes = attempt * 1000;
    const session = { client, applicationId, sessionId, capture, nextSeq: 0, clockMs: 0, beganAt, takes };
    const end = await runSession(session, step);
    if (end !== 'again') return end;
    if (attemptsLeft === 0) return 'given-up';
  }
}
