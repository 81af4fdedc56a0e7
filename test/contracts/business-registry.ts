// What every business register must do, whatever service stands behind it.

import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BusinessCode } from '../../server/domain/business-code.ts';
import { businessStates, isDay, type BusinessState } from '../../server/domain/registered-business.ts';
import type { BusinessRegistry } from '../../server/ports/business-registry.ts';
import { unavailableReasons, type Unavailable } from '../../server/ports/unavailable.ts';
import { wireBehaviours, type WireBehaviour } from './government-records.ts';
import { overTheWire, type WireSide } from './over-the-wire.ts';

/** How the service is made to behave towards one code. `hangs`: it accepts the question and never answers. */
export type RegisterBehaviour =
  | BusinessState
  | 'penalised'
  | 'says-little'
  | 'not-found'
  | 'hangs'
  | Exclude<Unavailable['why'], 'timeout'>;

/** A local stand-in for the real service, with the adapter under test in front of it. */
export interface RegisterStandIn {
  registry: BusinessRegistry;
  /** A code it behaves towards in this way; `null` when no such service behaves so. */
  code(behaviour: RegisterBehaviour | WireBehaviour): BusinessCode | null;
  /** Who stands on the register as legal representative of each, and where: must never be printed; besides, keys. */
  secrets: readonly string[];
  /** Everything that was said to the operator so far. */
  logged(): string;
  /** Null: it is asked over no wire. */
  wire: WireSide | null;
  close(): Promise<void>;
}

export function businessRegistryContract(name: string, makeStandIn: () => Promise<RegisterStandIn>): void {
  describe(`business registry: ${name}`, () => {
    const never = new AbortController().signal;
    const timedOut = { answer: 'unavailable', why: 'timeout', retryAfterMs: null };
    const declared = '沙盒晨光贸易有限公司';
    let standIn: RegisterStandIn;

    beforeEach(async () => {
      standIn = await makeStandIn();
    });
    afterEach(() => standIn.close());

    const ask = (code: BusinessCode, signal = never) =>
      standIn.registry.lookUp({ code, name: declared }, signal);

    test('has a name for the trail', () => {
      expect(standIn.registry.name).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    test('can at least find an active business, not find one, hang and be unreachable', () => {
      for (const behaviour of ['active', 'not-found', 'hangs', 'unreachable'] as const)
        expect(standIn.code(behaviour), behaviour).not.toBeNull();
    });

    test.each(businessStates)('says that a business is %s, with who runs it', async (state) => {
      const code = standIn.code(state);
      if (code === null) return; // no such service behaves so; the test above counts what is left
      const answer = await ask(code);
      if (answer.answer !== 'found') throw new Error(answer.answer);
      expect(answer.state).toBe(state);
      expect(answer.name).toBeTruthy();
      expect(answer.legalRepresentative.reveal()).not.toBe('');
    });

    test('gives days that exist, and null for what it does not know', async () => {
      for (const behaviour of [...businessStates, 'penalised', 'says-little'] as const) {
        const code = standIn.code(behaviour);
        if (code === null) continue;
        const answer = await ask(code);
        if (answer.answer !== 'found') throw new Error(answer.answer);
        const { establishedOn, validUntil, penalties, scope, address } = answer;
        const days = [establishedOn, validUntil, ...(penalties ?? []).map(({ on }) => on)];
        for (const day of days) expect(day === null || isDay(day)).toBe(true);
        expect([scope, address?.reveal()]).not.toContain('');
        if (behaviour === 'penalised') expect(penalties).not.toEqual([]);
        if (behaviour === 'says-little') expect([scope, address, establishedOn]).toEqual([null, null, null]);
      }
    });

    test('does not find what is not there', async () => {
      const code = standIn.code('not-found');
      expect(code && (await ask(code))).toEqual({ answer: 'not-found' });
    });

    test.each(unavailableReasons.filter((why) => why !== 'timeout'))(
      'is unavailable, neither yes nor no, when the service is: %s',
      async (why) => {
        const code = standIn.code(why);
        if (code === null) return;
        const answer = await ask(code);
        expect(answer).toMatchObject({ answer: 'unavailable', why });
        const { retryAfterMs } = answer as Unavailable;
        expect(retryAfterMs === null || (Number.isInteger(retryAfterMs) && retryAfterMs >= 0)).toBe(true);
      },
    );

    test.each(Object.entries(wireBehaviours) as [WireBehaviour, Unavailable['why']][])(
      'is unavailable, neither yes nor no, when the wire shows %s: %s',
      async (behaviour, why) => {
        const code = standIn.code(behaviour);
        if (code === null) return;
        const controller = new AbortController();
        const asking = ask(code, controller.signal);
        if (why === 'timeout') controller.abort();
        expect(await asking).toMatchObject({ answer: 'unavailable', why });
      },
    );

    test('is unavailable as soon as the caller gives up', async () => {
      const code = standIn.code('hangs');
      if (code === null) throw new Error('every service can hang');
      const controller = new AbortController();
      const asking = ask(code, controller.signal);
      controller.abort();
      expect(await asking).toEqual(timedOut);
    });

    test.each(['active', 'not-found', 'unreachable'] as const)(
      'is not asked when the caller gave up before: %s',
      async (behaviour) => {
        const code = standIn.code(behaviour);
        expect(code && (await ask(code, AbortSignal.abort()))).toEqual(timedOut);
      },
    );

    test('answers each of several questions asked at once for itself, and the same the next time', async () => {
      const codes = (['not-found', 'active', 'unreachable', 'not-found'] as const).map((one) => {
        const code = standIn.code(one);
        if (code === null) throw new Error(one);
        return code;
      });
      const all = async () => (await Promise.all(codes.map((code) => ask(code)))).map(({ answer }) => answer);
      const first = await all();
      expect(first).toEqual(['not-found', 'found', 'unavailable', 'not-found']);
      expect(await all()).toEqual(first);
    });

    test('gives away neither representative, address nor key when an answer is printed, nor to the operator', async () => {
      const troubles = unavailableReasons.filter((why) => why !== 'timeout');
      const wire = (Object.keys(wireBehaviours) as WireBehaviour[]).filter((one) => one !== 'slow-body');
      expect(standIn.secrets).not.toEqual([]);
      for (const behaviour of [...businessStates, 'penalised', 'not-found', ...troubles, ...wire] as const) {
        const code = standIn.code(behaviour);
        if (code === null) continue;
        const answer = await ask(code);
        for (const text of [JSON.stringify(answer), inspect(answer, { depth: 10 }), standIn.logged()])
          for (const hidden of standIn.secrets) expect(text).not.toContain(hidden);
      }
    });

    test('asks once, also where it comes to nothing', async () => {
      const { wire } = standIn;
      if (wire === null) return;
      for (const behaviour of ['active', 'not-found', 'maintenance', 'unreachable', 'cut-off'] as const) {
        const code = standIn.code(behaviour);
        if (code === null) continue;
        const before = wire.received().length;
        await ask(code);
        expect(wire.received().slice(before)).toHaveLength(1);
      }
    });

    overTheWire(async () => {
      const code = standIn.code('not-found');
      if (code === null) throw new Error('every register lacks somebody');
      const asked = async (): Promise<string> => {
        const answer = await ask(code);
        return answer.answer === 'unavailable' ? answer.why : answer.answer;
      };
      return { wire: standIn.wire, ask: asked, logged: () => standIn.logged() };
    });
  });
}
