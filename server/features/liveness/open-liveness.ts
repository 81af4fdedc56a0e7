// Begins a capture: draws the whole script before anything of it is shown.
import { createHash } from 'node:crypto';
import type { LivenessSession } from '../../contract/liveness.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { commitmentOf, saltBytes } from '../../domain/commitment.ts';
import { demandEditable } from '../../domain/editable.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  livenessActions,
  longerTimeFactor,
  type CaptureNeeds,
  type StepKind,
} from '../../domain/liveness-protocol.ts';
import { statementLabel, statementOf } from '../../domain/statement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Random } from '../../ports/random.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Vault } from '../../ports/vault.ts';
import { drawActions } from './draw-actions.ts';
import { revealStep } from './step-token.ts';

export interface OpenLivenessDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: Random;
  readonly marketplace: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The whole capture, from the first step to the statement. */
const sessionLifetimeMs = 3 * 60_000;

/** Each movement once, in the order of the list: what was sent twice counts once. */
function tidied({ isLongerTime, without }: CaptureNeeds): CaptureNeeds {
  return { isLongerTime, without: livenessActions.filter((action) => without.includes(action)) };
}

/**
 * A capture that is left after it showed an action has used up an attempt, as one that failed: who could look at scripts
 * for nothing would open captures until one fits the recording they have. Left before that it costs nothing.
 */
async function wasSpent(tx: Stores, id: ApplicationId): Promise<boolean> {
  const left = await tx.liveness.newest(id, 'open');
  return left !== null && left.stepIndex > 0;
}

export async function openLiveness(
  deps: OpenLivenessDeps,
  id: ApplicationId,
  asked: CaptureNeeds,
): Promise<LivenessSession> {
  const { database, vault, clock, random } = deps;
  const at = clock.now();
  const needs = tidied(asked);
  const lifetimeMs = sessionLifetimeMs * (needs.isLongerTime ? longerTimeFactor : 1);
  const script: readonly StepKind[] = ['neutral', ...drawActions(random, needs), 'agree'];
  const { owner, session, attemptsLeft } = await database.transaction(async (tx) => {
    const row = demandEditable(await tx.applications.lock(id));
    if ((await tx.consents.current(id)).face !== 'granted')
      throw new DomainError('consent-missing', { item: 'face' });
    if (row.declarationSealed === null)
      throw new DomainError('application-incomplete', { missing: ['declaration'] });
    const attemptsLeft = row.livenessAttemptsLeft - ((await wasSpent(tx, id)) ? 1 : 0);
    if (attemptsLeft <= 0) throw new DomainError('too-many-attempts');
    await tx.applications.save(id, { livenessAttemptsLeft: attemptsLeft });
    const { legalName } = await vault.openDeclaration(row, row.declarationSealed);
    await tx.liveness.replaceOpen(id);
    const sessionId = random.id('l');
    const trailSalt = Buffer.from(random.bytes(saltBytes)).toString('base64url');
    const day = at.toISOString().slice(0, 10);
    const statement = statementOf(row.language, legalName, deps.marketplace, day);
    const opened: LivenessSessionRow = {
      id: sessionId,
      applicationId: id,
      state: 'open',
      script,
      stepIndex: 0,
      stepTry: 1,
      tokenId: random.id('t'),
      stepRevealedAt: at,
      nextBatch: 0,
      nextSeq: 0,
      lastCapturedAtMs: -1,
      needs,
      agreement: null,
      receipt: null,
      referenceSealed: null,
      track: null,
      statementSealed: await vault.sealText(row, statementLabel(sessionId), statement),
      lastBatch: null,
      trailSalt,
      openedAt: at,
      expiresAt: new Date(at.getTime() + lifetimeMs),
      finishedAt: null,
    };
    await tx.liveness.open(opened);
    await tx.audit.append({
      type: 'liveness.opened',
      applicationId: id,
      actor: { kind: 'applicant' },
      at,
      data: {
        sessionId: opened.id,
        drawnCommitment: commitmentOf(trailSalt, { needs: { ...needs }, script }, sha256),
      },
    });
    return { owner: row, session: opened, attemptsLeft };
  });
  return {
    sessionId: session.id,
    expiresInMs: lifetimeMs,
    attemptsLeft,
    step: await revealStep(deps, owner, session),
  };
}
