// How long the whole capture takes with a cooperative puppet in a real browser, and how many pictures a second it sends.
import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { applicantWords, arriveAt } from '../browser/applicant-hand.ts';
import { goThroughCapture } from '../browser/capture-hand.ts';
import { prepareApplication } from '../browser/prepared-application.ts';
import type { RunningServer } from '../browser/running-server.ts';
import { watchFrames } from '../browser/wire-watch.ts';
import { openWindow, phone } from '../browser/watched-page.ts';
import { installPuppetCamera, type PuppetCamera } from '../puppet/browser-camera.ts';
import { durationMs, usualTiming } from '../puppet/motion.ts';
import type { Still } from '../puppet/still.ts';

export interface CaptureFigures {
  /** From the tap on “Turn on the camera” to the screen after the capture, ms. */
  readonly tookMs: number;
  /** Pictures sent, over the time from the first to the last one. */
  readonly framesPerSecond: number;
  /** Whether it got through at the first try at every step. */
  readonly hadRetries: boolean;
  /** Of each movement: from its end, back at rest, to the next instruction on the screen, ms. 0: it was there before. */
  readonly verdictsMs: readonly number[];
}

export async function timeCapture(
  { baseUrl }: RunningServer,
  browser: Browser,
  still: Still,
): Promise<CaptureFigures> {
  const { resumeLink } = await prepareApplication(baseUrl, still, { face: 'granted', language: 'en' });
  const page = await openWindow({ browser, baseUrl, language: 'en', size: phone, faults: [] });
  let hadRetries = false;
  let endsAt: number | null = null; // of the movement under way
  const verdictsMs: number[] = [];
  const metas = await watchFrames(page);
  const puppet = await installPuppetCamera(page, still);
  const camera: PuppetCamera = {
    ...puppet,
    async act(action) {
      await puppet.act(action);
      endsAt = action === 'neutral' ? null : performance.now() + durationMs(action, usualTiming);
    },
  };
  const words = applicantWords.en;
  await page.goto(resumeLink);
  await arriveAt(page, words, 'liveness');
  const onScreen = async ({ kind }: { kind: string }): Promise<void> => {
    hadRetries ||= kind === 'repeating' || kind === 'ended';
    if (endsAt !== null && kind !== 'repeating') verdictsMs.push(Math.max(0, performance.now() - endsAt));
    endsAt = null;
  };
  const beganAt = performance.now();
  await goThroughCapture({ page, words, camera, onScreen });
  const tookMs = performance.now() - beganAt;
  const times = (await metas()).flatMap(({ frames }) => frames.map(({ capturedAtMs }) => capturedAtMs));
  await page.context().close();
  const spanMs = Math.max(...times) - Math.min(...times);
  return { tookMs, framesPerSecond: (1000 * (times.length - 1)) / spanMs, hadRetries, verdictsMs };
}
