// A made-up government record for trying the product out: magic numbers, and people issued before.

import { samePersonName } from '../../domain/person-name.ts';
import type { Delay } from '../../ports/clock.ts';
import type {
  GovernmentRecordAnswer,
  GovernmentRecordQuery,
  GovernmentRecords,
} from '../../ports/government-records.ts';
import { CannotOpen } from '../../ports/keys.ts';
import type { SandboxCitizens } from '../../ports/sandbox-citizens.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import { magicNumbers, type MagicOutcome } from './magic-numbers.ts';

const slowMs = 3000;

/** On a made-up scale of 0..100 with made-up rates, of the size that real records state for themselves. */
const compared = (agrees: boolean, similarity: number, fmr: number): GovernmentRecordAnswer => ({
  answer: 'match',
  face: { kind: 'compared', agrees, similarity, fmr },
});
const agrees = compared(true, 96, 1e-4);

/** What each magic number answers when a face was asked for, once it answers. */
const magicAnswers: Record<MagicOutcome, GovernmentRecordAnswer> = {
  match: agrees,
  mismatch: { answer: 'mismatch' },
  'not-found': { answer: 'not-found' },
  'portrait-differs': compared(false, 12, 1),
  'weak-match': compared(true, 81, 1e-3),
  'portrait-missing': { answer: 'match', face: { kind: 'missing' } },
  'face-refused': { answer: 'face-refused' },
  'photo-blurred': { answer: 'capture', fault: 'blurred' },
  'photo-too-dark': { answer: 'capture', fault: 'too-dark' },
  'photo-face-covered': { answer: 'capture', fault: 'face-covered' },
  'photo-several-faces': { answer: 'capture', fault: 'several-faces' },
  maintenance: cannot('maintenance', 10 * 60_000),
  unreachable: cannot('unreachable'),
  'rate-limited': cannot('rate-limited', 60_000),
  'bad-answer': cannot('bad-answer'),
  'daily-limit': cannot('daily-limit'),
  refused: cannot('refused'),
  'not-authorised': cannot('not-authorised'),
  'clock-skew': cannot('clock-skew'),
  unpaid: cannot('unpaid'),
  slow: agrees,
  'never-answers': cannot('timeout'),
};

/** `delay` is how the slow number waits: pass a quick one in tests. */
export function createSandboxRecords(config: { citizens: SandboxCitizens; delay: Delay }): GovernmentRecords {
  return {
    name: 'sandbox',
    async lookUp(query, signal) {
      try {
        return await orTimeout(answer(query, signal), signal);
      } catch (error) {
        // on record, but sealed by another master key: there is an answer, and we cannot read it
        return cannot(error instanceof CannotOpen ? 'bad-answer' : 'unreachable');
      }
    },
  };

  async function answer(query: GovernmentRecordQuery, signal: AbortSignal): Promise<GovernmentRecordAnswer> {
    const citizenId = query.citizenId.reveal();
    const magic = magicNumbers.find((each) => each.citizenId === citizenId);
    if (magic === undefined) return answerForIssued(query);
    if (magic.outcome === 'slow') await config.delay(slowMs, signal);
    if (magic.outcome === 'never-answers') await new Promise<never>(() => undefined);
    return withoutUnaskedFace(magicAnswers[magic.outcome], query);
  }

  async function answerForIssued(query: GovernmentRecordQuery): Promise<GovernmentRecordAnswer> {
    const citizen = await config.citizens.find(query.citizenId.reveal());
    if (citizen === null) return { answer: 'not-found' };
    if (!samePersonName(citizen.name.reveal(), query.name.reveal())) return { answer: 'mismatch' };
    const portrait = { kind: 'portrait', picture: citizen.portrait } as const;
    return withoutUnaskedFace({ answer: 'match', face: portrait }, query);
  }
}

/** Answers that say something about the photo; without one, what is left is that name and number agree. */
const aboutTheFace: readonly GovernmentRecordAnswer['answer'][] = ['match', 'face-refused', 'capture'];

function withoutUnaskedFace(
  answer: GovernmentRecordAnswer,
  query: GovernmentRecordQuery,
): GovernmentRecordAnswer {
  if (query.livePhoto !== null || !aboutTheFace.includes(answer.answer)) return answer;
  return { answer: 'match', face: { kind: 'not-asked' } };
}

function cannot(why: Unavailable['why'], retryAfterMs: number | null = null): Unavailable {
  return { answer: 'unavailable', why, retryAfterMs };
}

/** As soon as the signal is aborted, `timeout`; until then, whatever comes of asking. */
function orTimeout(
  asking: Promise<GovernmentRecordAnswer>,
  signal: AbortSignal,
): Promise<GovernmentRecordAnswer> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(cannot('timeout'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    // one signal may outlive many questions: take the listener off again
    void asking.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
