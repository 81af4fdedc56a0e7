// One question to one service of the government record, as the trail and the log keep it.
import type { GovernmentRecordAnswer } from './government-records.ts';

export interface RecordQuestion {
  /** The `name` of the service. */
  readonly provider: string;
  readonly answer: GovernmentRecordAnswer;
  /** Why it was asked after another question about the same person; null for the first one. */
  readonly because: 'fallback' | 'asked-again' | null;
}

/** Whether the service was asked at all. */
export const wasPut = ({ answer }: Pick<RecordQuestion, 'answer'>): boolean =>
  answer.answer !== 'unavailable' || answer.isHeldBack !== true;

/** `match/compared`, `capture/blurred`, `unavailable/timeout`, `mismatch`, …: nothing about the person. */
export function recordAnswerClass(answer: GovernmentRecordAnswer): string {
  if (answer.answer === 'capture') return `capture/${answer.fault}`;
  if (answer.answer === 'match') return `match/${answer.face.kind}`;
  if (answer.answer !== 'unavailable') return answer.answer;
  return answer.isHeldBack === true ? 'unavailable/held-back' : `unavailable/${answer.why}`;
}
