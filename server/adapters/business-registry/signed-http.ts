// A register that answers signed JSON over HTTPS, in words that an operator's mapping explains.
import type {
  BusinessQuery,
  BusinessRegistry,
  BusinessRegistryAnswer,
} from '../../ports/business-registry.ts';
import type { Unavailable } from '../../ports/unavailable.ts';
import type { WireAnswer } from '../../ports/wire.ts';
import { codeAt, meaningOf } from '../wire/mapping.ts';
import { createAskSigned, type SignedQuestionConfig } from '../wire/signed-question.ts';
import type { RegistryMapping } from './mapping.ts';
import { readBusiness } from './read-business.ts';

export interface SignedRegistryConfig extends SignedQuestionConfig {
  readonly mapping: RegistryMapping;
  /** Each time it could not be asked; `provider`: its name, as in the trail. */
  readonly onTrouble: (why: Unavailable['why'], provider: string) => void;
}

const unavailable = (why: Unavailable['why'], retryAfterMs: number | null = null): Unavailable => ({
  answer: 'unavailable',
  why,
  retryAfterMs,
});

export function createSignedRegistry(config: SignedRegistryConfig): BusinessRegistry {
  const { mapping, onTrouble } = config;
  const ask = createAskSigned(config);

  function fieldsOf(query: BusinessQuery): Record<string, string> {
    const fields = Object.entries(mapping.question);
    return Object.fromEntries(
      fields.map(([field, put]) => [field, typeof put === 'string' ? query[put] : put.fixed]),
    );
  }

  /** By a signed answer only. */
  function read(wire: WireAnswer, code: string): BusinessRegistryAnswer {
    const means = meaningOf(mapping.codes, codeAt(wire.json, mapping.code));
    if (means === null) return unavailable('bad-answer', wire.retryAfterMs);
    if (typeof means === 'object') return unavailable(means.unavailable, wire.retryAfterMs);
    if (wire.status !== 200) return unavailable('bad-answer', wire.retryAfterMs);
    if (means === 'not-found') return { answer: 'not-found' };
    return readBusiness(wire.json, mapping, code) ?? unavailable('bad-answer');
  }

  async function lookUp(query: BusinessQuery, signal: AbortSignal): Promise<BusinessRegistryAnswer> {
    const wire = await ask(fieldsOf(query), signal);
    return wire.answer === 'json' ? read(wire, query.code) : unavailable(wire.why, wire.retryAfterMs);
  }

  return {
    name: mapping.name,
    async lookUp(query, signal) {
      // an error may carry what was sent or read: it ends here
      const answer = await lookUp(query, signal).catch(() => unavailable('bad-answer'));
      if (answer.answer === 'unavailable') onTrouble(answer.why, mapping.name);
      return answer;
    },
  };
}
