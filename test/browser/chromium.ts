// Starts an installed Chromium or Chrome without a window; CHROMIUM_PATH names another binary.
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import {
  DirectoryInUse,
  lockDirectory,
  type DirectoryLock,
} from '../../server/adapters/database/directory-lock.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Throws when there is none: a missing browser is a failure to be seen, not a reason to skip. */
function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
  }
  const found = usualPlaces.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'These tests drive a real browser, and neither Chromium nor Chrome is installed in a usual place. ' +
      'Install one (Debian: apt-get install chromium), or name its binary in CHROMIUM_PATH.',
  );
}

const turns = resolve('test-output/browser-turn');
const lookAgainMs = 200;

/** A person before a camera keeps time, and two of them on few cores do not: one browser at once. */
async function takeTurn(): Promise<DirectoryLock> {
  mkdirSync(turns, { recursive: true });
  for (;;) {
    try {
      return await lockDirectory(turns);
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
    }
    await pause(lookAgainMs);
  }
}

/** Waits for the browser of another test file to be closed. `more`: further arguments of the browser. */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  const turn = await takeTurn();
  // no sandbox: containers forbid it; no gpu: the picture must not depend on the machine
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    ...more,
  ];
  try {
    const browser = await chromium.launch({ executablePath, headless: true, args });
    browser.once('disconnected', () => void turn.release());
    return browser;
  } catch (error) {
    await turn.release();
    throw error;
  }
}
