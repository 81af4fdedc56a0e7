// One question to the business register, as the trail and the log keep it.
import type { BusinessRegistryAnswer } from './business-registry.ts';

export interface RegistryQuestion {
  /** The `name` of the register. */
  readonly provider: string;
  readonly answer: BusinessRegistryAnswer;
}

/** `found`, `not-found`, `unavailable/timeout`, …: nothing about the business, nor who runs it. */
export function registryAnswerClass(answer: BusinessRegistryAnswer): string {
  if (answer.answer !== 'unavailable') return answer.answer;
  return answer.isHeldBack === true ? 'unavailable/held-back' : `unavailable/${answer.why}`;
}
