// A register behind a guard: while it is in trouble, who comes is answered at once.
import type { BusinessRegistry, BusinessRegistryAnswer } from '../../ports/business-registry.ts';
import type { ServiceGuard } from '../../ports/service-guard.ts';
import { serviceTroubles, type Unavailable } from '../../ports/unavailable.ts';

/** What is on the register or not, and whatever only an operator mends, shows that it is there. */
const faultOf = (answer: BusinessRegistryAnswer): Unavailable['why'] | null =>
  answer.answer === 'unavailable' && serviceTroubles.includes(answer.why) ? answer.why : null;

export interface GuardedConfig {
  readonly registry: BusinessRegistry;
  readonly guard: ServiceGuard;
  /** Milliseconds that only ever go forward. */
  readonly elapsedMs: () => number;
  /** Of each question that was put: what came of it, and how long that took. */
  readonly onAsked: (outcome: string, tookMs: number) => void;
  readonly onHeldBack: () => void;
}

export function createGuardedRegistry(config: GuardedConfig): BusinessRegistry {
  const { registry, guard, elapsedMs, onAsked, onHeldBack } = config;
  return {
    name: registry.name,
    async lookUp(query, signal) {
      const put = async (given: AbortSignal): Promise<BusinessRegistryAnswer> => {
        const from = elapsedMs();
        const answer = await registry.lookUp(query, given);
        onAsked(
          answer.answer === 'unavailable' ? `unavailable/${answer.why}` : answer.answer,
          elapsedMs() - from,
        );
        return answer;
      };
      const answer = await guard.ask(put, faultOf, signal);
      if ('isHeldBack' in answer) onHeldBack();
      return answer;
    },
  };
}
