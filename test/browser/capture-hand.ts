// Goes through the guided capture: reads what the screen asks for, has the puppet do it, answers the statement.
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { StepKind } from '../../server/domain/liveness-protocol.ts';
import type { Strings } from '../../web/shared/strings/zh-CN.ts';
import type { PuppetCamera } from '../puppet/browser-camera.ts';
import type { Action } from '../puppet/motion.ts';
import { press } from './applicant-hand.ts';

const pollMs = 50;
const screenWithinMs = 300_000;
/** Longer than any movement takes. Whoever sees that nothing came of one does it again. */
const doneAgainAfterMs = 9_000;

const actionFor: Readonly<Record<StepKind, Action>> = {
  neutral: 'neutral',
  'turn-left': 'turn-left',
  'turn-right': 'turn-right',
  nod: 'nod',
  'close-eyes': 'close-eyes',
  'open-mouth': 'open-mouth',
  agree: 'nod-twice',
};

/** By the head, or by the buttons. */
export type StatementAnswer = 'nod-twice' | 'shake' | 'held-button' | 'held-key' | 'decline-button';

export interface Capturing {
  readonly page: Page;
  readonly words: Strings;
  readonly camera: PuppetCamera;
  /** Told of every screen of the capture before anything is done about it. */
  readonly onScreen?: (screen: CaptureScreen) => Promise<void>;
  /** How many of the movements to leave undone, to be told so. */
  readonly misses?: number;
  /** Not given: by nodding, and where that is not seen by the button, as the page proposes. */
  readonly answer?: StatementAnswer;
}

export interface CaptureScreen {
  readonly kind: StepKind | 'repeating' | 'ended';
  readonly index: number; // counts screens, from 0
}

interface Shown {
  /** Differs between any two screens that follow each other. */
  readonly key: string;
  readonly heading: string;
  /** What came of the capture, or why there is no picture; empty while it goes on. */
  readonly outcome: string;
}

/** Heading, what came of it, step number, and whether an answer was missed. */
async function shownNow(page: Page): Promise<Shown> {
  const [heading, outcome, ...others] = await page.evaluate<[string, string, string, string]>(
    `['main h1', '.notice-warn h2', '.dots', '.unseen']
      .map((selector) => document.querySelector(selector)?.textContent ?? '')`,
  );
  return { key: [heading, outcome, ...others].join(''), heading, outcome };
}

async function nextScreen(page: Page, before: string, doAgain: () => Promise<void>): Promise<Shown> {
  const deadline = performance.now() + screenWithinMs;
  for (let doneAt = performance.now(); ;) {
    const shown = await shownNow(page);
    if (shown.key !== before && shown.heading !== '') return shown;
    if (performance.now() > deadline) throw new Error(`the capture stays at “${before}”`);
    if (shown.key === before && performance.now() - doneAt > doneAgainAfterMs) {
      await doAgain();
      doneAt = performance.now();
    }
    await pause(pollMs);
  }
}

/** What a slow machine can do to a capture: it is recorded again. */
const tooSlow = ['challenge-expired', 'session-expired'] as const;

/** Throws when the capture stands still for another reason: nobody here presses on over it. */
function kindOf({ heading, outcome }: Shown, words: Strings): CaptureScreen['kind'] | 'passing' | null {
  const { instructions, retry, noAnswer, agreeTitle, declinedTitle, endedTitle, title } = words.capture;
  if (heading === agreeTitle) return 'agree';
  if (heading === title) {
    if (outcome === '' || outcome === declinedTitle) return 'passing';
    const endings = [endedTitle, ...tooSlow.map((type) => words.problems[type].says)];
    if (endings.includes(outcome)) return 'ended';
    throw new Error(`the capture stopped: “${outcome}”`);
  }
  if ([...Object.values(retry), noAnswer].some(({ says }) => says === heading)) return 'repeating';
  const found = Object.entries(instructions).find(([, instruction]) => instruction.title === heading);
  return (found?.[0] as StepKind | undefined) ?? null;
}

const buttonWithinMs = 60_000;

/** By mouse or finger, or by the space bar, until the button is full. */
async function hold(page: Page, by: 'held-button' | 'held-key'): Promise<void> {
  const button = page.locator('button.hold');
  await button.scrollIntoViewIfNeeded({ timeout: buttonWithinMs });
  if (by === 'held-key') {
    await button.focus();
    await page.keyboard.down('Space');
  } else {
    await button.hover({ timeout: buttonWithinMs });
    await page.mouse.down();
  }
  try {
    await page.locator('button.hold-done').waitFor({ timeout: buttonWithinMs });
  } finally {
    if (by === 'held-key') await page.keyboard.up('Space');
    else await page.mouse.up();
  }
}

/** What the head does at the statement; null for what is answered by a button. */
const headMoves: Readonly<Record<StatementAnswer, Action | null>> = {
  'nod-twice': 'nod-twice',
  shake: 'shake',
  'held-button': null,
  'held-key': null,
  'decline-button': null,
};

/** Nothing is amiss where the button goes meanwhile: a nod was seen late, or the time is over. */
async function answerByButton(page: Page, words: Strings, answer: StatementAnswer): Promise<void> {
  const { agreeTitle, agreeDecline } = words.capture;
  try {
    if (answer === 'decline-button') await press(page, agreeDecline);
    else await hold(page, answer === 'held-key' ? 'held-key' : 'held-button');
  } catch (error) {
    if ((await shownNow(page)).heading === agreeTitle) throw error;
  }
}

/** From the screen that explains the capture to the screen after it; its heading is the answer. */
export async function goThroughCapture(capturing: Capturing): Promise<string> {
  await press(capturing.page, capturing.words.capture.start);
  return goOnThroughCapture(capturing);
}

/** The camera is on, or about to be. */
export async function goOnThroughCapture(capturing: Capturing): Promise<string> {
  const { page, words, camera, onScreen } = capturing;
  let { misses = 0 } = capturing;
  let asked = 0; // for an answer to the statement
  let move: Action | null = null;
  const doAgain = async (): Promise<void> => {
    if (move !== null) await camera.act(move);
  };
  for (let index = 0, key = ''; ; index++) {
    const shown = await nextScreen(page, key, doAgain);
    key = shown.key;
    move = null;
    const kind = kindOf(shown, words);
    if (kind === 'passing') continue;
    if (kind === null) return shown.heading;
    await onScreen?.({ kind, index });
    if (kind === 'ended') await press(page, words.capture.again);
    else if (kind === 'repeating') move = 'neutral';
    else if (kind === 'agree') {
      const answer = capturing.answer ?? (asked++ === 0 ? 'nod-twice' : 'held-button');
      move = headMoves[answer];
      if (move === null) await answerByButton(page, words, answer);
    } else if (kind === 'neutral' || misses-- <= 0) move = actionFor[kind];
    await doAgain();
  }
}
