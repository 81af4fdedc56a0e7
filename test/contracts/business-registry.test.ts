// Runs the business registers' contract on the sandbox.

import { describe, expect, test } from 'vitest';
import { magicBusinessCodes } from '../../server/adapters/business-registry/magic-codes.ts';
import { createSandboxBusinessRegistry } from '../../server/adapters/business-registry/sandbox.ts';
import { parseBusinessCode, type BusinessCode } from '../../server/domain/business-code.ts';
import { businessStates, penaltyKinds } from '../../server/domain/registered-business.ts';
import { unavailableReasons } from '../../server/ports/unavailable.ts';
import { businessRegistryContract, type RegisterBehaviour } from './business-registry.ts';
import { wireBehaviours } from './government-records.ts';

const registry = createSandboxBusinessRegistry();
const never = new AbortController().signal;
const unknown = '91512081MA62K0260E' as BusinessCode;

const outcomeOf: Partial<Record<RegisterBehaviour, string>> = {
  penalised: 'active-penalised',
  'says-little': 'active-says-little',
  hangs: 'never-answers',
};

businessRegistryContract('sandbox', async () => ({
  registry,
  code: (behaviour) => {
    if (behaviour in wireBehaviours) return null;
    if (behaviour === 'not-found') return unknown;
    const outcome = outcomeOf[behaviour as RegisterBehaviour] ?? behaviour;
    return (magicBusinessCodes.find((one) => one.outcome === outcome)?.code ?? null) as BusinessCode | null;
  },
  secrets: ['张伟', '样板区'],
  logged: () => '',
  wire: null,
  close: async () => undefined,
}));

describe('the magic codes', () => {
  test('are well-formed, of the made-up province, each code and each outcome once', () => {
    for (const { code } of magicBusinessCodes) {
      expect(parseBusinessCode(code)).toMatchObject({ ok: true, businessCode: code, checkDigit: 'agrees' });
      expect(code.slice(2, 8)).toBe('990000');
    }
    expect(new Set(magicBusinessCodes.map((each) => each.code)).size).toBe(magicBusinessCodes.length);
    expect(new Set(magicBusinessCodes.map((each) => each.outcome)).size).toBe(magicBusinessCodes.length);
  });

  test('have every state, every kind of entry and every way of not being asked', async () => {
    const answers = magicBusinessCodes.map(({ answer }) => answer);
    const found = answers.flatMap((one) => (one?.answer === 'found' ? [one] : []));
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(businessStates));
    const kinds = found.flatMap(({ penalties }) => (penalties ?? []).map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(penaltyKinds));
    const whys = answers.flatMap((one) => (one?.answer === 'unavailable' ? [one.why] : ['timeout']));
    for (const why of unavailableReasons) expect(whys).toContain(why);
    expect(answers).toContain(null);
  });

  test('lead to the representative that they say', async () => {
    const code = magicBusinessCodes.find((one) => one.outcome === 'active-other-representative')?.code;
    const answer = await registry.lookUp({ code: code as BusinessCode, name: '' }, never);
    if (answer.answer !== 'found') throw new Error(answer.answer);
    expect(answer.legalRepresentative.reveal()).toBe('李娜');
  });
});
