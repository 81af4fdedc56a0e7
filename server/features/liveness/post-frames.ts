// Takes a batch of frames of the step that is open, judges the step, reveals the next one.
import type { StepVerdict } from '../../contract/liveness.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { LivenessFrameRow, LivenessSessionPatch } from '../../ports/liveness-records.ts';
import { answeredBefore, demandFits, digestOf, rememberAnswer, type Batch, type Known } from './batch.ts';
import { cameraClaimOf } from './camera-claim.ts';
import { drawMeasured } from './draw-measured.ts';
import { judgeBatch, type JudgeDeps } from './judge-batch.ts';
import { keepFrame } from './keep-frame.ts';
import { readFrames, tellingFrame, withoutRepeats, type ReadBatch } from './read-frames.ts';
import { readStepToken, type StepAddress } from './step-token.ts';

export interface PostFramesDeps extends JudgeDeps {
  readonly database: Database;
  readonly engine: FaceEngine;
  readonly clock: Clock;
}

async function find(stores: Stores, id: ApplicationId, sessionId: string): Promise<Known> {
  const owner = await stores.applications.find(id);
  const session = await stores.liveness.find(id, sessionId);
  if (owner === null || session === null) throw new DomainError('not-found');
  return { owner, session };
}

/** Application first, then session, as everybody locks them: two that wait for each other would both fail. */
async function lock(tx: Stores, id: ApplicationId, sessionId: string): Promise<Known> {
  const owner = await tx.applications.lock(id);
  const session = await tx.liveness.lock(id, sessionId);
  if (owner === null || session === null) throw new DomainError('not-found');
  return { owner, session };
}

/** The newest frame showed a face and was not compared: the next one has to be. */
function isUnmeasured(frame: LivenessFrameRow | undefined): boolean {
  if (frame === undefined) return false;
  const { yawDegrees, faceDistance } = frame.signals as FrameSignals;
  return yawDegrees !== null && faceDistance === null;
}

/** Looks at what is new in the batch; keeps nothing. */
async function look(
  { database, vault, engine, random }: PostFramesDeps,
  { owner, session }: Known,
  { meta, pictures }: Batch,
  signal: AbortSignal,
): Promise<ReadBatch> {
  const sealed = session.referenceSealed;
  const reference = sealed === null ? null : await vault.openTemplate(owner, session.id, sealed);
  const kept = await database.liveness.frames(session.id);
  const sent = meta.frames.map((frame, index) => ({ ...frame, jpeg: pictures[index] ?? new Uint8Array() }));
  const frames = withoutRepeats(sent, kept);
  const step = session.script[session.stepIndex];
  const looking = {
    measured: drawMeasured(random, frames.length, reference !== null && isUnmeasured(kept.at(-1))),
    eyes: step === 'neutral' || step === 'close-eyes',
    camera: cameraClaimOf(meta.camera, session.id),
    isHeld: meta.answer === 'agree',
  };
  return readFrames(engine, frames, { reference, track: session.track }, looking, signal);
}

export async function postFrames(
  deps: PostFramesDeps,
  id: ApplicationId,
  address: StepAddress,
  batch: Batch,
  signal: AbortSignal,
): Promise<StepVerdict> {
  const { database, vault, tokens, clock } = deps;
  const receivedAt = clock.now();
  const digest = digestOf(batch, address);
  const before = await find(database, id, address.sessionId);
  const { owner, session } = before;
  const repeated = await answeredBefore(vault, before, digest);
  if (repeated !== null) return repeated;
  // the tokens end with the session: told first, so that the page begins a new one instead of trying the step again
  if (session.state === 'open' && receivedAt >= session.expiresAt) throw new DomainError('session-expired');
  const tokenId = await readStepToken(tokens, batch.token, address);
  demandFits(session, batch, tokenId, address, { receivedAt, now: receivedAt });

  // looking takes long and happens outside the transaction; the batch is checked again inside it
  const nothing: ReadBatch = { frames: [], track: session.track, reference: null };
  const read = batch.meta.answer === 'decline' ? nothing : await look(deps, before, batch, signal);
  const telling = tellingFrame(read.frames, session.stepIndex === 0);
  const kept = telling === null ? null : await keepFrame(deps, owner, session, telling);

  let isKept = false;
  try {
    const answered = await database.transaction(async (tx) => {
      const locked = await lock(tx, id, address.sessionId);
      // sent again while it was still looked at, because the answer was not waited for
      const meanwhile = await answeredBefore(vault, locked, digest);
      if (meanwhile !== null) return { verdict: meanwhile, isNew: false };
      const now = locked.session;
      const at = clock.now();
      demandFits(now, batch, tokenId, address, { receivedAt, now: at });
      if (kept !== null) await tx.evidence.add({ ...kept, addedAt: at });
      await tx.liveness.addFrames(
        read.frames.map(({ seq, capturedAtMs, sha256, signals }) => ({
          sessionId: now.id,
          seq,
          stepIndex: now.stepIndex,
          stepTry: now.stepTry,
          capturedAtMs,
          receivedAt,
          sha256,
          signals,
          evidenceId: seq === telling?.seq ? (kept?.id ?? null) : null,
        })),
      );
      const { reference } = read;
      const isFound = now.referenceSealed === null && reference !== null;
      const patch: LivenessSessionPatch = {
        track: read.track,
        nextBatch: now.nextBatch + 1,
        nextSeq: now.nextSeq + batch.meta.frames.length,
        lastCapturedAtMs: batch.meta.frames.at(-1)?.capturedAtMs ?? now.lastCapturedAtMs,
        ...(isFound ? { referenceSealed: await vault.sealTemplate(owner, now.id, reference) } : {}),
      };
      const current = { owner: locked.owner, session: { ...now, ...patch } };
      const answer = await judgeBatch(deps, tx, current, batch.meta, at);
      await tx.liveness.save(now.id, {
        ...patch,
        ...answer.patch,
        lastBatch: await rememberAnswer(vault, before, digest, answer.verdict),
      });
      await answer.conclude();
      return { verdict: answer.verdict, isNew: true };
    });
    isKept = answered.isNew;
    return answered.verdict;
  } finally {
    if (kept !== null && !isKept) await vault.eraseMedia(owner, kept);
  }
}
