// The guided capture passes for a person who does as asked, and fails for real reasons for everybody else.
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import type { RetryReason, StepKind } from '../../server/domain/liveness-protocol.ts';
import { photoFrames, type Frame } from '../puppet/act.ts';
import { samplePuppet } from '../puppet/sample.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { openHand, type Hand } from '../support/capture-hand.ts';
import { filmOf, honest, kept, type Film } from '../support/films.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
beforeAll(async () => {
  portcullis = await startPortcullis();
});
afterAll(() => portcullis.close());

/** The same film through a worse camera. */
async function altered(film: Promise<Film>, alter: (picture: Sharp) => Sharp): Promise<Film> {
  return Promise.all(
    (await film).map(async ({ jpeg, capturedAtMs }): Promise<Frame> => ({
      jpeg: await alter(sharp(jpeg)).jpeg({ quality: 80 }).toBuffer(),
      capturedAtMs,
    })),
  );
}

/** A second person beside the first. */
async function beside(film: Promise<Film>, other: Promise<Film>): Promise<Film> {
  const others = await other;
  return Promise.all(
    (await film).map(async ({ jpeg, capturedAtMs }, index): Promise<Frame> => {
      const input = others[index]?.jpeg ?? jpeg;
      const canvas = sharp({ create: { width: 960, height: 640, channels: 3, background: '#777' } });
      const both = canvas.composite([
        { input: jpeg, left: 0, top: 0 },
        { input, left: 480, top: 0 },
      ]);
      return { jpeg: await both.jpeg({ quality: 80 }).toBuffer(), capturedAtMs };
    }),
  );
}

const stillPhoto = (): Promise<Film> =>
  kept('photo', async () => photoFrames(await samplePuppet('sample1'), { fps: 8 }));

/** An evenly lit wall. */
const empty = (film: Promise<Film>): Promise<Film> => altered(film, (picture) => picture.linear(0, 140));

/** Frames that were filmed while turned away. */
const turned = async (): Promise<Film> => (await filmOf('sample1', 'turn-left')).slice(7, 10);

/** Too little light to see by. */
const dark = (film: Promise<Film>): Promise<Film> => altered(film, (picture) => picture.linear(0.12, 0));

const far = (film: Promise<Film>): Promise<Film> =>
  altered(film, (picture) =>
    picture.resize(110, 146).extend({ left: 185, right: 185, top: 247, bottom: 247, background: '#998877' }),
  );

interface Attempt {
  readonly who: string;
  readonly step: StepKind;
  readonly film: () => Promise<Film>;
  readonly reason: RetryReason;
}

const left = (): Promise<Film> => filmOf('sample1', 'turn-left');
const idle = (): Promise<Film> => filmOf('sample1', 'hold-still');

const attempts: readonly Attempt[] = [
  {
    who: 'turns right when asked to turn left',
    step: 'turn-left',
    film: () => filmOf('sample1', 'turn-right'),
    reason: 'wrong-action',
  },
  {
    who: 'opens the mouth when asked to turn right',
    step: 'turn-right',
    film: () => filmOf('sample1', 'open-mouth'),
    reason: 'wrong-action',
  },
  { who: 'does nothing', step: 'open-mouth', film: idle, reason: 'no-action' },
  { who: 'is a photo', step: 'turn-left', film: stillPhoto, reason: 'no-action' },
  {
    who: 'has turned before being asked',
    step: 'turn-left',
    film: async () => (await left()).slice(6),
    reason: 'too-early',
  },
  {
    who: 'stays turned',
    step: 'turn-left',
    film: async () => (await left()).slice(0, 9),
    reason: 'did-not-return',
  },
  {
    who: 'lets another person do it',
    step: 'turn-right',
    film: () => filmOf('sample5', 'turn-right'),
    reason: 'another-person',
  },
  {
    who: 'lets another person finish it',
    step: 'open-mouth',
    film: async () => [
      ...(await filmOf('sample1', 'open-mouth')).slice(0, 5),
      ...(await filmOf('sample5', 'open-mouth')).slice(5),
    ],
    reason: 'another-person',
  },
  {
    who: 'lets another person agree',
    step: 'agree',
    film: () => filmOf('sample5', 'hold-still'),
    reason: 'another-person',
  },
  { who: 'leaves', step: 'open-mouth', film: () => empty(idle()), reason: 'face-lost' },
  { who: 'sits in the dark', step: 'neutral', film: () => dark(idle()), reason: 'too-dark' },
  { who: 'sits far away', step: 'neutral', film: () => far(idle()), reason: 'too-far' },
  {
    who: 'is not alone',
    step: 'neutral',
    film: () => beside(idle(), filmOf('sample5', 'hold-still')),
    reason: 'several-faces',
  },
  { who: 'looks away', step: 'neutral', film: turned, reason: 'not-frontal' },
  {
    who: 'lets go at once',
    step: 'agree',
    film: async () => (await idle()).slice(0, 4),
    reason: 'too-few-frames',
  },
];

describe('somebody who', () => {
  let applicant: Somebody;
  let hand: Hand;
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'photographed');
    hand = await openHand(applicant.client, applicant.id);
  });

  test.each(attempts)('$who is told $reason and may try again', async ({ step, film, reason }) => {
    await hand.until(step);
    const verdict = await hand.play(film());
    expect({ ...verdict, step: null }).toEqual({ status: 'retry', reason, triesLeft: 2, step: null });
    expect(hand.step()).toMatchObject({ kind: step });
    expect((await applicant.view()).liveness.isDone).toBe(false);
  });

  test('fails three times in one step has used up one of the captures, and goes on with another', async () => {
    const before = (await applicant.view()).liveness.attemptsLeft;
    await hand.until('turn-left');
    for (const triesLeft of [2, 1])
      expect(await hand.play(idle())).toMatchObject({ status: 'retry', triesLeft });
    expect(await hand.play(idle())).toEqual({
      status: 'ended',
      reason: 'no-action',
      attemptsLeft: before - 1,
    });
    const again = await openHand(applicant.client, applicant.id);
    await again.until('agree');
    expect(await again.play(idle())).toEqual({ status: 'complete' });
    expect(await applicant.view()).toMatchObject({ nextStep: 'submit', liveness: { isDone: true } });
  });
});

describe('whose card shows another person', () => {
  test('is held with that finding, which takes two people to overrule', async () => {
    const applicant = await somebodyAt(portcullis, 'held', { card: 'sample5', actor: honest('sample1') });
    expect(await applicant.view()).toMatchObject({ state: 'in_review', outcome: null });
    const ann = await portcullis.reviewer({ id: 'ann', name: 'Ann', role: 'reviewer' });
    const params = { applicationId: applicant.id };
    const { checks } = await ann.call(readCase, { params });
    const match = checks.find(({ check }) => check === 'document-face-match');
    expect(match).toMatchObject({ outcome: 'failed', reason: 'document-face-differs' });
    expect(match?.measurements[0]?.value).toBeGreaterThan(0.6);
    await ann.call(claimCase, { params });
    const body = {
      decision: 'approve',
      reasons: ['evidence-agrees'],
      items: [],
      message: '',
      note: '',
    } as const;
    const decided = await ann.call(decideCase, {
      params,
      body: { ...body, reasons: [...body.reasons], items: [] },
    });
    expect(decided).toMatchObject({ state: 'in_review', awaitsSecondReviewer: true });
  });
});
