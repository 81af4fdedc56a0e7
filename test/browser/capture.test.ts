// The guided capture in a real browser, on a small phone: every way to answer, what is hard for somebody, and what interrupts.
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import type { Language } from '../../server/domain/application.ts';
import type { FramesMeta, LivenessSession, StepVerdict } from '../../server/contract/liveness.ts';
import { installPuppetCamera, type PuppetCamera } from '../puppet/browser-camera.ts';
import { sampleStill } from '../puppet/sample.ts';
import type { Still } from '../puppet/still.ts';
import { applicantWords, arriveAt, press } from './applicant-hand.ts';
import { watchCamera, type WatchedCamera } from './camera-watch.ts';
import { goOnThroughCapture, goThroughCapture, type StatementAnswer } from './capture-hand.ts';
import { startChromium } from './chromium.ts';
import { prepareApplication } from './prepared-application.ts';
import { runServer, type RunningServer } from './running-server.ts';
import { glance, lastLook, look, type Looking } from './screens.ts';
import { watchFrames } from './wire-watch.ts';
import { desktop, openWindow, smallPhone, type Size } from './watched-page.ts';

let server: RunningServer;
let browser: Browser;
let still: Still;
beforeAll(async () => {
  browser = await startChromium();
  server = await runServer();
  still = await sampleStill('sample5');
  return stopBoth;
});

async function stopBoth(): Promise<void> {
  await browser.close();
  await server.stop();
}

interface Capturing extends Looking {
  readonly words: (typeof applicantWords)[Language];
  readonly camera: PuppetCamera;
  readonly watched: WatchedCamera;
  /** What went over the wire, as far as the test wants to know. */
  readonly sessions: LivenessSession[];
  readonly verdicts: StepVerdict[];
  readonly metas: () => Promise<readonly FramesMeta[]>;
}

function listen(page: Page): Pick<Capturing, 'sessions' | 'verdicts'> {
  const [sessions, verdicts]: [LivenessSession[], StepVerdict[]] = [[], []];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const body = (): Promise<unknown> => response.json().catch(() => null);
    if (response.status() === 201 && pathname.endsWith('/liveness'))
      void body().then((session) => sessions.push(session as LivenessSession));
    if (response.ok() && pathname.endsWith('/frames'))
      void body().then((verdict) => verdicts.push(verdict as StepVerdict));
  });
  return { sessions, verdicts };
}

/** What became of each step. */
function noteVerdicts(verdicts: readonly StepVerdict[]): void {
  const told = verdicts.filter(({ status }) => status !== 'watching');
  console.error(
    told.map((one) => ('reason' in one ? `${one.status}: ${one.reason}` : one.status)).join(', '),
  );
}

/** At the screen that explains the capture. */
async function arrive(language: Language, size: Size, cameras = 1): Promise<Capturing> {
  const wishes = { face: 'granted', language } as const;
  const { resumeLink } = await prepareApplication(server.baseUrl, still, wishes);
  const faults: string[] = [];
  const page = await openWindow({ browser, baseUrl: server.baseUrl, language, size, faults });
  const run = `capture-${language}-${size.width}`;
  // last of all: a page that goes on looking for a face would take the time of the tests to come
  onTestFailed(() => page.context().close());
  onTestFailed(() => lastLook({ page, run, faults }));
  const heard = listen(page);
  onTestFailed(() => noteVerdicts(heard.verdicts));
  const metas = await watchFrames(page);
  const camera = await installPuppetCamera(page, still);
  const watched = await watchCamera(page, cameras);
  await page.goto(resumeLink);
  const words = applicantWords[language];
  await arriveAt(page, words, 'liveness');
  const otherSize = size === desktop ? smallPhone : desktop;
  return { page, run, size, language, otherSize, faults, words, camera, watched, metas, ...heard };
}

/** Steps of a capture in the order in which they were asked. */
const askedIn = ({ sessions, verdicts }: Capturing): string[] => [
  ...sessions.map(({ step }) => step.kind),
  ...verdicts.flatMap((verdict) => (verdict.status === 'passed' ? [verdict.next.kind] : [])),
];

describe.each([
  ['zh-CN', smallPhone],
  ['en', smallPhone],
  ['en', desktop],
] as [Language, Size][])('in %s at %o', (language, size) => {
  test('the whole capture is done by the head alone, with everything to do on one screen', async () => {
    const capturing = await arrive(language, size);
    const { page, words } = capturing;
    await look(capturing, '1-explained');
    const met = new Set<string>();
    const onScreen = async ({ kind, index }: { kind: string; index: number }): Promise<void> => {
      if (kind === 'agree') await seesAllOfStatement(capturing);
      else if (kind !== 'ended') expect(await isInView(page, '.instruction')).toBe(true);
      // looking takes of the time of the step: where that was too much, the next try has all of it
      if (!met.has(kind)) await glance(capturing, `2-${index}-${kind}`);
      met.add(kind);
    };
    const after = await goThroughCapture({ ...capturing, answer: 'nod-twice', onScreen });
    expect(after).toBe(words.submit.title);
    const answers = new Set((await capturing.metas()).map(({ answer }) => answer));
    expect(answers).toEqual(new Set([null]));
    expect(capturing.verdicts.at(-1)?.status).toBe('complete');
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });
});

async function isInView(page: Page, selector: string): Promise<boolean> {
  const box = await page.locator(selector).first().boundingBox();
  const size = page.viewportSize();
  return box !== null && size !== null && box.y >= 0 && box.y + box.height <= size.height;
}

/** Picture, both answers of the head and both buttons, without scrolling; and the quiet way out is on the page. */
async function seesAllOfStatement({ page, words }: Capturing): Promise<void> {
  for (const selector of ['.mirror', '.by-head', '.letter', '.answers'])
    expect(await isInView(page, selector), selector).toBe(true);
  await page.getByRole('button', { name: words.common.pressured, exact: true }).waitFor();
}

describe('the statement', () => {
  test.each(['shake', 'decline-button'] as StatementAnswer[])('is declined by %s, kindly', async (answer) => {
    const capturing = await arrive('en', smallPhone);
    const { page, words } = capturing;
    await goThroughCapture({ ...capturing, answer });
    await page.getByText(words.status.now.withdrawn).waitFor();
    expect(capturing.verdicts.at(-1)?.status).toBe('declined');
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });

  test('is agreed to by a held button, and without the movements that are hard', async () => {
    const capturing = await arrive('zh-CN', smallPhone);
    const { page, words } = capturing;
    const { needs } = words.capture;
    await page.getByText(needs.title, { exact: true }).click();
    await page.getByLabel(needs.longerTime).check();
    for (const action of ['nod', 'close-eyes', 'turn-left'] as const)
      await page.getByLabel(needs.actions[action], { exact: true }).check();
    await look(capturing, '3-needs');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const onScreen = async ({ kind }: { kind: string }): Promise<void> => {
      if (kind === 'agree') expect(await endlessMotions(page)).toBe(0);
    };
    const after = await goThroughCapture({ ...capturing, answer: 'held-key', onScreen });
    expect(after).toBe(words.submit.title);
    const asked = askedIn(capturing);
    expect(asked.slice(1, -1).every((kind) => kind === 'turn-right' || kind === 'open-mouth')).toBe(true);
    expect(capturing.sessions[0]?.step.timeLimitMs).toBeGreaterThan(40_000);
    expect((await capturing.metas()).map(({ answer }) => answer)).toContain('agree');
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });
});

/** Sketches and the like that go on moving by themselves. */
const endlessMotions = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime === Infinity).length`,
  );

/** The person says no to the camera once, and then allows it. */
const denyOnce = (page: Page): Promise<void> =>
  page.evaluate(`(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia;
    devices.getUserMedia = () => {
      devices.getUserMedia = open;
      return Promise.reject(new DOMException('as the test asked', 'NotAllowedError'));
    };
  })()`);

/** As when the phone rings, and when the call is over. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(`(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${isHidden ? 'hidden' : 'visible'}' });
    document.dispatchEvent(new Event('visibilitychange'));
  })()`);
}

/** The camera is on and the first step passed; the second is on the screen. */
async function arriveAtMovement(capturing: Capturing, button?: string): Promise<string> {
  const { page, words } = capturing;
  await press(page, button ?? words.capture.start);
  await page.getByText(words.capture.stepOf(2, 5), { exact: true }).waitFor();
  return page.locator('main h1').innerText();
}

describe('an interruption', () => {
  test('by a call turns the camera off and is gone on from at the same step', async () => {
    const capturing = await arrive('zh-CN', smallPhone);
    const { page, words, watched } = capturing;
    const asked = await arriveAtMovement(capturing);
    await setHidden(page, true);
    await page.getByText(words.capture.pageLeft.says).waitFor();
    expect(await watched.live()).toBe(0);
    await setHidden(page, false);
    await look(capturing, '4-page-left');
    await press(page, words.capture.resume);
    await page.getByRole('heading', { level: 1, name: asked, exact: true }).waitFor();
    expect(await watched.opened()).toHaveLength(2);
    expect(await watched.live()).toBe(1);
    expect(await goOnThroughCapture(capturing)).toBe(words.submit.title);
    expect(capturing.sessions).toHaveLength(1);
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });

  test('that lasted too long begins anew by itself', async () => {
    const capturing = await arrive('en', smallPhone);
    const { page, words } = capturing;
    await arriveAtMovement(capturing);
    await setHidden(page, true);
    await page.getByText(words.capture.pageLeft.says).waitFor();
    await setHidden(page, false);
    const gone = { status: 410, contentType: 'application/problem+json' };
    const body = JSON.stringify({ type: '/problems/challenge-expired', title: 'x', status: 410 });
    await page.route('**/frames', (route) => route.fulfill({ ...gone, body }), { times: 1 });
    await press(page, words.capture.resume);
    await page.getByText(words.capture.stepOf(1, 5), { exact: true }).waitFor();
    expect(await goOnThroughCapture(capturing)).toBe(words.submit.title);
    expect(capturing.sessions).toHaveLength(2);
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });

  test('by the device being rotated, and by a connection that is lost for a moment, disturbs nothing', async () => {
    const capturing = await arrive('zh-CN', smallPhone);
    const { page, words } = capturing;
    const met = new Set<string>();
    const onScreen = async ({ kind, index }: { kind: string; index: number }): Promise<void> => {
      if (index === 1) await page.setViewportSize({ width: 640, height: 360 });
      if (index === 2) {
        await page.route('**/frames', (route) => route.abort('connectionreset'), { times: 1 });
        await page.getByText(words.capture.connectionLost).waitFor();
      }
      if (index > 1 && !met.has(kind)) await glance(capturing, `5-rotated-${index}-${kind}`);
      met.add(kind);
      if (index === 3) await page.setViewportSize(smallPhone);
    };
    expect(await goThroughCapture({ ...capturing, onScreen })).toBe(words.submit.title);
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });
});

describe('the camera', () => {
  test('can be another one, from the middle on, and each batch says which', async () => {
    const capturing = await arrive('en', smallPhone, 2);
    const { page, words, watched } = capturing;
    const asked = await arriveAtMovement(capturing);
    await page.getByRole('button', { name: words.capture.switchCamera, exact: true }).click();
    await expect.poll(() => watched.opened()).toHaveLength(2);
    expect((await watched.opened())[1]).toContain('camera-2');
    expect(await watched.live()).toBe(1);
    await page.getByRole('heading', { level: 1, name: asked, exact: true }).waitFor();
    expect(await goOnThroughCapture(capturing)).toBe(words.submit.title);
    const named = (await capturing.metas()).map(({ camera }) => camera?.deviceId);
    expect(new Set(named)).toEqual(new Set(['camera-1', 'camera-2']));
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });

  test('is opened anew when it was denied and then allowed, and when the person records again', async () => {
    const capturing = await arrive('en', smallPhone);
    const { page, words, watched } = capturing;
    await denyOnce(page);
    await press(page, words.capture.start);
    await page.getByText(words.capture.cameraProblems.denied.says).waitFor();
    await arriveAtMovement(capturing, words.capture.tryAgain);
    expect(await watched.opened()).toHaveLength(1);
    const gone = { status: 410, contentType: 'application/problem+json' };
    const body = JSON.stringify({ type: '/problems/frames-clock-impossible', title: 'x', status: 409 });
    await page.route('**/frames', (route) => route.fulfill({ ...gone, body }), { times: 1 });
    await page.getByText(words.problems['frames-clock-impossible'].says).waitFor();
    expect(await watched.live()).toBe(0);
    await press(page, words.capture.again);
    await page.getByText(words.capture.stepOf(1, 5), { exact: true }).waitFor();
    expect(await watched.opened()).toHaveLength(2);
    expect(await watched.live()).toBe(1);
    expect(capturing.faults).toEqual([]);
    await page.context().close();
  });
});
