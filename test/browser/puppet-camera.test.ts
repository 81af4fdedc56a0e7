// A page under a strict content security policy sees the puppet through getUserMedia, or the camera's faults.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installCameraFault, installPuppetCamera, type CameraFault } from '../puppet/browser-camera.ts';
import { faceMesh } from '../puppet/face-mesh.ts';
import { decodeJpeg } from '../puppet/jpeg.ts';
import { signalsOf, type Signals } from '../puppet/mesh-signals.ts';
import type { Picture } from '../puppet/picture.ts';
import { sampleStill } from '../puppet/sample.ts';
import { startChromium } from './chromium.ts';

// what an applicant's page does: ask for the camera, play it, take JPEGs
const pageScript = `
  const video = document.querySelector('video');
  const canvas = document.createElement('canvas');
  window.start = async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
      await video.play();
      return 'playing';
    } catch (error) {
      return error.name;
    }
  };
  window.grab = () => new Promise((resolve) => video.requestVideoFrameCallback(() => {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d').drawImage(video, 0, 0);
    canvas.toBlob(async (blob) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      resolve(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    }, 'image/jpeg', 0.8);
  }));
`;
const pageText =
  '<!doctype html><title>camera</title><video playsinline muted></video><script src="/page.js"></script>';

let browser: Browser;
let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader(
      'content-security-policy',
      "default-src 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types guide-worker",
    );
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? pageScript : pageText);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  server.close();
});

interface InPage {
  start(): Promise<string>;
  grab(): Promise<string>;
}

async function opened<T>(prepare: (page: Page) => Promise<T>) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  const prepared = await prepare(page);
  await page.goto(address);
  return { page, prepared, complaints };
}

const start = (page: Page) => page.evaluate(() => (globalThis as unknown as InPage).start());

async function pictureOf(page: Page): Promise<Picture> {
  return decodeJpeg(
    Buffer.from(await page.evaluate(() => (globalThis as unknown as InPage).grab()), 'base64'),
  );
}

async function seenBy(page: Page): Promise<Signals> {
  const picture = await pictureOf(page);
  const nets = await faceMesh();
  const [box] = await nets.findFaces(picture);
  const mesh = box && nets.meshIn(picture, box);
  if (!mesh) throw new Error('there is no face in the video');
  return signalsOf(mesh.points);
}

async function embeddingIn(page: Page): Promise<Float32Array> {
  const nets = await faceMesh();
  const embedding = await nets.embedding(await pictureOf(page));
  if (!embedding) throw new Error('there is no face in the video');
  return embedding;
}

/** Looks at frame after frame until one fits: the video is a few frames behind. */
async function until(page: Page, fits: (seen: Signals) => boolean): Promise<Signals> {
  for (let look = 0; look < 30; look++) {
    const seen = await seenBy(page);
    if (fits(seen)) return seen;
  }
  throw new Error('the awaited pose never appeared');
}

test('the puppet plays in the video and does as it is told', async () => {
  const still = await sampleStill('sample5');
  const { page, prepared: camera, complaints } = await opened((fresh) => installPuppetCamera(fresh, still));
  expect(await start(page)).toBe('playing');
  const rest = await seenBy(page);
  await camera.setPose({ yaw: 28 });
  await until(page, (seen) => seen.yawDegrees - rest.yawDegrees > 20);
  await camera.setPose({ yaw: -28 });
  await until(page, (seen) => seen.yawDegrees - rest.yawDegrees < -20);
  await camera.setPose({ mouth: 0.75 });
  await until(page, (seen) => seen.mouthOpenness - rest.mouthOpenness > 0.2);
  await camera.act('turn-left');
  await until(page, (seen) => seen.yawDegrees - rest.yawDegrees > 18);
  expect(complaints).toEqual([]);
  await page.close();
});

test('another face can take the place of the first', async () => {
  const [first, second] = [await sampleStill('sample5'), await sampleStill('sample1')];
  const { page, prepared: camera } = await opened((fresh) => installPuppetCamera(fresh, first));
  await start(page);
  const before = await embeddingIn(page);
  await camera.setStill(second);
  let distance = 0;
  for (let look = 0; look < 30 && distance <= 0.6; look++) {
    const now = await embeddingIn(page);
    distance = Math.hypot(...before.map((value, index) => value - (now[index] ?? 0)));
  }
  expect(distance).toBeGreaterThan(0.6);
  await page.close();
});

describe.each([
  ['denied', 'NotAllowedError'],
  ['absent', 'NotFoundError'],
  ['in-use', 'NotReadableError'],
  ['in-app-browser', 'TypeError'],
] as [CameraFault, string][])('a camera that is %s', (fault, name) => {
  test(`answers with ${name}`, async () => {
    const { page } = await opened((fresh) => installCameraFault(fresh, fault));
    expect(await start(page)).toBe(name);
    await page.close();
  });
});
