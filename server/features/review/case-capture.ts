// The capture of a case for the reviewer: frames with what was asked and measured, and what was answered to the statement.
import type { CaseView } from '../../contract/review.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { maskWithin, type Telling } from '../../domain/case-field.ts';
import type { FrameSignals } from '../../domain/liveness.ts';
import type { LivenessAction, StepKind } from '../../domain/liveness-protocol.ts';
import { statementLabel } from '../../domain/statement.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Database } from '../../ports/database.ts';
import type { LivenessFrameRow, LivenessSessionRow } from '../../ports/liveness-records.ts';
import type { Vault } from '../../ports/vault.ts';
import { closeUpsOf } from './close-ups.ts';

type LivenessView = NonNullable<CaseView['liveness']>;
type SignalName = LivenessView['steps'][number]['signal']['name'];

const judgedBy: Record<StepKind, SignalName> = {
  neutral: 'yawDegrees',
  'turn-left': 'yawDegrees',
  'turn-right': 'yawDegrees',
  nod: 'pitchDegrees',
  'close-eyes': 'irisOpenness',
  'open-mouth': 'mouthOpenness',
  agree: 'pitchDegrees', // of the nods
};

const isAction = (step: StepKind): step is LivenessAction => step !== 'neutral' && step !== 'agree';

function stepView(kind: StepKind, frames: readonly LivenessFrameRow[]): LivenessView['steps'][number] {
  const name = judgedBy[kind];
  const tries = Math.max(0, ...frames.map(({ stepTry }) => stepTry));
  const lastTry = frames.filter(({ stepTry }) => stepTry === tries);
  return {
    kind,
    status: 'passed',
    tries,
    signal: {
      name,
      points: lastTry.flatMap((frame) => {
        const signals = frame.signals as Partial<FrameSignals>; // older captures have fewer
        const value = name === 'none' ? null : (signals[name] ?? null);
        return value === null ? [] : [{ atMs: frame.capturedAtMs, value: Math.round(value * 100) / 100 }];
      }),
    },
    keptFrames: lastTry.flatMap(({ evidenceId, capturedAtMs }) =>
      evidenceId === null ? [] : [{ evidenceId, atMs: capturedAtMs }],
    ),
  };
}

async function captureOf(
  database: Database,
  session: LivenessSessionRow,
): Promise<NonNullable<CaseView['liveness']>> {
  const frames = await database.liveness.frames(session.id);
  return {
    steps: session.script.map((kind, index) =>
      stepView(
        kind,
        frames.filter(({ stepIndex }) => stepIndex === index),
      ),
    ),
    drawn: session.script.filter(isAction),
    needs: { isLongerTime: session.needs.isLongerTime, without: [...session.needs.without] },
    closeUps: [...closeUpsOf(frames)],
  };
}

/** The one whose statement was answered last. Who declined agreed to nothing any more, whatever they said before. */
export async function answeredSession(
  database: Database,
  id: ApplicationId,
): Promise<LivenessSessionRow | null> {
  return (await database.liveness.newest(id, 'declined')) ?? database.liveness.newest(id, 'complete');
}

export function statementOf(
  vault: Vault,
  owner: ApplicationRow,
  session: LivenessSessionRow,
): Promise<string> {
  return vault.openText(owner, statementLabel(session.id), session.statementSealed);
}

export async function captureAndAnswer(
  { database, vault }: { database: Database; vault: Vault },
  owner: ApplicationRow,
  telling: Telling,
): Promise<Pick<CaseView, 'liveness' | 'willingness'>> {
  const complete = await database.liveness.newest(owner.id, 'complete');
  const answered = await answeredSession(database, owner.id);
  return {
    liveness: complete === null ? null : await captureOf(database, complete),
    willingness: answered && {
      statement: maskWithin(await statementOf(vault, owner, answered), telling),
      answer: answered.state === 'declined' ? 'decline' : 'agree',
      by: answered.agreement,
      at: (answered.finishedAt ?? answered.openedAt).toISOString(),
    },
  };
}
