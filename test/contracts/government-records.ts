// What every government record must do, whatever service stands behind it.

import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CitizenId } from '../../server/domain/citizen-id.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import type {
  GovernmentRecordAnswer,
  GovernmentRecordQuery,
  GovernmentRecords,
} from '../../server/ports/government-records.ts';
import { unavailableReasons, type Unavailable } from '../../server/ports/unavailable.ts';
import { overTheWire, type WireSide } from './over-the-wire.ts';

/** How the wire is made to behave for one person; a record that is not asked over one knows nobody like that. */
export const wireBehaviours = {
  'slow-body': 'timeout',
  'hangs-up': 'unreachable',
  redirects: 'unreachable',
  'gateway-down': 'unreachable',
  'gateway-busy': 'rate-limited',
  'cut-off': 'bad-answer',
  'not-json': 'bad-answer',
  'wrong-type': 'bad-answer',
  'not-utf-8': 'bad-answer',
  huge: 'bad-answer',
} as const satisfies Record<string, Unavailable['why']>;
export type WireBehaviour = keyof typeof wireBehaviours;

/** How the service is made to behave towards one person. `hangs`: it accepts the question and never answers. */
export type StandInBehaviour =
  | 'agrees-with-portrait'
  | 'agrees-by-comparison'
  | 'disagrees-by-comparison'
  | 'agrees-without-portrait'
  | 'agrees-weakly'
  | 'face-refused'
  | 'photo-blurred'
  | 'photo-too-dark'
  | 'photo-face-covered'
  | 'photo-several-faces'
  | 'mismatch'
  | 'not-found'
  | 'hangs'
  | Exclude<Unavailable['why'], 'timeout'>;

/** A local stand-in for the real service, with the adapter under test in front of it. */
export interface StandIn {
  records: GovernmentRecords;
  /** Somebody it behaves towards in this way; `null` when no such service behaves so. */
  person(behaviour: StandInBehaviour | WireBehaviour): Promise<{ name: string; citizenId: CitizenId } | null>;
  /** What must never be printed besides what is about people: keys. */
  secrets: readonly string[];
  /** Everything that was said to the operator so far. */
  logged(): string;
  /** Everything that is kept on our side of the service, printed. */
  kept(): Promise<string>;
  /** Null: it is asked over no wire. */
  wire: WireSide | null;
  close(): Promise<void>;
}

export function governmentRecordsContract(name: string, makeStandIn: () => Promise<StandIn>): void {
  describe(`government records: ${name}`, () => {
    const livePhoto = Uint8Array.from([
      0xff,
      0xd8,
      0xff,
      ...Buffer.from('not a photo of anybody'),
      0xff,
      0xd9,
    ]);
    const never = new AbortController().signal;
    let standIn: StandIn;

    beforeEach(async () => {
      standIn = await makeStandIn();
    });
    afterEach(() => standIn.close());

    async function queryFor(
      behaviour: StandInBehaviour | WireBehaviour,
      photo: Uint8Array | null = livePhoto,
    ): Promise<GovernmentRecordQuery | null> {
      const person = await standIn.person(behaviour);
      if (person === null) return null;
      return {
        name: new Sensitive(person.name),
        citizenId: new Sensitive(person.citizenId),
        livePhoto: photo,
      };
    }

    const answers: Partial<Record<StandInBehaviour, GovernmentRecordAnswer>> = {
      'agrees-with-portrait': {
        answer: 'match',
        face: { kind: 'portrait', picture: expect.any(Uint8Array) as Uint8Array },
      },
      'agrees-by-comparison': {
        answer: 'match',
        face: { kind: 'compared', agrees: true, similarity: expect.any(Number) as number, fmr: 1e-4 },
      },
      'agrees-weakly': {
        answer: 'match',
        face: { kind: 'compared', agrees: true, similarity: expect.any(Number) as number, fmr: 1e-3 },
      },
      'disagrees-by-comparison': {
        answer: 'match',
        face: { kind: 'compared', agrees: false, similarity: expect.any(Number) as number, fmr: 1 },
      },
      'agrees-without-portrait': { answer: 'match', face: { kind: 'missing' } },
      mismatch: { answer: 'mismatch' },
      'not-found': { answer: 'not-found' },
      'face-refused': { answer: 'face-refused' },
      'photo-blurred': { answer: 'capture', fault: 'blurred' },
      'photo-too-dark': { answer: 'capture', fault: 'too-dark' },
      'photo-face-covered': { answer: 'capture', fault: 'face-covered' },
      'photo-several-faces': { answer: 'capture', fault: 'several-faces' },
    };
    const behaviours = Object.entries(answers) as [StandInBehaviour, GovernmentRecordAnswer][];

    test('has a name for the trail', () => {
      expect(standIn.records.name).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    test.each(behaviours)('answers when the record %s', async (behaviour, answer) => {
      const query = await queryFor(behaviour);
      if (query === null) return; // no such service behaves so; the next test counts what is left
      expect(await standIn.records.lookUp(query, never)).toEqual(answer);
    });

    test('can at least agree with a face, disagree and not find', async () => {
      const withFace = await Promise.all([
        standIn.person('agrees-with-portrait'),
        standIn.person('agrees-by-comparison'),
      ]);
      expect(withFace.filter((person) => person !== null)).not.toEqual([]);
      expect(await standIn.person('mismatch')).not.toBeNull();
      expect(await standIn.person('not-found')).not.toBeNull();
      expect(await standIn.person('hangs')).not.toBeNull();
      expect(await standIn.person('unreachable')).not.toBeNull();
    });

    test('states a false-match rate between 0 and 1 with a comparison', async () => {
      for (const behaviour of ['agrees-by-comparison', 'disagrees-by-comparison'] as const) {
        const query = await queryFor(behaviour);
        if (query === null) continue;
        const answer = await standIn.records.lookUp(query, never);
        if (answer.answer !== 'match' || answer.face.kind !== 'compared') throw new Error('no comparison');
        expect(answer.face.fmr).toBeGreaterThan(0);
        expect(answer.face.fmr).toBeLessThanOrEqual(1);
      }
    });

    test.each(behaviours)(
      'asks nothing about a face when it was given none: %s',
      async (behaviour, withFace) => {
        const query = await queryFor(behaviour, null);
        if (query === null) return;
        const withoutFace =
          withFace.answer === 'mismatch' || withFace.answer === 'not-found'
            ? withFace
            : { answer: 'match', face: { kind: 'not-asked' } };
        expect(await standIn.records.lookUp(query, never)).toEqual(withoutFace);
      },
    );

    test.each(unavailableReasons.filter((why) => why !== 'timeout'))(
      'is unavailable, neither yes nor no, when the service is: %s',
      async (why) => {
        for (const photo of [livePhoto, null]) {
          const query = await queryFor(why, photo);
          if (query === null) return;
          const answer = await standIn.records.lookUp(query, never);
          expect(answer).toMatchObject({ answer: 'unavailable', why });
          const { retryAfterMs } = answer as Unavailable;
          expect(retryAfterMs === null || (Number.isInteger(retryAfterMs) && retryAfterMs >= 0)).toBe(true);
        }
      },
    );

    test.each(Object.entries(wireBehaviours) as [WireBehaviour, Unavailable['why']][])(
      'is unavailable, neither yes nor no, when the wire shows %s: %s',
      async (behaviour, why) => {
        for (const photo of [livePhoto, null]) {
          const query = await queryFor(behaviour, photo);
          if (query === null) return;
          const controller = new AbortController();
          const asking = standIn.records.lookUp(query, controller.signal);
          if (why === 'timeout') controller.abort();
          expect(await asking).toMatchObject({ answer: 'unavailable', why });
        }
      },
    );

    test('says how long to wait when the service says so', async () => {
      const query = await queryFor('rate-limited');
      if (query === null) return;
      const answer = await standIn.records.lookUp(query, never);
      expect((answer as Unavailable).retryAfterMs).toBeGreaterThan(0);
    });

    test('is unavailable as soon as the caller gives up', async () => {
      const query = await queryFor('hangs');
      if (query === null) throw new Error('every service can hang');
      const controller = new AbortController();
      const asking = standIn.records.lookUp(query, controller.signal);
      controller.abort();
      expect(await asking).toEqual({ answer: 'unavailable', why: 'timeout', retryAfterMs: null });
    });

    test.each([
      'agrees-with-portrait',
      'agrees-by-comparison',
      'mismatch',
      'not-found',
      'unreachable',
    ] as const)('is not asked when the caller gave up before: %s', async (behaviour) => {
      const query = await queryFor(behaviour);
      if (query === null) return;
      expect(await standIn.records.lookUp(query, AbortSignal.abort())).toEqual({
        answer: 'unavailable',
        why: 'timeout',
        retryAfterMs: null,
      });
    });

    test('answers each of several questions asked at once for itself', async () => {
      const ask = async (behaviour: StandInBehaviour) => {
        const query = await queryFor(behaviour);
        return query === null ? null : (await standIn.records.lookUp(query, never)).answer;
      };
      expect(
        await Promise.all([ask('mismatch'), ask('not-found'), ask('mismatch'), ask('unreachable')]),
      ).toEqual(['mismatch', 'not-found', 'mismatch', 'unavailable']);
    });

    test('gives away neither name, number nor key when question or answer is printed, nor to the operator', async () => {
      const troubles = unavailableReasons.filter((why) => why !== 'timeout');
      const wire = (Object.keys(wireBehaviours) as WireBehaviour[]).filter((one) => one !== 'slow-body');
      for (const behaviour of [...behaviours.map(([one]) => one), ...troubles, ...wire]) {
        const person = await standIn.person(behaviour);
        if (person === null) continue;
        const query = {
          name: new Sensitive(person.name),
          citizenId: new Sensitive(person.citizenId),
          livePhoto,
        };
        const answer = await standIn.records.lookUp(query, never);
        const printed = [JSON.stringify([query, answer]), inspect([query, answer], { depth: 10 })];
        for (const text of [...printed, standIn.logged()])
          for (const hidden of [person.name, person.citizenId, ...standIn.secrets])
            expect(text).not.toContain(hidden);
      }
    });

    test('keeps nothing of a question, and answers it the same the next time', async () => {
      const query = await queryFor('mismatch');
      if (query === null) throw new Error('every service can disagree');
      const before = await standIn.kept();
      const photoBefore = Uint8Array.from(livePhoto);
      const first = await standIn.records.lookUp(query, never);
      expect(await standIn.records.lookUp(query, never)).toEqual(first);
      expect(await standIn.kept()).toBe(before);
      expect(livePhoto).toEqual(photoBefore);
    });

    test('shows a photo to nobody who is to compare nothing, and asks once where a question may be billed', async () => {
      const { wire } = standIn;
      if (wire === null) return;
      const shown = Buffer.from(livePhoto).toString('base64');
      for (const [behaviour, answer] of behaviours)
        for (const photo of [livePhoto, null]) {
          const query = await queryFor(behaviour, photo);
          if (query === null) continue;
          const before = wire.received().length;
          await standIn.records.lookUp(query, never);
          const questions = wire.received().slice(before);
          const isMissing = answer.answer === 'match' && answer.face.kind === 'missing';
          expect(questions).toHaveLength(photo !== null && isMissing ? 2 : 1);
          const isShown =
            photo !== null && behaviour !== 'agrees-with-portrait' && !(await handsOutPortraits());
          expect(questions.some((one) => one.includes(shown))).toBe(isShown);
        }
    });

    const handsOutPortraits = async (): Promise<boolean> =>
      (await standIn.person('agrees-with-portrait')) !== null &&
      (await standIn.person('agrees-by-comparison')) === null;

    overTheWire(async () => {
      const query = await queryFor('mismatch');
      if (query === null) throw new Error('every service can disagree');
      const ask = async (): Promise<string> => {
        const answer = await standIn.records.lookUp(query, never);
        return answer.answer === 'unavailable' ? answer.why : answer.answer;
      };
      return { wire: standIn.wire, ask, logged: () => standIn.logged() };
    });
  });
}
