// Several services as one record: the next is asked only when the one before it could not be.
import { withTimeLimit } from '../../domain/time-limit.ts';
import type { GovernmentRecordAnswer, GovernmentRecords } from '../../ports/government-records.ts';
import type { RecordQuestion } from '../../ports/record-question.ts';
import type { Unavailable } from '../../ports/unavailable.ts';

/**
 * Whether another service may be asked after this answer. Not after `refused`: the service was there and would not take
 * this question, by its rules of risk perhaps, and going elsewhere with it would be looking for a better answer.
 */
const asksNext: Record<Unavailable['why'], boolean> = {
  timeout: true,
  'rate-limited': true,
  'daily-limit': true,
  maintenance: true,
  unreachable: true,
  'bad-answer': true,
  refused: false,
  'not-authorised': true,
  'clock-skew': true,
  unpaid: true,
};

const mayAskNext = (answer: GovernmentRecordAnswer): boolean =>
  answer.answer === 'unavailable' && asksNext[answer.why];

/** An adapter never throws; should one do so all the same, that is no answer. Its error may carry what was asked. */
const noAnswer: Unavailable = { answer: 'unavailable', why: 'bad-answer', retryAfterMs: null };

export interface OrderConfig {
  /** In this order. */
  readonly services: readonly [GovernmentRecords, ...GovernmentRecords[]];
  /** Longest that one service is waited for. The caller's own limit should have room for all. */
  readonly limitMs: number;
  readonly onQuestion: (question: RecordQuestion) => void;
}

/**
 * Named after the first service: evidence for going live is about that one, and what another answered does not count
 * towards it. Answers what the last one that was asked has answered.
 */
export function createOrderOfServices({ services, limitMs, onQuestion }: OrderConfig): GovernmentRecords {
  return {
    name: services[0].name,
    async lookUp(query, signal, onAsked) {
      let answer: GovernmentRecordAnswer = { answer: 'unavailable', why: 'timeout', retryAfterMs: null };
      for (const service of services) {
        if (signal.aborted) return answer;
        answer = await withTimeLimit(signal, limitMs, (limited) =>
          service.lookUp(query, limited).catch(() => noAnswer),
        );
        const because = service === services[0] ? null : 'fallback';
        const question: RecordQuestion = { provider: service.name, answer, because };
        onQuestion(question);
        onAsked?.(question);
        if (!mayAskNext(answer)) return answer;
      }
      return answer;
    },
  };
}
