// The guided capture passes for a person who does as asked, and fails for real reasons for everybody else.
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimCase, decideCase, readCase } from '../../server/contract/review.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { livenessActions, type RetryReason, type StepKind } from '../../server/domain/liveness-protocol.ts';
import { photoFrames, type Frame } from '../puppet/act.ts';
import { samplePuppet } from '../puppet/sample.ts';
import { somebodyAt, type Somebody } from '../support/applicants.ts';
import { openHand, type Hand } from '../support/capture-hand.ts';
import { expectRefused } from '../support/expect-problem.ts';
import { actionFor } from '../try/drive-capture.ts';
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
  kept('photo', async () => photoFrames(await samplePuppet('sample1'), { fps: 12 }));

/** An evenly lit wall. */
const empty = (film: Promise<Film>): Promise<Film> => altered(film, (picture) => picture.linear(0, 140));

/** The frames of a film from one moment to another, ms. */
async function during(film: Promise<Film>, fromMs: number, toMs = Infinity): Promise<Film> {
  return (await film).filter(({ capturedAtMs }) => capturedAtMs >= fromMs && capturedAtMs < toMs);
}

/** Filmed while turned away: the puppet has turned at 800 ms and comes back from 1250 ms on. */
const turned = (): Promise<Film> => during(filmOf('sample1', 'turn-left'), 800, 1250);

/** Too little light to see by. */
const dark = (film: Promise<Film>): Promise<Film> => altered(film, (picture) => picture.linear(0.12, 0));

const far = (film: Promise<Film>): Promise<Film> =>
  altered(film, (picture) =>
    picture.resize(110, 146).extend({ left: 185, right: 185, top: 247, bottom: 247, background: '#998877' }),
  );

/** A capture that asks for it; others are drawn until then. */
async function handAsked(applicant: Somebody, step: StepKind): Promise<Hand> {
  for (;;) {
    const hand = await openHand(applicant);
    const row = await portcullis.database.liveness.find(applicant.id as ApplicationId, hand.sessionId);
    if (row?.script.includes(step)) return hand;
  }
}

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
    film: () => during(left(), 800),
    reason: 'too-early',
  },
  {
    who: 'stays turned',
    step: 'turn-left',
    film: () => during(left(), 0, 1250),
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
      ...(await during(filmOf('sample1', 'open-mouth'), 0, 625)),
      ...(await during(filmOf('sample5', 'open-mouth'), 625)),
    ],
    reason: 'another-person',
  },
  {
    who: 'shakes the head when asked to nod',
    step: 'nod',
    film: () => filmOf('sample1', 'shake'),
    reason: 'wrong-action',
  },
  { who: 'keeps the eyes open', step: 'close-eyes', film: idle, reason: 'no-action' },
  {
    who: 'lets another person agree',
    step: 'agree',
    film: () => filmOf('sample5', 'nod-twice'),
    reason: 'another-person',
  },
  { who: 'answers nothing to the statement', step: 'agree', film: idle, reason: 'no-action' },
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
];

describe('somebody who', () => {
  let applicant: Somebody;
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'photographed');
  });

  test.each(attempts)('$who is told $reason and may try again', async ({ step, film, reason }) => {
    const hand = await handAsked(applicant, step);
    await hand.until(step);
    const verdict = await hand.play(film());
    expect({ ...verdict, step: null }).toEqual({ status: 'retry', reason, triesLeft: 2, step: null });
    expect(hand.step()).toMatchObject({ kind: step });
    expect((await applicant.view()).liveness.isDone).toBe(false);
  });

  test('fails three times in one step has used up one of the captures, and goes on with another', async () => {
    const before = (await applicant.view()).liveness.attemptsLeft;
    const hand = await handAsked(applicant, 'turn-left');
    await hand.until('turn-left');
    for (const triesLeft of [2, 1])
      expect(await hand.play(idle())).toMatchObject({ status: 'retry', triesLeft });
    expect(await hand.play(idle())).toEqual({
      status: 'ended',
      reason: 'no-action',
      attemptsLeft: before - 1,
    });
    const again = await openHand(applicant);
    await again.until('agree');
    expect(await again.play(filmOf('sample1', 'nod-twice'))).toEqual({ status: 'complete' });
    expect(await applicant.view()).toMatchObject({ nextStep: 'submit', liveness: { isDone: true } });
  });
});

describe('to the statement of will', () => {
  let applicant: Somebody;
  let hand: Hand;
  beforeEach(async () => {
    applicant = await somebodyAt(portcullis, 'photographed');
    hand = await openHand(applicant);
    await hand.until('agree');
  });

  const trail = async () => portcullis.database.audit.of(applicant.id as ApplicationId);
  const agreementIn = async (): Promise<unknown[]> => {
    const row = await portcullis.database.liveness.find(applicant.id as ApplicationId, hand.sessionId);
    const completed = (await trail()).find(({ type }) => type === 'liveness.completed');
    return [row?.agreement, (completed?.data as { agreement?: unknown } | undefined)?.agreement];
  };

  test('two nods agree, and it is kept that they did', async () => {
    expect(await hand.play(filmOf('sample1', 'nod-twice'))).toEqual({ status: 'complete' });
    expect(await agreementIn()).toEqual(['nodded', 'nodded']);
    expect(await applicant.view()).toMatchObject({ nextStep: 'submit', liveness: { isDone: true } });
  });

  test('a button held in view agrees, and it is kept that it was one', async () => {
    expect(await hand.play(idle(), 'agree')).toEqual({ status: 'complete' });
    expect(await agreementIn()).toEqual(['held', 'held']);
  });

  test('a button let go at once agrees to nothing', async () => {
    const short = await during(idle(), 0, 600);
    expect(await hand.play(short, 'agree')).toMatchObject({ status: 'retry', reason: 'too-few-frames' });
    expect(await agreementIn()).toEqual([null, undefined]);
  });

  test.each([
    ['a shaken head', () => hand.play(filmOf('sample1', 'shake'))],
    ['the button for it', () => hand.post({ frames: [], answer: 'decline' })],
  ])('%s declines, ends the application kindly, and is told as what it is', async (_how, decline) => {
    expect(await decline()).toEqual({ status: 'declined' });
    expect(await applicant.view()).toMatchObject({ state: 'withdrawn', turn: 'nobody', nextStep: null });
    expect((await trail()).slice(-3)).toMatchObject([
      { type: 'liveness.step-judged', data: { step: 'agree', verdict: 'declined', reason: null } },
      { type: 'willingness.declined', actor: { kind: 'applicant' }, data: { sessionId: hand.sessionId } },
      { type: 'application.withdrawn', data: { reason: 'statement-declined' } },
    ]);
    expect(await agreementIn()).toEqual([null, undefined]);
    await expectRefused(hand.post({ frames: [], isLast: true }), 'challenge-already-used');
    await expectRefused(openHand(applicant), 'application-not-editable');
  });

  test('the answer that it was declined comes again when it was lost on the way', async () => {
    const browser = await applicant.agent();
    const { index, token } = hand.step();
    const path = `/api/applications/${applicant.id}/liveness/${hand.sessionId}/steps/${index}/frames`;
    const meta = JSON.stringify({ batch: 0, isLast: true, answer: 'decline', camera: null, frames: [] });
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await browser.post(path).field('token', token).field('meta', meta);
      expect(answer).toMatchObject({ status: 200, body: { status: 'declined' } });
    }
    expect((await trail()).filter(({ type }) => type === 'willingness.declined')).toHaveLength(1);
  });
});

describe('every action', () => {
  test('is asked for sooner or later, and passes when it is done', async () => {
    const applicant = await somebodyAt(portcullis, 'photographed');
    const asked = new Set<StepKind>();
    while (asked.size < livenessActions.length) {
      const missing = livenessActions.find((action) => !asked.has(action)) ?? 'nod';
      const hand = await handAsked(applicant, missing);
      while (hand.step().kind !== 'agree') {
        const { kind } = hand.step();
        expect(await hand.play(filmOf('sample1', actionFor[kind])), kind).toMatchObject({ status: 'passed' });
        if (kind !== 'neutral') asked.add(kind);
      }
    }
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
