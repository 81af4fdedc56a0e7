// Gives a browser page a camera for tests: one that films a puppet, or one that fails as cameras do.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { Action } from './motion.ts';
import type { StillForPage, PuppetCommands } from './page/commands.ts';
import type { Pose } from './puppet.ts';
import type { Still } from './still.ts';

type InPage = { puppet: PuppetCommands };

let bundling: Promise<string> | undefined;

/** The page's half as one classic script, bundled once per process. */
async function bundle(): Promise<string> {
  const answer = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('./page/page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'puppetCamera',
      },
    },
  });
  const [first] = [answer].flat();
  if (!first || !('output' in first)) throw new Error('the puppet for the page could not be bundled');
  return first.output[0].code;
}

function forPage(still: Still): StillForPage {
  const { width, height, points } = still;
  return { width, height, points, rgbaBase64: Buffer.from(still.rgba).toString('base64') };
}

/** What a test tells the puppet of one page. */
export interface PuppetCamera {
  act(action: Action): Promise<void>;
  setPose(pose: Partial<Pose>): Promise<void>;
  setStill(still: Still): Promise<void>;
}

/** Before the page is opened; from then on getUserMedia films the puppet on every page of the tab. */
export async function installPuppetCamera(page: Page, still: Still): Promise<PuppetCamera> {
  const script = await (bundling ??= bundle());
  // init scripts are not subject to the page's content security policy
  await page.addInitScript({ content: `window.puppetStill = ${JSON.stringify(forPage(still))};\n${script}` });
  return {
    act: (action) => page.evaluate((asked) => (globalThis as unknown as InPage).puppet.act(asked), action),
    setPose: (pose) =>
      page.evaluate((asked) => (globalThis as unknown as InPage).puppet.setPose(asked), pose),
    setStill: (other) =>
      page.evaluate((asked) => (globalThis as unknown as InPage).puppet.setStill(asked), forPage(other)),
  };
}

/** Why there is no picture: refused by the person, no camera, taken by another program, a browser inside an app. */
export type CameraFault = 'denied' | 'absent' | 'in-use' | 'in-app-browser';

const faultNames: Record<Exclude<CameraFault, 'in-app-browser'>, string> = {
  denied: 'NotAllowedError',
  absent: 'NotFoundError',
  'in-use': 'NotReadableError',
};

/** Before the page is opened. */
export async function installCameraFault(page: Page, fault: CameraFault): Promise<void> {
  const content =
    fault === 'in-app-browser'
      ? `Object.defineProperty(navigator, 'mediaDevices', { value: undefined });`
      : `if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () =>
           Promise.reject(new DOMException('as the test asked', '${faultNames[fault]}'));`;
  await page.addInitScript({ content });
}
