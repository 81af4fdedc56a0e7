// What the sandbox's business register answers.

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { magicBusinessCodes } from '../../server/adapters/business-registry/magic-codes.ts';
import { createSandboxBusinessRegistry } from '../../server/adapters/business-registry/sandbox.ts';
import { parseBusinessCode } from '../../server/domain/business-code.ts';

const registry = createSandboxBusinessRegistry();
const never = new AbortController().signal;

function query(code: string) {
  const parsed = parseBusinessCode(code);
  if (!parsed.ok) throw new Error(`${code}: ${parsed.problem}`);
  expect(parsed.checkDigit).toBe('agrees');
  return { code: parsed.businessCode, name: '沙盒晨光贸易有限公司' };
}

function magic(outcome: string) {
  const found = magicBusinessCodes.find((each) => each.outcome === outcome);
  if (found === undefined) throw new Error(`no magic code for ${outcome}`);
  return query(found.code);
}

describe('the sandbox business register', () => {
  test.each([
    ['active', 'active', '张伟'],
    ['active-sole-proprietor', 'active', '张伟'],
    ['active-other-representative', 'active', '李娜'],
    ['revoked', 'revoked', '张伟'],
    ['cancelled', 'cancelled', '张伟'],
  ])('finds the business of the code for %s', async (outcome, state, representative) => {
    const answer = await registry.lookUp(magic(outcome), never);
    if (answer.answer !== 'found') throw new Error(answer.answer);
    expect(answer.state).toBe(state);
    expect(answer.legalRepresentative.reveal()).toBe(representative);
  });

  test.each(['maintenance', 'unreachable', 'rate-limited', 'bad-answer'])(
    'cannot be asked at the code for %s',
    async (outcome) => {
      expect(await registry.lookUp(magic(outcome), never)).toMatchObject({
        answer: 'unavailable',
        why: outcome,
      });
    },
  );

  test('does not find a business that it does not know', async () => {
    expect(await registry.lookUp(query('91512081MA62K0260E'), never)).toEqual({ answer: 'not-found' });
  });

  test('is unavailable as soon as the caller gives up', async () => {
    const timeout = { answer: 'unavailable', why: 'timeout', retryAfterMs: null };
    const controller = new AbortController();
    const asking = registry.lookUp(magic('never-answers'), controller.signal);
    controller.abort();
    expect(await asking).toEqual(timeout);
    expect(await registry.lookUp(magic('active'), AbortSignal.abort())).toEqual(timeout);
  });

  test('prints no legal representative', async () => {
    const answer = await registry.lookUp(magic('active-other-representative'), never);
    expect(inspect(answer) + JSON.stringify(answer)).not.toContain('李娜');
  });

  test('has each code and each outcome once', () => {
    expect(new Set(magicBusinessCodes.map((each) => each.code)).size).toBe(magicBusinessCodes.length);
    expect(new Set(magicBusinessCodes.map((each) => each.outcome)).size).toBe(magicBusinessCodes.length);
  });
});
