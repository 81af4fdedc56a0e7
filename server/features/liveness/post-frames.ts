// Takes a batch of frames of the step that is open, judges the step, reveals the next one.
import type { StepVerdict } from '../../contract/liveness.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { isGoodNeutral } from '../../domain/liveness.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { FaceEngine } from '../../ports/face-engine.ts';
import type { LivenessSessionPatch } from '../../ports/liveness-records.ts';
import { answeredBefore, demandFits, digestOf, rememberAnswer, type Batch, type Known } from './batch.ts';
import { declineStatement } from './decline-statement.ts';
import { judgeBatch, type JudgeDeps } from './judge-batch.ts';
import { keepFrame } from './keep-frame.ts';
import { readFrames, tellingFrame, withoutRepeats, type Frame, type ReadFrame } from './read-frames.ts';
import { readStepToken, type StepAddress } from './step-token.ts';

export interface PostFramesDeps extends JudgeDeps {
  readonly database: Database;
  readonly engine: FaceEngine;
  readonly clock: Clock;
}

async function find(stores: Stores, id: ApplicationId, sessionId: string, isLocked: boolean): Promise<Known> {
  const owner = await stores.applications.find(id);
  const session = isLocked
    ? await stores.liveness.lock(id, sessionId)
    : await stores.liveness.find(id, sessionId);
  if (owner === null || session === null) throw new DomainError('not-found');
  return { owner, session };
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
      const fresh = withoutRepeats(read, await tx.liveness.frames(now.id));
      await tx.liveness.addFrames(
        fresh.map(({ seq, capturedAtMs, sha256, signals }) => ({
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
      const answer = await judgeBatch(deps, tx, { owner, session: current }, batch.meta.isLast, at);
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
