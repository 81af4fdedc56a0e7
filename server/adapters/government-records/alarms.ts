// Calls the operator once when a provider is in a trouble that only they can mend, and says when it is over.
import { operatorsTroubles, type Unavailable } from '../../ports/unavailable.ts';
import type { Layer } from './around.ts';
import type { Trouble } from './provider-records.ts';

export interface Alarm {
  readonly alarm: Unavailable['why'];
  readonly state: 'raised' | 'ended';
  /** What the provider called it; null when no answer was read, and at the end. */
  readonly code: string | null;
}

/** Alibaba Cloud's limit of the day for questions about one person: the account may ask about others. */
const limitOfOnePerson = '418';

const isOperators = ({ why, code }: Trouble): boolean =>
  operatorsTroubles.includes(why) && code !== limitOfOnePerson;

/**
 * Raised once, however many questions come to it, until the provider says something of somebody again. Kept by this
 * process: another one, or the next start, raises its own.
 */
export function createAlarms(onAlarm: (what: Alarm) => void): Layer {
  const raised = new Set<Unavailable['why']>();
  return async (ask, signal) => {
    const answer = await ask(signal);
    if (answer.answer === 'said') {
      for (const alarm of raised) onAlarm({ alarm, state: 'ended', code: null });
      raised.clear();
    } else if (isOperators(answer) && !raised.has(answer.why)) {
      raised.add(answer.why);
      onAlarm({ alarm: answer.why, state: 'raised', code: answer.code });
    }
    return answer;
  };
}
