// One batch of frames as it was sent: whether it fits the session, whether it was answered before.
import { createHash } from 'node:crypto';
import type { FramesMeta, StepVerdict } from '../../contract/liveness.ts';
import { clockFaultIn } from '../../domain/capture-clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Vault } from '../../ports/vault.ts';
import type { StepAddress } from './step-token.ts';

export interface Batch {
  readonly token: string;
  readonly meta: FramesMeta;
  readonly pictures: readonly Uint8Array[];
}

/** A session with the application it belongs to. */
export interface Known {
  readonly owner: ApplicationRow;
  readonly session: LivenessSessionRow;
}

const closedAs = {
  complete: 'challenge-already-used',
  ended: 'challenge-already-used',
  declined: 'challenge-already-used',
  replaced: 'session-replaced',
  expired: 'session-expired',
} as const;

/** Nowhere but at the statement is there anything to answer. */
function demandAnswerFits(session: LivenessSessionRow, { answer }: FramesMeta): void {
  if (answer !== null && session.script[session.stepIndex] !== 'agree')
    throw new DomainError('invalid-request', { errors: [{ pointer: '/meta/answer', code: 'not-asked' }] });
}

function demandPossibleClock(session: LivenessSessionRow, { frames }: FramesMeta, receivedAt: Date): void {
  const { openedAt, stepRevealedAt } = session;
  const lastCapturedAtMs = session.nextSeq === 0 ? null : session.lastCapturedAtMs;
  const times = frames.map(({ capturedAtMs }) => capturedAtMs);
  const found = clockFaultIn(times, { openedAt, stepRevealedAt, receivedAt, lastCapturedAtMs });
  if (found === null) return;
  const { seq } = frames[found.index] ?? {};
  throw new DomainError('frames-clock-impossible', { seq, fault: found.fault });
}

/** Throws when the session, the token, the order or the times of the batch do not fit; does not change anything. */
export function demandFits(
  session: LivenessSessionRow,
  batch: Batch,
  tokenId: string,
  address: StepAddress,
  { receivedAt, now }: { readonly receivedAt: Date; readonly now: Date },
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
  demandPossibleClock(session, meta, receivedAt);
}

/** Of the batch and the step that it was sent to. */
export function digestOf(batch: Batch, { stepIndex }: StepAddress): string {
  const hash = createHash('sha256')
    .update(batch.token)
    .update(JSON.stringify([stepIndex, batch.meta]));
  for (const picture of batch.pictures) hash.update(picture);
  return hash.digest('hex');
}

/** Answers the stored answer when this very batch was answered before (the answer was lost on the way), else null. */
export async function answeredBefore(
  vault: Vault,
  { owner, session }: Known,
  digest: string,
): Promise<StepVerdict | null> {
  if (session.lastBatch?.digest !== digest) return null;
  const sealed = Buffer.from(session.lastBatch.answerSealed, 'base64');
  return JSON.parse(await vault.openText(owner, answerLabel(session.id), sealed)) as StepVerdict;
}

/** The answer is sealed because it can hold the next step's token and the statement with the name. */
export async function rememberAnswer(
  vault: Vault,
  { owner, session }: Known,
  digest: string,
  verdict: StepVerdict,
): Promise<NonNullable<LivenessSessionRow['lastBatch']>> {
  const sealed = await vault.sealText(owner, answerLabel(session.id), JSON.stringify(verdict));
  return { digest, answerSealed: Buffer.from(sealed).toString('base64') };
}

const answerLabel = (sessionId: string): string => `answer:${sessionId}`;
