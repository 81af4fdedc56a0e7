// The whole journey in a real browser, twice: from the registry office over the applicant's page to the reviewer's decision.
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, onTestFailed, test } from 'vitest';
import type { Language } from '../../server/domain/application.ts';
import { installPuppetCamera, type PuppetCamera } from '../puppet/browser-camera.ts';
import { sampleStill } from '../puppet/sample.ts';
import { portraitOf } from '../puppet/specimen-card.ts';
import type { Still } from '../puppet/still.ts';
import {
  addPhoto,
  answerConsents,
  applicantWords,
  arriveAt,
  chooseFile,
  fillDeclaration,
  press,
  readResumeLink,
} from './applicant-hand.ts';
import { goThroughCapture } from './capture-hand.ts';
import { startChromium } from './chromium.ts';
import { choosePortrait, issue, officeWords, type Person } from './office-hand.ts';
import { confirm, deskWords, openCase, picturesShown, signIn, write } from './reviewer-hand.ts';
import { runServer, type RunningServer } from './running-server.ts';
import { glance, lastLook, look, type Looking } from './screens.ts';
import { desktop, openWindow, phone, type Size } from './watched-page.ts';

let server: RunningServer;
let browser: Browser;
let desk: Page; // one reviewer, signed in for both runs
const deskFaults: string[] = [];

beforeAll(async () => {
  browser = await startChromium();
  server = await runServer();
  const { baseUrl } = server;
  desk = await openWindow({ browser, baseUrl, language: 'en', size: desktop, faults: deskFaults });
  return stopBoth;
});

async function stopBoth(): Promise<void> {
  await browser.close();
  await server.stop();
}

interface Run extends Looking {
  readonly still: Still;
}

async function startRun(language: Language, size: Size, still: Still): Promise<Run> {
  const faults: string[] = [];
  const page = await openWindow({ browser, baseUrl: server.baseUrl, language, size, faults });
  const otherSize = size === phone ? desktop : phone;
  const run = `${language}-${size.width}`;
  onTestFailed(() => lastLook({ page, run, faults }));
  onTestFailed(() => lastLook({ page: desk, run: 'desk', faults: deskFaults }));
  return { page, run, size, language, otherSize, faults, still };
}

const deskLooking = (run: Run): Looking => ({
  ...run,
  page: desk,
  size: desktop,
  otherSize: { width: 1024, height: 2200 }, // as high as the case, which scrolls by itself
  language: 'en',
  faults: deskFaults,
});

async function visitOffice(run: Run): Promise<Person> {
  const { page, language, still } = run;
  const words = officeWords[language];
  await page.goto(server.sandbox);
  await page.getByRole('heading', { level: 1, name: words.title }).waitFor();
  await look(run, '01-office');
  await press(page, words.form.issue);
  await page.getByText(words.form.needPortrait).waitFor();
  await look(run, '02-office-missing-portrait');
  await choosePortrait(page, await portraitOf(still));
  await glance(run, '02-office-portrait');
  const person = await issue(page, language);
  await look(run, '03-office-issued');
  return person;
}

async function begin(run: Run): Promise<void> {
  const { page, language } = run;
  const words = applicantWords[language];
  await page.goto('/apply');
  await page.getByRole('heading', { level: 1, name: words.start.title }).waitFor();
  await look(run, '10-start');
  await press(page, words.start.go);
  await arriveAt(page, words, 'consent');
  await look(run, '11-consent');
  await press(page, words.consent.goOn);
  await page.getByText(words.common.errorSummary).waitFor();
  await look(run, '12-consent-unanswered');
}

async function declare(run: Run, person: Person): Promise<void> {
  const { page, language } = run;
  const words = applicantWords[language];
  await arriveAt(page, words, 'declaration');
  await look(run, '13-declaration');
  await press(page, words.declaration.go);
  await page.getByText(words.common.errorSummary).waitFor();
  await look(run, '14-declaration-empty');
  await fillDeclaration(page, words, person);
  await press(page, words.declaration.go);
}

async function addCard(run: Run, person: Person): Promise<void> {
  const { page, language } = run;
  const words = applicantWords[language];
  await arriveAt(page, words, 'id-front');
  await look(run, '15-id-front');
  await chooseFile(page, person.back);
  await page.getByText(words.photo.preview).waitFor();
  await press(page, words.photo.send);
  await page.getByText(words.photo.foundTitle).waitFor();
  await look(run, '16-id-front-wrong-side');
  await press(page, words.photo.again);
  await chooseFile(page, person.front);
  await page.getByText(words.photo.preview).waitFor();
  await look(run, '17-id-front-preview');
  await press(page, words.photo.send);
  await arriveAt(page, words, 'id-back');
  await addPhoto(page, words, person.back);
}

async function beFilmed(run: Run, camera: PuppetCamera, misses: number): Promise<void> {
  const { page, language } = run;
  const words = applicantWords[language];
  await arriveAt(page, words, 'liveness');
  await look(run, '20-capture-explained');
  // the statement waits for the reader; a movement does not, so it is only photographed where it is left undone
  const worthAGlance = new Set(['agree', 'repeating']);
  const onScreen = async ({ kind }: { kind: string }): Promise<void> => {
    if (worthAGlance.delete(kind)) await glance(run, `21-capture-${kind}`);
  };
  const after = await goThroughCapture({ page, words, camera, misses, onScreen });
  expect(after).toBe(words.submit.title);
}

async function submit(run: Run): Promise<string> {
  const { page, language } = run;
  const words = applicantWords[language];
  await look(run, '30-submit');
  await press(page, words.submit.go);
  await page.getByText(words.status.now.in_review).waitFor();
  await look(run, '31-status-held');
  const number = await page
    .getByText(/a_[0-9a-z]+/iu)
    .last()
    .textContent();
  return /a_\w+/u.exec(number ?? '')?.[0] ?? '';
}

/** The reviewer opens the case; all three pictures are there to be compared. */
async function seeCase(run: Run, applicationId: string): Promise<void> {
  await openCase(desk, applicationId);
  await expect
    .poll(async () => Math.min(...(await picturesShown(desk))), { timeout: 180_000 })
    .toBeGreaterThan(100);
  await look(deskLooking(run), '40-desk-case');
}

/** What a phone does when its owner comes back to the page. */
const comeBack = (page: Page) => page.evaluate(`window.dispatchEvent(new Event('focus'))`);

test('a reviewer enters by the one-time link, which nobody can use again', async () => {
  await signIn(desk, server.signInLink, 'en');
  const stranger = await startRun('en', desktop, await sampleStill('sample5'));
  await stranger.page.goto(server.signInLink);
  await stranger.page.getByText(deskWords.en.problems['sign-in-link-used'].says).waitFor();
  await look({ ...stranger, run: 'desk' }, '01-link-used');
  await look({ ...deskLooking(stranger), run: 'desk' }, '02-empty-queue');
  expect([...stranger.faults, ...deskFaults]).toEqual([]);
});

test('on a phone, in Chinese: leaves in the middle, comes back by the link, is held and admitted', async () => {
  const still = await sampleStill('sample5');
  const first = await startRun('zh-CN', phone, still);
  const words = applicantWords['zh-CN'];
  const person = await visitOffice(first);
  await begin(first);
  await answerConsents(first.page, words);
  await declare(first, person);
  await arriveAt(first.page, words, 'id-front');
  const link = await readResumeLink(first.page, words);
  await first.page.context().close();

  const run = { ...(await startRun('zh-CN', phone, still)), faults: first.faults };
  const camera = await installPuppetCamera(run.page, still);
  await run.page.goto(link);
  await addCard(run, person);
  await beFilmed(run, camera, 1);
  const applicationId = await submit(run);

  await seeCase(run, applicationId);
  const choice = {
    decision: 'approve',
    reason: deskWords.en.reasons['evidence-agrees'],
    message: '欢迎加入',
  } as const;
  await write(desk, 'en', choice);
  await look(deskLooking(run), '41-desk-approve', 'dialog');
  await confirm(desk, 'en', 'approve');
  await look(deskLooking(run), '42-desk-approved');

  await comeBack(run.page);
  await run.page.getByText(words.status.now.admitted).waitFor();
  await run.page.getByText('欢迎加入').waitFor();
  await look(run, '50-status-admitted');
  await run.page.locator('summary', { hasText: words.status.keptTitle }).click();
  await press(run.page, words.myData.open);
  await run.page.getByText(words.myData.why.review).first().waitFor();
  await look(run, '53-my-data');
  await press(run.page, words.myData.back);
  expect([...run.faults, ...deskFaults]).toEqual([]);
});

test('on a desktop, in English: is held, asked for one photo again, and held once more', async () => {
  const still = await sampleStill('sample1');
  const run = await startRun('en', desktop, still);
  const { page } = run;
  const words = applicantWords.en;
  const camera = await installPuppetCamera(page, still);
  const person = await visitOffice(run);
  await begin(run);
  await answerConsents(page, words);
  await declare(run, person);
  await addCard(run, person);
  // the first pictures of the capture are lost on their way
  await page.route('**/frames', (route) => route.abort('connectionreset'), { times: 1 });
  await beFilmed(run, camera, 0);
  const applicationId = await submit(run);

  await seeCase(run, applicationId);
  await write(desk, 'en', {
    decision: 'ask-again',
    reason: deskWords.en.reasons['photo-unreadable'],
    items: [deskWords.en.items['id-back']],
  });
  await look(deskLooking(run), '41-desk-ask-again', 'dialog');
  await confirm(desk, 'en', 'ask-again');

  await comeBack(page);
  await page.getByText(words.status.now.awaiting_resubmission).waitFor();
  await look(run, '50-status-asked-again');
  await press(page, words.status.fixGo(words.steps['id-back']));
  await arriveAt(page, words, 'id-back');
  await look(run, '51-id-back-again');
  await addPhoto(page, words, person.back);
  await arriveAt(page, words, 'submit');
  await press(page, words.submit.go);
  await page.getByText(words.status.now.in_review).waitFor();
  await openCase(desk, applicationId);
  await desk.getByText(deskWords.en.queue.round(2)).first().waitFor();
  await look(deskLooking(run), '52-desk-second-round');
  // the narrowest desk still gives a declared value the room of a short name
  await desk.setViewportSize({ width: 1024, height: 768 });
  const value = await desk.locator('.declared-value').first().boundingBox();
  expect(value?.width).toBeGreaterThan(120);
  expect([...run.faults, ...deskFaults]).toEqual([]);
});
