// Goes through the guided capture: reads what the screen asks for, has the puppet do it, holds the button of the statement.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import type { Strings } from '../../web/shared/strings/zh-CN.ts';
import type { PuppetCamera } from '../puppet/browser-camera.ts';
import type { Action } from '../puppet/motion.ts';
import { press } from './applicant-hand.ts';

const pollMs = 50;
const screenWithinMs = 120_000;

const actionFor: Readonly<Record<StepKind, Action>> = {
  neutral: 'neutral',
  'turn-left': 'turn-left',
  'turn-right': 'turn-right',
  'open-mouth': 'open-mouth',
  agree: 'hold-still',
};

export interface Capturing {
  readonly page: Page;
  readonly words: Strings;
  readonly camera: PuppetCamera;
  /** Told of every screen of the capture before anything is done about it. */
  readonly onScreen?: (screen: CaptureScreen) => Promise<void>;
  /** How many of the movements to leave undone, to be told so. */
  readonly misses?: number;
}

export interface CaptureScreen {
  readonly kind: StepKind | 'repeating' | 'ended';
  readonly index: number; // counts screens, from 0
}

/** Heading with step number: differs between any two screens that follow each other. */
async function shownNow(page: Page): Promise<{ key: string; heading: string }> {
  const [heading, dots] = await page.evaluate<[string, string]>(
    `['main h1', '.dots'].map((selector) => document.querySelector(selector)?.textContent ?? '')`,
  );
  return { key: `${heading}${dots}`, heading };
}

async function nextScreen(page: Page, before: string): Promise<{ key: string; heading: string }> {
  const deadline = performance.now() + screenWithinMs;
  for (;;) {
    const shown = await shownNow(page);
    if (shown.key !== before && shown.heading !== '') return shown;
    if (performance.now() > deadline) throw new Error(`the capture stays at “${before}”`);
    await pause(pollMs);
  }
}

function kindOf(heading: string, words: Strings): CaptureScreen['kind'] | 'preparing' | null {
  const { instructions, retry, agreeTitle, endedTitle, title } = words.capture;
  if (heading === agreeTitle) return 'agree';
  if (heading === endedTitle) return 'ended';
  if (heading === title) return 'preparing';
  if (Object.values(retry).some(({ says }) => says === heading)) return 'repeating';
  const found = Object.entries(instructions).find(([, instruction]) => instruction.title === heading);
  return (found?.[0] as StepKind | undefined) ?? null;
}

/** By mouse or finger, for as long as the page wants it held. */
async function holdToAgree(page: Page, words: Strings): Promise<void> {
  const button = page.locator('button.hold');
  await button.scrollIntoViewIfNeeded();
  await button.hover();
  await page.mouse.down();
  await page.getByText(words.capture.agreeHeld, { exact: true }).waitFor();
  await page.mouse.up();
}

/** From the screen that explains the capture to the screen after it; its heading is the answer. */
export async function goThroughCapture(capturing: Capturing): Promise<string> {
  const { page, words, camera, onScreen } = capturing;
  let { misses = 0 } = capturing;
  await press(page, words.capture.start);
  for (let index = 0, key = ''; ; index++) {
    const shown = await nextScreen(page, key);
    key = shown.key;
    const kind = kindOf(shown.heading, words);
    if (kind === 'preparing') continue;
    if (kind === null) return shown.heading;
    await onScreen?.({ kind, index });
    if (kind === 'ended') await press(page, words.capture.again);
    else if (kind === 'repeating' || kind === 'neutral') await camera.act('neutral');
    else if (kind === 'agree') await holdToAgree(page, words);
    else if (misses-- <= 0) await camera.act(actionFor[kind]);
  }
}
