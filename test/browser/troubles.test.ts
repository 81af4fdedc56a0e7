// What goes wrong in a browser and what people choose instead: no camera, no connection, no mouse, a second tab, no face.
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import type { Language } from '../../server/domain/application.ts';
import type { BrowserKind, CameraProblem } from '../../web/shared/strings/capture.zh-CN.ts';
import { installCameraFault, type CameraFault } from '../puppet/browser-camera.ts';
import { sampleStill } from '../puppet/sample.ts';
import { portraitOf, specimenBack, specimenFront } from '../puppet/specimen-card.ts';
import type { Still } from '../puppet/still.ts';
import {
  addPhoto,
  answerConsents,
  applicantWords,
  arriveAt,
  fillDeclaration,
  press,
} from './applicant-hand.ts';
import { startChromium } from './chromium.ts';
import { tabTo, unseenFocus } from './keyboard-hand.ts';
import { prepareApplication } from './prepared-application.ts';
import { createApiClient } from '../try/http-client.ts';
import { driveApplication, untilChecked } from '../try/drive-application.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';
import { confirm, deskKeys, deskWords, openCase, signIn, write } from './reviewer-hand.ts';
import { runServer, type RunningServer } from './running-server.ts';
import { lastLook, look, type Looking } from './screens.ts';
import { desktop, openWindow, phone, type Size } from './watched-page.ts';

/** On no record: what is declared is only looked at by its form. */
const person = { name: '林试', citizenId: '99000019900101021X' };

let server: RunningServer;
let browser: Browser;
let still: Still;
beforeAll(async () => {
  browser = await startChromium();
  server = await runServer();
  still = await sampleStill('sample6');
  return stopBoth;
});

async function stopBoth(): Promise<void> {
  await browser.close();
  await server.stop();
}

async function open(language: Language, size: Size, userAgent?: string): Promise<Looking> {
  const faults: string[] = [];
  const agent = userAgent === undefined ? {} : { userAgent };
  const page = await openWindow({ browser, baseUrl: server.baseUrl, language, size, faults, ...agent });
  const otherSize = size === phone ? desktop : phone;
  onTestFailed(() => lastLook({ page, run: 'troubles', faults }));
  return { page, run: 'troubles', size, language, otherSize, faults };
}

let deskOnce: Promise<Looking> | undefined;

/** One reviewer for all tests here: the link opens once. */
function atDesk(): Promise<Looking> {
  deskOnce ??= open('zh-CN', desktop).then(async (desk) => {
    await desk.page.goto('/review');
    await desk.page.getByRole('heading', { name: deskWords['zh-CN'].signIn.title }).waitFor();
    await signIn(desk.page, server.signInLink, 'zh-CN'); // in a tab that shows this page already
    return desk;
  });
  return deskOnce;
}

async function startApplication(page: Page, language: Language): Promise<void> {
  const words = applicantWords[language];
  await page.goto('/apply');
  await press(page, words.start.go);
  await arriveAt(page, words, 'consent');
}

const wechat =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.49';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1';

interface CameraCase {
  fault: CameraFault;
  problem: CameraProblem;
  kind: BrowserKind;
  userAgent?: string;
}

const cameraCases: readonly CameraCase[] = [
  { fault: 'denied', problem: 'denied', kind: 'ios', userAgent: iphone },
  { fault: 'absent', problem: 'absent', kind: 'desktop' },
  { fault: 'in-use', problem: 'in-use', kind: 'desktop' },
  {
    fault: 'in-app-browser',
    problem: 'no-camera-in-this-browser',
    kind: 'wechat',
    userAgent: wechat,
  },
];

describe('without a picture from the camera', () => {
  let link: string;
  const words = applicantWords['zh-CN'];
  beforeAll(async () => {
    const wishes = { face: 'granted', language: 'zh-CN' } as const;
    link = (await prepareApplication(server.baseUrl, still, wishes)).resumeLink;
  });

  test.each(cameraCases)('a camera that is $fault has a screen of its own', async (one) => {
    const { fault, problem, kind, userAgent } = one;
    const looking = await open('zh-CN', phone, userAgent);
    const { page } = looking;
    await installCameraFault(page, fault);
    await page.goto(link);
    await arriveAt(page, words, 'liveness');
    await press(page, words.capture.start);
    await page.getByText(words.capture.cameraProblems[problem].says).waitFor();
    const wayOut =
      problem === 'denied' || problem === 'no-camera-in-this-browser' ? words.capture.wayOut : null;
    if (wayOut && problem in wayOut[kind]) await page.getByText(wayOut[kind][problem as 'denied']).waitFor();
    else await page.getByText(words.capture.cameraProblems[problem].next).waitFor();
    await page.getByRole('button', { name: words.capture.otherWay }).waitFor();
    if (problem === 'absent' || problem === 'denied') await page.getByText(words.status.resumeTitle).click();
    if (problem === 'no-camera-in-this-browser') {
      await page.getByText(words.capture.fileWontDo).waitFor();
      await page.getByLabel(words.status.resumeQrAlt).waitFor(); // to go on on another device, at once
    }
    if (problem === 'absent') await press(page, words.status.resumeShowQr);
    await look(looking, `camera-${fault}`);
    if (problem !== 'no-camera-in-this-browser') {
      await press(page, words.capture.tryAgain);
      await page.getByText(words.capture.cameraProblems[problem].says).waitFor();
    }
    expect(looking.faults).toEqual([]);
    await page.context().close();
  });

  test('the other way goes on without the face, and says so before it is sent', async () => {
    const looking = await open('zh-CN', phone);
    const { page } = looking;
    await page.goto(link);
    await arriveAt(page, words, 'liveness');
    await press(page, words.capture.help);
    await look(looking, 'capture-help', 'dialog');
    await press(page, words.capture.helpDone);
    await press(page, words.capture.otherWay);
    await look(looking, 'capture-other-way', 'dialog');
    await press(page, words.capture.otherWayGo);
    await arriveAt(page, words, 'submit');
    await page.getByText(words.submit.faceFree).waitFor();
    expect(looking.faults).toEqual([]);
    await page.context().close();
  });
});

test('refusing the face item leads to a reviewer all the same, who may refuse with reasons', async () => {
  const looking = await open('en', phone);
  const { page } = looking;
  const words = applicantWords.en;
  await startApplication(page, 'en');
  await page.locator('input[name="consent-face"][value="refused"]').check();
  await page.getByText(words.consent.faceFreeText).waitFor();
  await look(looking, 'consent-without-face');
  await answerConsents(page, words, ['face']);
  await arriveAt(page, words, 'declaration');
  await fillDeclaration(page, words, person);
  await press(page, words.declaration.go);
  await arriveAt(page, words, 'id-front');
  await addPhoto(page, words, await specimenFront(await portraitOf(still)));
  await arriveAt(page, words, 'id-back');
  await addPhoto(page, words, await specimenBack());
  await arriveAt(page, words, 'submit');
  await look(looking, 'submit-without-face');
  await press(page, words.submit.go);
  await page.getByText(words.status.now.in_review).waitFor();
  const applicationId = /a_\w+/u.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? '';

  const desk = await atDesk();
  const deskLooking = { ...desk, otherSize: phone };
  await openCase(desk.page, applicationId);
  await desk.page.getByText(deskWords['zh-CN'].case.faceFree).waitFor();
  await look(deskLooking, 'desk-without-face');
  await write(desk.page, 'zh-CN', {
    decision: 'refuse',
    reason: deskWords['zh-CN'].reasons['identity-not-established'],
  });
  await look(deskLooking, 'desk-refuse', 'dialog');
  await confirm(desk.page, 'zh-CN', 'refuse');

  await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
  await page.getByText(words.status.now.refused).waitFor();
  await page.getByText(words.reasons['identity-not-established']).waitFor();
  await look(looking, 'status-refused');
  await press(page, words.status.appeal);
  await page.getByText(words.status.now.in_review).waitFor();
  expect([...looking.faults, ...desk.faults]).toEqual([]);
});

/** Held for a reviewer, without a capture. */
async function holdAnother(): Promise<{ applicationId: string; legalName: string }> {
  const client = createApiClient({ baseUrl: server.baseUrl });
  const applicant = await puppetApplicant(client, still, { consentsToFace: false });
  const { applicationId } = await driveApplication({ client, applicant });
  await untilChecked(client, applicationId);
  return { applicationId, legalName: applicant.declaration.legalName };
}

test('a reviewer looks closer by a key, decides, goes on, and changes their mind from the next case', async () => {
  const words = deskWords['zh-CN'];
  const [first, second] = [await holdAnother(), await holdAnother()];
  const { page, faults } = await atDesk();
  const { keyboard } = page;
  const heading = ({ applicationId }: { applicationId: string }): Promise<void> =>
    page
      .getByRole('heading', { name: words.case.heading(applicationId.slice(2, 6).toUpperCase()) })
      .waitFor();
  await openCase(page, second.applicationId);
  await keyboard.press(deskKeys.claim); // so that it is the one gone on to
  await page.getByText(words.case.release).waitFor();
  await openCase(page, first.applicationId);
  await page.getByText(words.declared.masked).waitFor();
  expect(await page.getByText(first.legalName).count()).toBe(0);
  await keyboard.press(deskKeys.reveal);
  await page.getByText(first.legalName).first().waitFor();

  await keyboard.press(deskKeys.approve);
  await page.getByRole('dialog').waitFor();
  await keyboard.press('2');
  await keyboard.press('Control+Enter');
  await page.getByText(words.undo.title(words.decisions.approve)).waitFor();
  await keyboard.press(deskKeys.next);
  await heading(second);
  await keyboard.press(deskKeys.undo);
  await page.getByText(words.undo.undone).waitFor();
  await heading(first);
  expect(new URL(page.url()).searchParams.get('case')).toBe(first.applicationId);
  expect(faults).toEqual([]);
});

test('a connection lost while a photo is sent is tried again by itself, and nothing is lost', async () => {
  const { page, faults } = await open('en', phone);
  const words = applicantWords.en;
  await startApplication(page, 'en');
  await answerConsents(page, words);
  await arriveAt(page, words, 'declaration');
  await fillDeclaration(page, words, person);
  await press(page, words.declaration.go);
  await arriveAt(page, words, 'id-front');
  let sent = 0;
  await page.route('**/photos/id-front', (route) =>
    sent++ === 0 ? route.abort('connectionreset') : route.continue(),
  );
  await addPhoto(page, words, await specimenFront(await portraitOf(still)));
  await page.getByText(words.common.retrying).waitFor();
  await arriveAt(page, words, 'id-back');
  expect(sent).toBe(2);
  expect(faults).toEqual([]);
});

test('an application is taken off a device that others use, and its link brings it back', async () => {
  const looking = await open('zh-CN', phone);
  const { page, faults } = looking;
  const words = applicantWords['zh-CN'];
  const { leaveDevice } = words.status;
  const wishes = { face: 'refused', language: 'zh-CN' } as const;
  const { resumeLink } = await prepareApplication(server.baseUrl, still, wishes);
  await page.goto(resumeLink);
  await arriveAt(page, words, 'submit');
  const session = (await page.context().cookies()).find(({ name }) => name === 'portcullis_applicant');
  await page.locator('summary', { hasText: leaveDevice.title }).click();
  await look(looking, 'leave-device');
  await press(page, leaveDevice.go);
  const link = await page.getByRole('dialog').getByLabel(words.status.resumeLinkLabel).inputValue();
  await look(looking, 'leave-device-asked', 'dialog');
  await press(page, leaveDevice.confirm);
  await page.getByRole('heading', { name: leaveDevice.leftTitle }).waitFor();
  await look(looking, 'left-device');

  if (session === undefined) throw new Error('a browser with an application has a session');
  await page.context().addCookies([session]); // somebody had copied it
  await page.goto('/apply');
  await page.getByRole('heading', { name: words.start.title }).waitFor();
  await page.goto(link);
  await arriveAt(page, words, 'submit');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('of two tabs the second one shows what the first one did', async () => {
  const looking = await open('en', desktop);
  const { page: first, faults } = looking;
  const words = applicantWords.en;
  const wishes = { face: 'refused', language: 'en' } as const;
  const { resumeLink } = await prepareApplication(server.baseUrl, still, wishes);
  await first.goto(resumeLink);
  await arriveAt(first, words, 'submit');
  const second = await first.context().newPage();
  await second.goto('/apply');
  await arriveAt(second, words, 'submit');
  await press(first, words.submit.go);
  await first.getByText(words.status.now.in_review).waitFor();
  await press(second, words.submit.go);
  await second.getByText(words.status.now.in_review).waitFor();
  await second.getByText(words.status.keptTitle, { exact: true }).click();
  await look({ ...looking, page: second }, 'status-kept');
  await second.getByText(words.status.withdrawTitle, { exact: true }).click();
  await press(second, words.status.withdraw);
  await look({ ...looking, page: second }, 'status-withdraw', 'dialog');
  await press(second, words.status.withdrawConfirm);
  await second.getByText(words.status.now.withdrawn).waitFor();
  await look({ ...looking, page: second }, 'status-withdrawn');
  expect(faults).toEqual([]);
});

test('consent and declaration need no mouse, and the focus is always to be seen', async () => {
  const { page, faults } = await open('en', desktop);
  const words = applicantWords.en;
  await page.goto('/apply');
  await tabTo(page, '.button-main');
  await page.keyboard.press('Enter');
  await arriveAt(page, words, 'consent');
  for (const item of ['id-document', 'face', 'government-query', 'retention']) {
    await tabTo(page, `input[name="consent-${item}"]`);
    await page.keyboard.press('Space');
  }
  await tabTo(page, '.button-main');
  await page.keyboard.press('Enter');
  await arriveAt(page, words, 'declaration');
  await tabTo(page, 'input[type="radio"]');
  await page.keyboard.press('Space');
  const { labels } = words.declaration;
  const texts = [
    [labels['/legalName'], person.name],
    [labels['/citizenId'], person.citizenId],
    [labels['/shop/name'], '木偶小店'],
    [labels['/contact/phone'], '+86 10 5555 0100'],
  ] as const;
  for (const [label, text] of texts) {
    const id = (await page.getByLabel(label, { exact: true }).getAttribute('id')) ?? '';
    await tabTo(page, `[id="${id}"]`);
    await page.keyboard.insertText(text);
  }
  await page.keyboard.press('Enter');
  await arriveAt(page, words, 'id-front');
  expect(unseenFocus(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test('leaving unwillingly looks like leaving', async () => {
  const looking = await open('zh-CN', phone);
  const { page } = looking;
  const words = applicantWords['zh-CN'];
  await startApplication(page, 'zh-CN');
  await press(page, words.common.pressured);
  await look(looking, 'leave', 'dialog');
  await page.getByRole('dialog').getByRole('button', { name: words.leave.go, exact: true }).click();
  await page.getByRole('heading', { name: words.leave.leftTitle }).waitFor();
  await look(looking, 'left');
  expect(looking.faults).toEqual([]);
});
