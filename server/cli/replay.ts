// `portcullis replay`: asks the gate again about an application, and says where it answers otherwise than on record.
import type { ApplicationId } from '../domain/application.ts';
import {
  replayApplication,
  type Replayed,
  type ReplayReason,
} from '../features/admission/replay-application.ts';
import { atTheDatabase } from './at-the-database.ts';
import { endingWell, Unreadable, type Environment, type Voice } from './verify/source.ts';

const exitCodes = { same: 0, differs: 1, cannot: 2 } as const;

const sentence: Record<ReplayReason, string> = {
  'entry-altered': 'the entry is not what its hash was made over',
  'not-kept': 'what the gate was given is not kept',
  'seal-broken': 'what is kept is not what was sealed',
  'policy-not-known': 'this version of the policy is not kept',
  'mode-not-known': 'the history of the gate does not tell the mode',
  'answer-differs': 'the gate answers otherwise now',
};

function lineOf({ seq, round, asked, policyVersion, recorded, replayed, verdict, why }: Replayed): string {
  const outcome = why === null ? recorded : `${recorded}, now ${replayed ?? 'not asked'}: ${sentence[why]}`;
  const policy = policyVersion === null ? '' : `policy ${policyVersion}`;
  return `${verdict.padEnd(8)}entry ${String(seq).padEnd(7)}round ${round}  ${asked.padEnd(15)}${policy.padEnd(20)}${outcome}`;
}

/** Answers the exit code: 2 also where some of it cannot be asked again, and the rest is the same. */
export async function replayByCommand(id: string, environment: Environment, voice: Voice): Promise<number> {
  return endingWell(
    () =>
      atTheDatabase(environment, async ({ database }) => {
        const replayed = await replayApplication(database, id as ApplicationId);
        if (replayed === null) throw new Unreadable('there is no such application');
        if (replayed.length === 0) throw new Unreadable('the gate was not asked about it yet');
        for (const one of replayed) voice.print(lineOf(one));
        const count = (verdict: Replayed['verdict']): number =>
          replayed.filter((one) => one.verdict === verdict).length;
        const [differing, not] = [count('differs'), count('cannot')];
        voice.print(`${count('same')} same, ${differing} different, ${not} that cannot be asked again`);
        if (differing > 0) return exitCodes.differs;
        return not > 0 ? exitCodes.cannot : exitCodes.same;
      }),
    voice,
  );
}
