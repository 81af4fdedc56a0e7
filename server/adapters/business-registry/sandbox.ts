// A made-up business register for trying the product out: it knows the magic codes and nobody else.

import type { BusinessRegistry, BusinessRegistryAnswer } from '../../ports/business-registry.ts';
import { magicBusinessCodes } from './magic-codes.ts';

const timedOut: BusinessRegistryAnswer = { answer: 'unavailable', why: 'timeout', retryAfterMs: null };

export function createSandboxBusinessRegistry(): BusinessRegistry {
  return {
    name: 'sandbox',
    async lookUp({ code }, signal) {
      if (signal.aborted) return timedOut;
      const magic = magicBusinessCodes.find((each) => each.code === code);
      if (magic === undefined) return { answer: 'not-found' };
      return magic.answer ?? untilAborted(signal);
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<BusinessRegistryAnswer> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(timedOut), { once: true });
  });
}
