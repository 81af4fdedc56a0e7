// One question to one service of the government record, as the trail and the log keep it.
import type { GovernmentRecordAnswer } from './government-records.ts';

export interface RecordQuestion {
  /** The `name` of the service. */
  readonly provider: string;
  readonly answer: GovernmentRecordAnswer;
  /** Why it was asked after another question about the same person; null for the first one. */
  readonly because: 'fallback' | null;
}

/** `match/compared`, `capture/blurred`, `unavailable/timeout`, `mismatch`, …: nothing about the person. */
export function recordAnswerClass(answer: GovernmentRecordAnswer): string {
  if (answer.answer === 'capture') return `capture/${answer.fault}`;
  if (answer.answer === 'match') return `match/${answer.face.kind}`;
  return answer.answer === 'unavailable' ? `unavailable/${answer.why}` : answer.answer;
}
