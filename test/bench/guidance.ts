// How often the guide looks, with the page as it is and with its whole renderer process slowed four times.
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { LivenessSession, StepVerdict } from '../../server/contract/liveness.ts';
import { applicantWords, arriveAt, press } from '../browser/applicant-hand.ts';
import { startChromium } from '../browser/chromium.ts';
import { prepareApplication } from '../browser/prepared-application.ts';
import { runServer, type RunningServer } from '../browser/running-server.ts';
import { openWindow, phone } from '../browser/watched-page.ts';
import { encodeJpeg } from '../puppet/jpeg.ts';
import { poseAt } from '../puppet/motion.ts';
import { cameraGrain, seededRandom } from '../puppet/noise.ts';
import { createPuppet } from '../puppet/puppet.ts';
import { sampleStill } from '../puppet/sample.ts';
import type { Still } from '../puppet/still.ts';
import { timeCapture, type CaptureFigures } from './capture-time.ts';

/** Of each cycle the renderer runs a quarter; short enough that no picture waits long for its turn. */
const cycleMs = 20;
const share = 0.25;
const settleMs = 4000; // worker, wasm and models are there by then, slowed or not
const filmFrames = 60;

export interface GuideFigures {
  /** Looks that the guide finished, a second. */
  readonly looksPerSecond: number;
  /** Pictures that the page sent meanwhile, a second. */
  readonly framesPerSecond: number;
  /** Share of the time that the page's main thread was busy, 0..1; lower is better. Of the wall clock, stops included. */
  readonly mainBusyShare: number;
  /** Share of the time that the renderer was let run, 0..1: a quarter when slowed four times. */
  readonly runShare: number;
}

export interface GuidanceFigures {
  readonly usual: GuideFigures;
  readonly slowed: GuideFigures;
  readonly captures: readonly CaptureFigures[];
}

/** The camera's picture comes from a file, as from a device: rendering a puppet in the page would be part of the load. */
async function filmOf(still: Still, folder: string): Promise<string> {
  const puppet = createPuppet({ ...still, rgba: new Uint8ClampedArray(still.rgba) }, still.points);
  const grain = cameraGrain(seededRandom(1));
  const frames: Buffer[] = [];
  for (let frame = 0; frame < filmFrames; frame++) {
    const atMs = (frame * 1000) / 15;
    const pixels = new Uint8ClampedArray(puppet.width * puppet.height * 4);
    puppet.render(poseAt('neutral', atMs, atMs), pixels);
    grain.addTo(pixels);
    frames.push(Buffer.from(await encodeJpeg({ width: puppet.width, height: puppet.height, rgba: pixels })));
  }
  const file = join(folder, 'film.mjpeg');
  writeFileSync(file, Buffer.concat(frames));
  return file;
}

/** Stops and goes on, by turns, until told to end. Resolves with the share of the time that it let them run, 0..1. */
async function slowDown(pids: readonly number[], signal: AbortSignal): Promise<number> {
  const tell = (word: 'SIGSTOP' | 'SIGCONT'): void => {
    for (const pid of pids) process.kill(pid, word);
  };
  const beganAt = performance.now();
  let ranMs = 0;
  while (!signal.aborted) {
    tell('SIGCONT');
    const goesAt = performance.now();
    await pause(cycleMs * share);
    tell('SIGSTOP');
    ranMs += performance.now() - goesAt;
    // a busy machine wakes us late: the pause is as long as what was let run asks for
    await pause((performance.now() - goesAt) * (1 / share - 1));
  }
  tell('SIGCONT');
  return ranMs / (performance.now() - beganAt);
}

async function renderersOf(browser: Browser): Promise<number[]> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const step: LivenessSession['step'] = {
  index: 1,
  total: 5,
  kind: 'turn-left',
  token: 'bench',
  timeLimitMs: 600_000,
  statement: null,
};

/** A capture that never ends: what the server would do with the pictures is not what is measured here. */
async function answerForServer(page: Page): Promise<void> {
  const session: LivenessSession = { sessionId: 's_bench', expiresInMs: 600_000, attemptsLeft: 1, step };
  const verdict: StepVerdict = { status: 'watching', hint: 'go-on', framesSeen: 1 };
  await page.route('**/liveness', (route) => route.fulfill({ status: 201, json: session }));
  await page.route('**/frames', (route) => route.fulfill({ status: 200, json: verdict }));
}

interface Counts {
  looks: number;
  frames: number;
}

/** In the page, before its own script. */
const counting = `
  window.benchCounts = { looks: 0, frames: 0 };
  window.Worker = class extends Worker {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', () => { window.benchCounts.looks += 1; });
    }
  };
  const encode = HTMLCanvasElement.prototype.toBlob;
  HTMLCanvasElement.prototype.toBlob = function (...all) {
    window.benchCounts.frames += 1;
    return encode.apply(this, all);
  };
`;

async function countFor(page: Page, ms: number): Promise<GuideFigures> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const read = async (): Promise<Counts & { busyS: number; atMs: number }> => {
    const counts = await page.evaluate<Counts>('window.benchCounts');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const busyS = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    return { ...counts, busyS, atMs: performance.now() };
  };
  const first = await read();
  await pause(ms);
  const last = await read();
  const seconds = (last.atMs - first.atMs) / 1000;
  return {
    looksPerSecond: (last.looks - first.looks) / seconds,
    framesPerSecond: (last.frames - first.frames) / seconds,
    mainBusyShare: (last.busyS - first.busyS) / seconds,
    runShare: 1,
  };
}

async function measureGuide(
  server: RunningServer,
  still: Still,
  film: string,
  ms: number,
): Promise<Pick<GuidanceFigures, 'usual' | 'slowed'>> {
  const { resumeLink } = await prepareApplication(server.baseUrl, still, { face: 'granted', language: 'en' });
  const browser = await startChromium([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]);
  try {
    const { baseUrl } = server;
    const page = await openWindow({ browser, baseUrl, language: 'en', size: phone, faults: [] });
    await page.addInitScript({ content: counting });
    await answerForServer(page);
    await page.goto(resumeLink);
    await arriveAt(page, applicantWords.en, 'liveness');
    await press(page, applicantWords.en.capture.start);
    await page.locator('.dots').waitFor();
    await pause(settleMs);
    const usual = await countFor(page, ms);
    const ending = new AbortController();
    const slowing = slowDown(await renderersOf(browser), ending.signal);
    try {
      await pause(settleMs / 2);
      const slowed = await countFor(page, ms);
      ending.abort();
      return { usual, slowed: { ...slowed, runShare: await slowing } };
    } finally {
      ending.abort();
      await slowing;
    }
  } finally {
    await browser.close();
  }
}

/** `captures`: how many whole captures to time. */
export async function measureGuidance(ms: number, captures: number): Promise<GuidanceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-guidance-'));
  const server = await runServer();
  try {
    const still = await sampleStill('sample5');
    const guide = await measureGuide(server, still, await filmOf(still, folder), ms);
    const browser = await startChromium();
    const timed: CaptureFigures[] = [];
    for (let count = 0; count < captures; count++) timed.push(await timeCapture(server, browser, still));
    await browser.close();
    return { ...guide, captures: timed };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Printed, and never asserted: a busy machine is no reason to fail. Aims: 10 looks a second slowed, 35 s a capture. */
export function printGuidance({ usual, slowed, captures }: GuidanceFigures): void {
  for (const [name, figures] of [
    ['as it is', usual],
    ['renderer slowed 4 times', slowed],
  ] as const)
    console.log(
      `guide, ${name}: ${round(figures.looksPerSecond)} looks/s (aim: 10 or more), ` +
        `${round(figures.framesPerSecond)} pictures/s sent, main thread ${round(100 * figures.mainBusyShare)} % busy, ` +
        `let run ${round(100 * figures.runShare)} % of the time`,
    );
  const times = captures.map(({ tookMs }) => tookMs / 1000).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  console.log(
    `whole capture, cooperative puppet: median ${round(median)} s (aim: under 35 s) of ${times.map(round).join(', ')} s; ` +
      `${captures.filter(({ hadRetries }) => hadRetries).length} of ${captures.length} with a step done again; ` +
      `pictures/s sent: ${captures.map((one) => round(one.framesPerSecond)).join(', ')}`,
  );
  const verdictsMs = captures.flatMap((one) => one.verdictsMs).sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(verdictsMs[Math.floor(share * (verdictsMs.length - 1))] ?? Number.NaN);
  console.log(
    `verdict after the end of a movement, on the screen: median ${at(0.5)} ms, slowest ${at(1)} ms ` +
      `of ${verdictsMs.length} (aim: within 500 ms)`,
  );
}
