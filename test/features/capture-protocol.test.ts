// Steps of a capture are single-use, time-boxed and bound to their session; frames come once, in order, without gaps.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { declareSubject } from '../../server/contract/application.ts';
import {
  maxFrameBytes,
  maxFramesPerBatch,
  openLiveness,
  postFrames,
  type FramesMeta,
  type StepVerdict,
} from '../../server/contract/liveness.ts';
import type { ApplicationId } from '../../server/domain/application.ts';
import { commitmentOf } from '../../server/domain/commitment.ts';
import { isGoodNeutral, timeLimitMs, type FrameSignals } from '../../server/domain/liveness.ts';
import { livenessActions } from '../../server/domain/liveness-protocol.ts';
import type { ProblemType } from '../../server/domain/problem-type.ts';
import type { LivenessSessionRow } from '../../server/ports/liveness-records.ts';
import type { Frame } from '../puppet/act.ts';
import { consentBody, declaration, somebodyAt, type Somebody } from '../support/applicants.ts';
import { openHand, type Hand, type Oddity } from '../support/capture-hand.ts';
import { expectProblem, expectRefused } from '../support/expect-problem.ts';
import { filmOf, type Film } from '../support/films.ts';
import { heic, plainJpeg, plainText } from '../support/pictures.ts';
import { sha256 } from '../support/receipts.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';

let portcullis: TestPortcullis;
let film: Film;
let some: readonly Frame[]; // too few to pass a step
beforeAll(async () => {
  portcullis = await startPortcullis();
  film = await filmOf('sample1', 'neutral');
  some = film.slice(0, 3);
});
afterAll(() => portcullis.close());

let applicant: Somebody;
let hand: Hand;
beforeEach(async () => {
  applicant = await somebodyAt(portcullis, 'photographed');
  hand = await openHand(applicant);
});

/** After whatever was refused the capture goes on as if it had not been sent. */
async function goesOn(): Promise<void> {
  expect(hand.step().index).toBe(0);
  expect(await hand.play(film)).toMatchObject({ status: 'passed', next: { index: 1 } });
}

async function expectOddRefused(odd: Oddity, type: ProblemType): ReturnType<typeof expectRefused> {
  return expectRefused(hand.post({ frames: some }, odd), type);
}

describe('refuses the token', () => {
  test('of another application', async () => {
    const other = await somebodyAt(portcullis, 'photographed');
    const theirs = await openHand(other);
    await expectOddRefused({ token: theirs.step().token }, 'challenge-not-yours');
    await goesOn();
  });

  test('of an earlier session of the same person', async () => {
    const earlier = hand.step().token;
    hand = await openHand(applicant);
    await expectOddRefused({ token: earlier }, 'challenge-not-yours');
    await goesOn();
  });

  test('of a step that was passed, and one sent to another step', async () => {
    const used = hand.step().token;
    await goesOn();
    await expectOddRefused({ token: used }, 'challenge-not-yours');
    await expectOddRefused({ token: used, stepIndex: 0 }, 'challenge-already-used');
    await expectOddRefused({ stepIndex: 2 }, 'challenge-not-yours');
  });

  test('of a try that was judged', async () => {
    const used = hand.step().token;
    expect(await hand.post({ frames: some, isLast: true })).toMatchObject({ status: 'retry' });
    await expectOddRefused({ token: used }, 'challenge-already-used');
    await goesOn();
  });

  test('that was altered, or is not one', async () => {
    const token = hand.step().token;
    const altered = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    for (const odd of [
      altered,
      'x',
      token.split('.').slice(0, 2).join('.') + '.',
      applicant.resumeLink.split('=')[1] ?? '',
    ])
      await expectOddRefused({ token: odd }, 'challenge-not-yours');
    await goesOn();
  });

  test('of a step whose time is over', async () => {
    portcullis.clock.putForward(50_000);
    await expectOddRefused({}, 'challenge-expired');
    portcullis.clock.putForward(-50_000);
    await goesOn();
  });
});

describe('refuses a session', () => {
  test('of somebody else, with the same words as one that does not exist', async () => {
    const other = await somebodyAt(portcullis, 'photographed');
    const theirs = await openHand(other);
    const { token } = theirs.step();
    // a token of that very session, and still: it is not ours
    await expectRefused(hand.post({ frames: some }, { sessionId: theirs.sessionId, token }), 'not-found');
    const none = await expectRefused(
      hand.post({ frames: some }, { sessionId: `l_${'0'.repeat(22)}` }),
      'not-found',
    );
    expect(none['detail']).toBeUndefined();
    await goesOn();
  });

  test('that was replaced by one in a second tab; the second goes on', async () => {
    const first = hand;
    const second = await openHand(applicant);
    await expectRefused(first.post({ frames: some }), 'session-replaced');
    hand = second;
    await goesOn();
  });

  test('whose time is over, even on a server whose clock is an hour ahead', async () => {
    portcullis.clock.putForward(3_600_000);
    await expectRefused(hand.post({ frames: some }), 'session-expired');
    portcullis.clock.putForward(-3_600_000);
    await goesOn();
  });

  test('that was completed', async () => {
    await hand.until('agree');
    expect(await hand.play(filmOf('sample1', 'nod-twice'))).toEqual({ status: 'complete' });
    await expectRefused(hand.post({ frames: some }), 'challenge-already-used');
    expect(await applicant.view()).toMatchObject({ liveness: { isDone: true }, nextStep: 'submit' });
  });
});

describe('refuses frames', () => {
  const frame = (seq: number, capturedAtMs: number): { seq: number; capturedAtMs: number } => ({
    seq,
    capturedAtMs,
  });

  test.each([
    ['numbered as if some before were lost', [frame(2, 10), frame(3, 20), frame(4, 30)], 'frames-missing'],
    ['with a gap', [frame(0, 10), frame(1, 20), frame(3, 30)], 'frames-missing'],
    ['of which one is there twice', [frame(0, 10), frame(0, 20), frame(1, 30)], 'frames-repeated'],
    ['in the wrong order', [frame(0, 30), frame(1, 20), frame(2, 10)], 'frames-out-of-order'],
    [
      'that were captured at the same moment',
      [frame(0, 10), frame(1, 10), frame(2, 20)],
      'frames-out-of-order',
    ],
  ] as const)('%s', async (_what, frames, type) => {
    await expectOddRefused({ meta: { frames: [...frames] } }, type);
    await goesOn();
  });

  test('of a batch that was taken, or after one that is missing', async () => {
    expect(await hand.post({ frames: some })).toMatchObject({ status: 'watching', framesSeen: 3 });
    await expectOddRefused({ meta: { batch: 0 } }, 'frames-repeated');
    await expectOddRefused({ meta: { batch: 2 } }, 'frames-missing');
    await goesOn();
  });

  test('captured before the ones that were taken', async () => {
    await hand.post({ frames: some });
    const frames = some.map((_, index) => frame(3 + index, index));
    await expectOddRefused({ meta: { frames } }, 'frames-out-of-order');
    await goesOn();
  });

  test('of a recording, in any other session; within the session the same picture counts once', async () => {
    const mine = some.map(({ jpeg, capturedAtMs }) => ({
      jpeg: Buffer.concat([jpeg, Buffer.from(applicant.id)]),
      capturedAtMs,
    }));
    const asItIs = { isAsItIs: true };
    expect(await hand.post({ frames: mine }, asItIs)).toMatchObject({ status: 'watching' });
    expect(await hand.post({ frames: mine }, asItIs)).toMatchObject({
      status: 'watching',
      framesSeen: mine.length,
    });
    const again = await openHand(applicant);
    await expectRefused(again.post({ frames: mine }, asItIs), 'frames-repeated');
    const other = await somebodyAt(portcullis, 'photographed');
    const theirs = await openHand(other);
    await expectRefused(theirs.post({ frames: mine }, asItIs), 'frames-repeated');
  });

  test('that are fewer or more than the list says', async () => {
    const problem = await expectOddRefused({ meta: { frames: [frame(0, 10)] } }, 'invalid-request');
    expect(problem.errors).toEqual([{ pointer: '/meta/frames', code: 'count-differs' }]);
    await goesOn();
  });

  test('with an answer that nobody asked for', async () => {
    const problem = await expectRefused(hand.post({ frames: some, answer: 'agree' }), 'invalid-request');
    expect(problem.errors).toEqual([{ pointer: '/meta/answer', code: 'not-asked' }]);
    await goesOn();
  });

  test.each([
    ['are no picture', () => plainText, 'unsupported-media'],
    ['are HEIC', heic, 'unsupported-media'],
    ['are damaged', async () => (await plainJpeg()).subarray(0, 300), 'image-unreadable'],
    ['are too large', () => Buffer.alloc(maxFrameBytes + 1, 0xff), 'upload-too-large'],
  ] as const)('that %s', async (_what, make, type) => {
    const bad = { jpeg: Buffer.from(await make()), capturedAtMs: some[2]?.capturedAtMs ?? 0 };
    await expectRefused(hand.post({ frames: [...some.slice(0, 2), bad] }, { isAsItIs: true }), type);
    await goesOn();
  });

  test('that are more than one request takes, or none of a form', async () => {
    const { agent, id } = applicant;
    const browser = await agent();
    const path = `/api/applications/${id}/liveness/${hand.sessionId}/steps/0/frames`;
    const meta = JSON.stringify({ batch: 0, isLast: false, answer: null, camera: null, frames: [] });
    let many = browser.post(path).field('token', hand.step().token).field('meta', meta);
    for (let count = 0; count <= maxFramesPerBatch; count += 1)
      many = many.attach('frames', Buffer.from('x'), 'f.jpg');
    expectProblem(await many, 'invalid-request');
    const notJson = browser.post(path).field('token', hand.step().token).field('meta', '{');
    expect(expectProblem(await notJson, 'malformed-json').errors).toEqual([
      { pointer: '/meta', code: 'not-json' },
    ]);
    const odd = browser
      .post(path)
      .field('token', hand.step().token)
      .field('meta', '{"batch":-1,"colour":"red"}');
    const pointers = expectProblem(await odd, 'invalid-request').errors?.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/meta/batch', '/meta/frames', '/meta/isLast']));
    await goesOn();
  });
});

test('answers the very same request the same, later and at once; at another step it is another', async () => {
  const browser = await applicant.agent();
  const steps = `/api/applications/${applicant.id}/liveness/${hand.sessionId}/steps`;
  const { token } = hand.step();
  const meta = JSON.stringify({
    batch: 0,
    isLast: false,
    answer: null,
    camera: null,
    frames: some.map((_, seq) => ({ seq, capturedAtMs: seq * 100 })),
  });
  const pictures = some.map(({ jpeg }) => Buffer.concat([jpeg, Buffer.from(applicant.id)]));
  const send = async (stepIndex = 0): Promise<{ status: number; body: unknown }> => {
    let request = browser.post(`${steps}/${stepIndex}/frames`).field('token', token).field('meta', meta);
    for (const picture of pictures) request = request.attach('frames', picture, 'frame.jpg');
    const answer = await request;
    return { status: answer.status, body: answer.body as unknown };
  };
  const [first, ...others] = await Promise.all([send(), send(), send()]);
  expect(first).toMatchObject({ status: 200, body: { status: 'watching', framesSeen: 3 } });
  expect(others).toEqual([first, first]);
  expect(await send()).toEqual(first);
  expect(await send(1)).toMatchObject({ status: 403 });
  expect(await portcullis.database.liveness.frames(hand.sessionId)).toHaveLength(3);
  const pieces = await portcullis.database.evidence.current(applicant.id as ApplicationId);
  const files = readdirSync(join(portcullis.dataDirectory, 'evidence', applicant.id));
  expect(files).toHaveLength(pieces.length);
});

describe('refuses frames whose times cannot be true', () => {
  const times = (...capturedAtMs: number[]): Pick<FramesMeta, 'frames'> => ({
    frames: capturedAtMs.map((at, index) => ({ seq: index, capturedAtMs: at })),
  });
  const post = (capturedAtMs: readonly number[], odd: Oddity = {}): Promise<StepVerdict> =>
    hand.post({ frames: some }, { ...odd, isAtOnce: true, meta: times(...capturedAtMs) });

  test('captured later than they arrived', async () => {
    const problem = await expectRefused(post([5_000, 5_100, 5_200]), 'frames-clock-impossible');
    expect(problem).toMatchObject({ seq: 0, fault: 'later-than-received' });
    // what took five seconds takes five seconds
    portcullis.clock.putForward(5_200);
    expect(await post([5_000, 5_100, 5_200])).toMatchObject({ status: 'watching', framesSeen: 3 });
  });

  test('captured long before their step was shown', async () => {
    // as if the neutral frames were sent 20 seconds late; after them the page's clock would have to leap
    portcullis.clock.putForward(20_000);
    await goesOn();
    const row = await portcullis.database.liveness.find(applicant.id as ApplicationId, hand.sessionId);
    const { nextSeq = 0, lastCapturedAtMs = 0 } = row ?? {};
    const frames = some.map((_, index) => ({
      seq: nextSeq + index,
      capturedAtMs: lastCapturedAtMs + (index + 1) * 100,
    }));
    const odd = { isAtOnce: true, meta: { frames } };
    const problem = await expectRefused(hand.post({ frames: some }, odd), 'frames-clock-impossible');
    expect(problem).toMatchObject({ seq: nextSeq, fault: 'before-its-step' });
    expect(await hand.post({ frames: some })).toMatchObject({ status: 'watching' });
  });

  test('closer to each other than a camera gives them', async () => {
    const problem = await expectRefused(post([10, 110, 115]), 'frames-clock-impossible');
    expect(problem).toMatchObject({ seq: 2, fault: 'closer-than-a-camera' });
  });

  test('and keeps nothing of them; the try goes on', async () => {
    const evidence = await portcullis.database.evidence.current(applicant.id as ApplicationId);
    await expectRefused(post([0, 100, 90_000]), 'frames-clock-impossible');
    expect(await portcullis.database.liveness.frames(hand.sessionId)).toEqual([]);
    expect(await portcullis.database.evidence.current(applicant.id as ApplicationId)).toEqual(evidence);
    await goesOn();
  });
});

describe('a person who left the page, for a call', () => {
  test('goes on with the same step and token while it lives, with all that was seen', async () => {
    const { token } = hand.step();
    await hand.post({ frames: film.slice(0, 3) });
    portcullis.clock.putForward(25_000);
    const verdict = await hand.post({ frames: film.slice(3, 8), isLast: true }, { token });
    expect(verdict).toMatchObject({ status: 'passed', next: { index: 1 } });
  });

  test('and opens another capture has spent an attempt once an action was shown, and none before', async () => {
    const left = async (): Promise<number> => (await applicant.view()).liveness.attemptsLeft;
    const before = await left();
    hand = await openHand(applicant);
    expect(await left()).toBe(before);
    await goesOn();
    hand = await openHand(applicant);
    expect(await left()).toBe(before - 1);
    await portcullis.database.applications.save(applicant.id as never, { livenessAttemptsLeft: 1 });
    await goesOn();
    await expectRefused(openHand(applicant), 'too-many-attempts');
    // the one that is open is not taken away
    expect(await hand.post({ frames: some.slice(0, 1) })).toMatchObject({ status: 'watching' });
  });

  test('begins a new capture when the step is over, without having spent an attempt', async () => {
    const before = (await applicant.view()).liveness.attemptsLeft;
    await hand.post({ frames: film.slice(0, 3) });
    portcullis.clock.putForward(50_000);
    await expectRefused(hand.post({ frames: film.slice(3, 8) }), 'challenge-expired');
    hand = await openHand(applicant);
    await goesOn();
    expect((await applicant.view()).liveness.attemptsLeft).toBe(before);
  });
});

describe('what a person needs', () => {
  const opened = async (): Promise<unknown> => {
    const trail = await portcullis.database.audit.of(applicant.id as ApplicationId);
    return trail.findLast(({ type }) => type === 'liveness.opened')?.data;
  };
  const rowOf = async ({ sessionId }: Hand): Promise<LivenessSessionRow | null> =>
    portcullis.database.liveness.find(applicant.id as ApplicationId, sessionId);

  test('more time: every limit is three times as long, and the trail is committed to it', async () => {
    const usual = hand;
    hand = await openHand(applicant, { isLongerTime: true, without: [] });
    expect(hand.expiresInMs).toBe(3 * usual.expiresInMs);
    expect(hand.step().timeLimitMs).toBe(3 * usual.step().timeLimitMs);
    const { trailSalt, script = [] } = (await rowOf(hand)) ?? {};
    expect(await opened()).toEqual({
      sessionId: hand.sessionId,
      drawnCommitment: commitmentOf(
        trailSalt ?? '',
        { needs: { isLongerTime: true, without: [] }, script },
        sha256,
      ),
    });
    // longer than the usual step lives
    portcullis.clock.putForward(60_000);
    await goesOn();
    const usualLimitMs = timeLimitMs(hand.step().kind, { isLongerTime: false, without: [] });
    expect(hand.step().timeLimitMs).toBe(3 * usualLimitMs);
    expect((await rowOf(hand))?.needs).toEqual({ isLongerTime: true, without: [] });
  });

  test('movements left out: others are asked for; the capture knows which, the trail has none of it', async () => {
    const without = ['turn-left', 'turn-right', 'nod', 'turn-left'] as const;
    await expectRefused(openHand(applicant, { isLongerTime: false, without }), 'invalid-request');
    for (let count = 0; count < 10; count += 1) {
      hand = await openHand(applicant, { isLongerTime: false, without: without.slice(0, 3) });
      const { script, needs } = (await rowOf(hand)) ?? {};
      expect(needs?.without).toEqual(['turn-left', 'turn-right', 'nod']);
      expect(script).toHaveLength(5);
      expect(new Set(script?.slice(1, 4))).toEqual(new Set(['close-eyes', 'open-mouth']));
    }
    expect(Object.keys((await opened()) ?? {}).sort()).toEqual(['drawnCommitment', 'sessionId']);
    const told = JSON.stringify(await opened());
    for (const action of livenessActions) expect(told).not.toContain(action);
  });
});

test('keeps of the camera which one it is and of what kind, and its name nowhere', async () => {
  const camera = { label: 'Lin’s OBS Virtual Camera', deviceId: 'device-of-lin' };
  await hand.post({ frames: film.slice(0, 3) }, { meta: { camera } });
  await hand.post({ frames: film.slice(3, 4) }, { meta: { camera: { label: '', deviceId: '' } } });
  const frames = await portcullis.database.liveness.frames(hand.sessionId);
  const kept = frames.map(({ signals }) => (signals as FrameSignals).camera);
  expect(kept.map((claim) => claim?.kind)).toEqual(['virtual', 'virtual', 'virtual', 'unnamed']);
  expect(new Set(kept.map((claim) => claim?.id)).size).toBe(2);
  const told = JSON.stringify(frames) + portcullis.log();
  for (const word of [camera.label, camera.deviceId]) expect(told).not.toContain(word);
});

test('compares one of any two frames with the person, over batches of any size, and the eyes only where they count', async () => {
  await hand.until('agree');
  for (const size of [1, 1, 2, 3, 1, 5]) await hand.post({ frames: film.slice(0, size) });
  // every other picture was sent before: it does not count, and takes no comparison from those that do
  const [old, ...fresh] = film.slice(0, 12).map(({ jpeg, capturedAtMs }, index) => {
    return { jpeg: Buffer.concat([jpeg, Buffer.from(`${applicant.id} ${index}`)]), capturedAtMs };
  });
  if (old === undefined) throw new Error('a film has a first frame');
  await hand.post({ frames: [old] }, { isAsItIs: true });
  for (let from = 0; from < fresh.length; from += 4) {
    const mixed = fresh.slice(from, from + 4).flatMap((frame) => [old.jpeg, frame.jpeg]);
    const frames = mixed.map((jpeg, index) => ({ jpeg, capturedAtMs: index * 80 }));
    await hand.post({ frames }, { isAsItIs: true });
  }
  const frames = await portcullis.database.liveness.frames(hand.sessionId);
  const row = await portcullis.database.liveness.find(applicant.id as ApplicationId, hand.sessionId);
  const seen = frames.map(({ stepIndex, signals }) => ({
    step: row?.script[stepIndex],
    ...(signals as FrameSignals),
  }));
  const compared = seen.map(({ faceDistance }) => faceDistance !== null);
  expect(compared.findIndex((is, at) => at > 0 && !is && compared[at - 1] === false)).toBe(-1);
  expect(compared).toContain(false);
  for (const { step, irisOpenness } of seen)
    expect(irisOpenness !== null, step).toBe(step === 'neutral' || step === 'close-eyes');
});

test('shows one step at a time: nothing that is sent tells the steps to come', async () => {
  const session = await applicant.client.call(openLiveness, {
    params: { applicationId: applicant.id },
    body: { needs: { isLongerTime: false, without: [] } },
  });
  const told =
    JSON.stringify(session) + Buffer.from(session.step.token.split('.')[1] ?? '', 'base64url').toString();
  for (const step of [...livenessActions, 'agree']) expect(told).not.toContain(step);
  expect(session.step).toMatchObject({ index: 0, total: 5, kind: 'neutral', statement: null });
});

test('no camera before its own consent, none before the declaration', async () => {
  for (const [stage, type] of [
    ['opened', 'consent-missing'],
    ['consented', 'application-incomplete'],
  ] as const) {
    const early = await somebodyAt(portcullis, stage);
    await expectRefused(openHand(early), type);
  }
});

test('a refusal of the face ends the capture that is open', async () => {
  const browser = await applicant.agent();
  const body = consentBody({ face: 'refused' });
  await browser.put(`/api/applications/${applicant.id}/consents`).send(body).expect(200);
  await expectRefused(hand.post({ frames: some }), 'session-replaced');
  await expectRefused(openHand(applicant), 'consent-missing');
  expect(await applicant.view()).toMatchObject({ path: 'face-free', nextStep: 'submit' });
});

test('captures that fail run out, and the face-free path stays open', async () => {
  await portcullis.database.applications.save(applicant.id as never, { livenessAttemptsLeft: 1 });
  for (let tries = 0; tries < 3; tries += 1) await hand.post({ frames: some, isLast: true });
  await expectRefused(openHand(applicant), 'too-many-attempts');
  const browser = await applicant.agent();
  const answer = await browser
    .put(`/api/applications/${applicant.id}/consents`)
    .send(consentBody({ face: 'refused' }));
  expect(answer.body).toMatchObject({ nextStep: 'submit' });
  expect(postFrames.problems).not.toContain('too-many-attempts');
});

test('who looks away before the neutral step is judged still has a frontal best frame', async () => {
  // at rest for half a second, then turned: all of it in one request
  const turning = (await filmOf('sample1', 'turn-left')).slice(0, 14);
  expect(await hand.post({ frames: turning, isLast: true })).toMatchObject({ status: 'passed' });
  await hand.until('agree');
  expect(await hand.play(filmOf('sample1', 'nod-twice'))).toEqual({ status: 'complete' });
  const kept = await portcullis.database.evidence.current(applicant.id as ApplicationId);
  const best = kept.find(({ kind }) => kind === 'best-frame');
  const frames = await portcullis.database.liveness.frames(hand.sessionId);
  const shown = frames.find(({ capturedAtMs }) => capturedAtMs === best?.capture?.capturedAtMs)?.signals;
  expect(isGoodNeutral(shown as FrameSignals)).toBe(true);
});

test('a name that changes after the statement of will takes the statement with it', async () => {
  await hand.until('agree');
  expect(hand.step().statement).toContain(declaration.legalName);
  await hand.play(filmOf('sample1', 'nod-twice'));
  const params = { applicationId: applicant.id };
  const shop = { ...declaration.shop, name: '新店' };
  const renamed = await applicant.client.call(declareSubject, { params, body: { ...declaration, shop } });
  expect(renamed).toMatchObject({ nextStep: 'submit', liveness: { isDone: true } });
  const body = { ...declaration, legalName: '林新' };
  const changed = await applicant.client.call(declareSubject, { params, body });
  expect(changed).toMatchObject({ nextStep: 'liveness', liveness: { isDone: false } });
});
