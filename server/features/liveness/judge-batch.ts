// Judges the step that a batch belongs to, and says what follows: watch on, next step, once more, the end.
import type { FramesMeta, StepVerdict } from '../../contract/liveness.ts';
import { DomainError } from '../../domain/errors.ts';
import { baselineOf, judgeStep, type Baseline, type FrameSignals } from '../../domain/liveness.ts';
import type { RetryReason } from '../../domain/liveness-protocol.ts';
import type { Stores } from '../../ports/database.ts';
import type { LivenessFrameRow, LivenessSessionPatch } from '../../ports/liveness-records.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Known } from './batch.ts';
import { completeCapture, type CompleteCaptureDeps } from './complete-capture.ts';
import { declineStatement } from './decline-statement.ts';
import { revealStep } from './step-token.ts';

export interface JudgeDeps extends CompleteCaptureDeps {
  readonly tokens: Tokens;
}

/** Tries at one step before the whole capture ends. */
const triesPerStep = 3;

export interface Judged {
  readonly verdict: StepVerdict;
  readonly patch: LivenessSessionPatch;
  /** Trail and what else follows, after the session was saved. */
  readonly conclude: () => Promise<void>;
}

export async function judgeBatch(
  deps: JudgeDeps,
  tx: Stores,
  { owner, session }: Known,
  { isLast, answer }: Pick<FramesMeta, 'isLast' | 'answer'>,
  at: Date,
): Promise<Judged> {
  const step = session.script[session.stepIndex];
  if (step === undefined) throw new DomainError('challenge-already-used');
  if (answer === 'decline') return declineStatement(tx, { owner, session }, at);
  const all = await tx.liveness.frames(session.id);
  const frames = signalsOf(all, session.stepIndex, session.stepTry);
  const baseline = session.stepIndex === 0 ? null : baselineIn(all);
  let judgement = judgeStep(step, frames, baseline, isLast);
  // neutral frames without a template of the person are no reference for what follows
  if (judgement.verdict === 'passed' && session.referenceSealed === null)
    judgement = isLast
      ? { verdict: 'retry', reason: 'not-frontal' }
      : { verdict: 'watching', hint: 'look-straight' };
  switch (judgement.verdict) {
    case 'watching':
      return {
        verdict: { status: 'watching', hint: judgement.hint, framesSeen: frames.length },
        patch: {},
        conclude: async () => undefined,
      };
    case 'retry':
      return retry(deps, tx, { owner, session }, judgement.reason, at);
    case 'declined':
      return declineStatement(tx, { owner, session }, at);
    case 'passed':
      return pass(deps, tx, { owner, session: { ...session, agreement: judgement.by ?? null } }, at);
  }
}

async function pass(deps: JudgeDeps, tx: Stores, { owner, session }: Known, at: Date): Promise<Judged> {
  const step = session.script[session.stepIndex] ?? 'neutral';
  const event = {
    type: 'liveness.step-judged',
    applicationId: session.applicationId,
    actor: { kind: 'system' },
    at,
    data: { sessionId: session.id, step, verdict: 'passed', reason: null },
  } as const;
  const isComplete = session.stepIndex === session.script.length - 1;
  if (isComplete) {
    return {
      verdict: { status: 'complete' },
      patch: { state: 'complete', finishedAt: at, agreement: session.agreement },
      conclude: () => completeCapture(deps, tx, session, at, [event]),
    };
  }
  const patch = {
    stepIndex: session.stepIndex + 1,
    stepTry: 1,
    tokenId: deps.random.id('t'),
    stepRevealedAt: at,
    nextBatch: 0,
  };
  return {
    verdict: { status: 'passed', next: await revealStep(deps, owner, { ...session, ...patch }) },
    patch,
    conclude: () => tx.audit.append(event),
  };
}

async function retry(
  deps: JudgeDeps,
  tx: Stores,
  { owner, session }: Known,
  reason: RetryReason,
  at: Date,
): Promise<Judged> {
  const step = session.script[session.stepIndex] ?? 'neutral';
  const isEnded = session.stepTry >= triesPerStep;
  const event = {
    type: 'liveness.step-judged',
    applicationId: session.applicationId,
    actor: { kind: 'system' },
    at,
    data: { sessionId: session.id, step, verdict: isEnded ? 'ended' : 'retry', reason },
  } as const;
  if (isEnded) {
    const row = await tx.applications.lock(session.applicationId);
    const attemptsLeft = Math.max(0, (row?.livenessAttemptsLeft ?? 1) - 1);
    return {
      verdict: { status: 'ended', reason, attemptsLeft },
      patch: { state: 'ended', finishedAt: at },
      conclude: async () => {
        await tx.applications.save(session.applicationId, { livenessAttemptsLeft: attemptsLeft });
        await tx.audit.append(event);
      },
    };
  }
  const patch = {
    stepTry: session.stepTry + 1,
    tokenId: deps.random.id('t'),
    stepRevealedAt: at,
    nextBatch: 0,
  };
  return {
    verdict: {
      status: 'retry',
      reason,
      triesLeft: triesPerStep - session.stepTry,
      step: await revealStep(deps, owner, { ...session, ...patch }),
    },
    patch,
    conclude: () => tx.audit.append(event),
  };
}

/** Signals of one try at one step, in capture order. */
function signalsOf(
  frames: readonly LivenessFrameRow[],
  stepIndex: number,
  stepTry: number,
): readonly FrameSignals[] {
  return frames
    .filter((frame) => frame.stepIndex === stepIndex && frame.stepTry === stepTry)
    .map(({ signals }) => signals as FrameSignals);
}

/** The person at rest, from the try at the neutral step that passed. */
function baselineIn(frames: readonly LivenessFrameRow[]): Baseline {
  const passedTry = Math.max(
    ...frames.filter(({ stepIndex }) => stepIndex === 0).map(({ stepTry }) => stepTry),
  );
  return baselineOf(signalsOf(frames, 0, passedTry));
}
