// Takes a batch of frames of the step that is open, judges the step, reveals the next one.
import { createHash } from 'node:crypto';
import type { FramesMeta, StepVerdict } from '../../contract/liveness.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  baselineOf,
  isGoodNeutral,
  judgeStep,
  type Baseline,
  type FrameSignals,
} from '../../domain/liveness.ts';
import type { RetryReason } from '../../domain/liveness-protocol.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type {
  LivenessFrameRow,
  LivenessSessionRow,
  LivenessSessionPatch,
} from '../../ports/liveness-records.ts';
import type { Random } from '../../ports/random.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Vault } from '../../ports/vault.ts';
import { completeCapture } from './complete-capture.ts';
import { declineStatement } from './decline-statement.ts';
import { keepFrame } from './keep-frame.ts';
import { readFrames, tellingFrame, type Frame, type ReadFrame } from './read-frames.ts';
import { readStepToken, revealStep, type StepAddress } from './step-token.ts';

export interface PostFramesDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly engine: FaceEngine;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Batch {
  readonly token: string;
  readonly meta: FramesMeta;
  readonly pictures: readonly Uint8Array[];
}

/** Tries at one step before the whole capture ends. */
const triesPerStep = 3;

function digestOf(batch: Batch): string {
  const hash = createHash('sha256').update(batch.token).update(JSON.stringify(batch.meta));
  for (const picture of batch.pictures) hash.update(picture);
  return hash.digest('hex');
}

/** Answers the stored answer when this very batch was answered before (the answer was lost on the way), else null. */
async function answeredBefore(
  vault: Vault,
  { owner, session }: Known,
  digest: string,
): Promise<StepVerdict | null> {
  if (session.lastBatch?.digest !== digest) return null;
  const sealed = Buffer.from(session.lastBatch.answerSealed, 'base64');
  return JSON.parse(await vault.openText(owner, answerLabel(session.id), sealed)) as StepVerdict;
}

/** The answer is sealed because it can hold the next step's token and the statement with the name. */
async function rememberAnswer(
  vault: Vault,
  { owner, session }: Known,
  digest: string,
  verdict: StepVerdict,
): Promise<NonNullable<LivenessSessionRow['lastBatch']>> {
  const sealed = await vault.sealText(owner, answerLabel(session.id), JSON.stringify(verdict));
  return { digest, answerSealed: Buffer.from(sealed).toString('base64') };
}

const answerLabel = (sessionId: string): string => `answer:${sessionId}`;

const closedAs = {
  complete: 'challenge-already-used',
  ended: 'challenge-already-used',
  declined: 'challenge-already-used',
  replaced: 'session-replaced',
  expired: 'session-expired',
} as const;

/** Frames at the statement count only while the person says that they agree; nowhere else is there anything to answer. */
function demandAnswerFits(session: LivenessSessionRow, { answer, frames }: FramesMeta): void {
  const invalid = (code: string): DomainError =>
    new DomainError('invalid-request', { errors: [{ pointer: '/meta/answer', code }] });
  const isStatement = session.script[session.stepIndex] === 'agree';
  if (!isStatement && answer !== null) throw invalid('not-asked');
  if (isStatement && frames.length > 0 && answer === null) throw invalid('missing');
}

/** Throws when the session, the token or the order of the batch does not fit; does not change anything. */
function demandFits(
  session: LivenessSessionRow,
  batch: Batch,
  tokenId: string,
  address: StepAddress,
  now: Date,
): void {
  if (session.state !== 'open') throw new DomainError(closedAs[session.state]);
  if (now >= session.expiresAt) throw new DomainError('session-expired');
  if (session.stepIndex !== address.stepIndex || session.tokenId !== tokenId)
    throw new DomainError('challenge-already-used');
  const { meta, pictures } = batch;
  if (meta.frames.length !== pictures.length)
    throw new DomainError('invalid-request', {
      errors: [{ pointer: '/meta/frames', code: 'count-differs' }],
    });
  demandAnswerFits(session, meta);
  if (meta.batch < session.nextBatch)
    throw new DomainError('frames-repeated', { expected: session.nextBatch });
  if (meta.batch > session.nextBatch)
    throw new DomainError('frames-missing', { expected: session.nextBatch });
  let [seq, capturedAtMs] = [session.nextSeq, session.lastCapturedAtMs];
  for (const frame of meta.frames) {
    if (frame.seq < seq) throw new DomainError('frames-repeated', { expected: seq });
    if (frame.seq > seq) throw new DomainError('frames-missing', { expected: seq });
    if (frame.capturedAtMs <= capturedAtMs) throw new DomainError('frames-out-of-order', { seq: frame.seq });
    [seq, capturedAtMs] = [seq + 1, frame.capturedAtMs];
  }
}

interface Known {
  readonly owner: ApplicationRow;
  readonly session: LivenessSessionRow;
}

async function find(stores: Stores, id: ApplicationId, sessionId: string, isLocked: boolean): Promise<Known> {
  const owner = await stores.applications.find(id);
  const session = isLocked
    ? await stores.liveness.lock(id, sessionId)
    : await stores.liveness.find(id, sessionId);
  if (owner === null || session === null) throw new DomainError('not-found');
  return { owner, session };
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

/** The person of the neutral frames: taken from a good neutral frame of this batch, once. */
function referenceIn(read: readonly ReadFrame[]): Float32Array | null {
  return (
    read.find(({ signals, embedding }) => embedding !== null && isGoodNeutral(signals))?.embedding ?? null
  );
}

export async function postFrames(
  deps: PostFramesDeps,
  id: ApplicationId,
  address: StepAddress,
  batch: Batch,
  signal: AbortSignal,
): Promise<StepVerdict> {
  const { database, vault, engine, tokens, clock, random } = deps;
  const digest = digestOf(batch);
  const before = await find(database, id, address.sessionId, false);
  const repeated = await answeredBefore(vault, before, digest);
  if (repeated !== null) return repeated;
  // the tokens end with the session: told first, so that the page begins a new one instead of trying the step again
  if (before.session.state === 'open' && clock.now() >= before.session.expiresAt)
    throw new DomainError('session-expired');
  const tokenId = await readStepToken(tokens, batch.token, address);
  demandFits(before.session, batch, tokenId, address, clock.now());
  if (batch.meta.answer === 'decline') return declineStatement(deps, id, address.sessionId);

  // looking takes long and happens outside the transaction; the batch is checked again inside it
  const { owner, session } = before;
  const reference =
    session.referenceSealed === null
      ? null
      : await vault.openTemplate(owner, session.id, session.referenceSealed);
  const frames: readonly Frame[] = batch.meta.frames.map((frame, index) => ({
    ...frame,
    jpeg: batch.pictures[index] ?? new Uint8Array(),
  }));
  const pick = frames.length === 0 ? 0 : random.int(frames.length);
  const { frames: read, track } = await readFrames(
    engine,
    frames,
    { reference, track: session.track },
    pick,
    signal,
  );
  const telling = tellingFrame(read);
  const kept = telling === null ? null : await keepFrame(deps, owner, session, telling);

  try {
    return await database.transaction(async (tx) => {
      const now = (await find(tx, id, address.sessionId, true)).session;
      demandFits(now, batch, tokenId, address, clock.now());
      const at = clock.now();
      if (kept !== null) await tx.evidence.add({ ...kept, addedAt: at });
      await tx.liveness.addFrames(
        read.map(({ seq, capturedAtMs, sha256, signals }) => ({
          sessionId: now.id,
          seq,
          stepIndex: now.stepIndex,
          stepTry: now.stepTry,
          capturedAtMs,
          receivedAt: at,
          sha256,
          signals,
          evidenceId: seq === telling?.seq ? (kept?.id ?? null) : null,
        })),
      );
      const found = reference === null && now.stepIndex === 0 ? referenceIn(read) : null;
      const patch: LivenessSessionPatch = {
        track,
        nextBatch: now.nextBatch + 1,
        nextSeq: now.nextSeq + read.length,
        lastCapturedAtMs: read.at(-1)?.capturedAtMs ?? now.lastCapturedAtMs,
        ...(found === null ? {} : { referenceSealed: await vault.sealTemplate(owner, now.id, found) }),
      };
      const current = { ...now, ...patch };
      const answer = await judge(deps, tx, { owner, session: current }, batch.meta.isLast, at);
      await tx.liveness.save(now.id, {
        ...patch,
        ...answer.patch,
        lastBatch: await rememberAnswer(vault, before, digest, answer.verdict),
      });
      await answer.conclude();
      return answer.verdict;
    });
  } catch (error) {
    if (kept !== null) await vault.eraseMedia(owner, kept.id);
    throw error;
  }
}

interface Judged {
  readonly verdict: StepVerdict;
  readonly patch: LivenessSessionPatch;
  /** Trail and what else follows, after the session was saved. */
  readonly conclude: () => Promise<void>;
}

async function judge(
  deps: PostFramesDeps,
  tx: Stores,
  { owner, session }: Known,
  isLast: boolean,
  at: Date,
): Promise<Judged> {
  const step = session.script[session.stepIndex];
  if (step === undefined) throw new DomainError('challenge-already-used');
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
    case 'passed':
      return pass(deps, tx, { owner, session }, at);
  }
}

async function pass(deps: PostFramesDeps, tx: Stores, { owner, session }: Known, at: Date): Promise<Judged> {
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
      patch: { state: 'complete', finishedAt: at },
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
  deps: PostFramesDeps,
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
