// Leaves a service that is in trouble alone for a while: who comes then is answered at once, and for nothing.
import type { ServiceGuard } from '../../ports/service-guard.ts';
import { serviceTroubles } from '../../ports/unavailable.ts';
import type { Layer } from './around.ts';
import type { Said, Trouble } from './provider-records.ts';

/** Whatever is said of somebody, and whatever only an operator mends, shows that the service is there. */
const faultOf = (answer: Said | Trouble): Trouble['why'] | null =>
  answer.answer === 'unavailable' && serviceTroubles.includes(answer.why) ? answer.why : null;

/**
 * Goes between the retries, of which each counts, and whatever counts questions: what is kept back is none.
 * `onHeldBack`: each time.
 */
export function createBreaker(guard: ServiceGuard, onHeldBack: () => void): Layer {
  return async (ask, signal) => {
    const answer = await guard.ask(ask, faultOf, signal);
    if (!('isHeldBack' in answer) || 'code' in answer) return answer;
    onHeldBack();
    return { ...answer, code: null, billing: 'free' };
  };
}
