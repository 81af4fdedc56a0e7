// Two people make the gate live, each at their own browser; it admits by itself; one audit that refuses throws it back.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationId, Language } from '../../server/domain/application.ts';
import { drawOf } from '../../server/domain/roll-out.ts';
import { isSampledForAudit } from '../../server/features/verification/sample-for-audit.ts';
import { goLiveLimits } from '../../server/gate/go-live-limits.ts';
import type { Reviewer } from '../../server/ports/reviewers.ts';
import { gateEn } from '../../web/shared/strings/gate.en.ts';
import { gateZhCN } from '../../web/shared/strings/gate.zh-CN.ts';
import { blindEngine } from '../support/blind-engine.ts';
import { openConcludedCase, refuseMany, storyDeps, type StoryDeps } from '../support/shadow-story.ts';
import { startPortcullis, type TestPortcullis } from '../support/start-portcullis.ts';
import { press } from './applicant-hand.ts';
import { startChromium } from './chromium.ts';
import { deskKeys } from './reviewer-hand.ts';
import { build } from './running-server.ts';
import { look, type Looking } from './screens.ts';
import { desktop, openWindow, phone } from './watched-page.ts';

const olga: Reviewer = { id: 'olga', name: 'Olga Demo', role: 'operator' };
const lin: Reviewer = { id: 'lin', name: '林组长', role: 'lead' };
const ann: Reviewer = { id: 'ann', name: 'Ann Demo', role: 'reviewer' };
const share = goLiveLimits.maximumShare;

let portcullis: TestPortcullis;
let baseUrl: string;
let browser: Browser;
let story: StoryDeps;
const faults: string[] = [];
beforeAll(async () => {
  await build();
  portcullis = await startPortcullis({
    environment: { GO_LIVE_FALSE_ADMIT_BOUND: String(goLiveLimits.loosestFalseAdmitBound) },
    replacements: { engine: blindEngine },
  });
  baseUrl = portcullis.baseUrl.replace('127.0.0.1', 'localhost');
  const { database, clock, engine } = portcullis;
  story = storyDeps(database, clock, { engine });
  for (const person of [olga, lin, ann]) await database.reviewers.put(person);
  await refuseMany(story, goLiveLimits.fewestRefusals, ann.id);
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await portcullis.close();
});

async function atTheGate(person: Reviewer, language: Language): Promise<Looking> {
  const page = await openWindow({ browser, baseUrl, language, size: desktop, faults });
  const link = new URL(await portcullis.signInLink(person));
  await page.goto(`${baseUrl}/review?view=gate${link.hash}`);
  await page.locator('.gate-state').waitFor();
  return { page, run: 'going-live', size: desktop, otherSize: phone, language, faults };
}

/** Admitted by the machine alone, and drawn to be looked at by a person. */
async function admittedAndSampled(): Promise<ApplicationId> {
  for (;;) {
    const id = story.random.id('a') as ApplicationId;
    if (drawOf(id) >= share || !(await isSampledForAudit(story.keys, id, goLiveLimits.auditShare))) continue;
    await openConcludedCase(story, 'admit', { id });
    return id;
  }
}

/** As somebody sees it who has left the page open: it comes by itself when they look at it again. */
const lookAgain = (page: Page): Promise<void> => page.evaluate("window.dispatchEvent(new Event('focus'))");
const stateOf = async (id: ApplicationId): Promise<string | undefined> =>
  (await portcullis.database.applications.find(id))?.state;

test('proposed by one, confirmed by another, live, thrown back by an audit', async () => {
  const operator = await atTheGate(olga, 'en');
  await operator.page
    .locator('.gate-figure', { hasText: gateEn.ofRefusals(0, goLiveLimits.fewestRefusals) })
    .waitFor();
  await look(operator, '1-evidence');
  const held = await openConcludedCase(story, 'admit');
  expect(await stateOf(held)).toBe('in_review');

  await operator.page.getByLabel(gateEn.share(`${share * 100} %`)).fill(String(share * 100));
  await operator.page.getByLabel(gateEn.note).fill('the first time');
  await operator.page.getByRole('button', { name: gateEn.propose, exact: true }).click();
  await operator.page.getByText(gateEn.isMine).waitFor();
  await look(operator, '2-proposed');
  expect(await operator.page.getByRole('button', { name: gateEn.confirm, exact: true }).count()).toBe(0);

  const lead = await atTheGate(lin, 'zh-CN');
  const confirm = lead.page.getByRole('button', { name: gateZhCN.confirm, exact: true });
  expect(await confirm.isDisabled()).toBe(true);
  await lead.page.getByLabel(gateZhCN.seen).check();
  await confirm.click();
  await lead.page.locator('.gate-state', { hasText: gateZhCN.twoPeople(olga.name, lin.name) }).waitFor();
  await lookAgain(operator.page);
  await operator.page.locator('.gate-state', { hasText: gateEn.twoPeople(olga.name, lin.name) }).waitFor();

  const admitted = await admittedAndSampled();
  expect(await stateOf(admitted)).toBe('admitted');
  await lookAgain(lead.page);
  await lead.page.locator('.gate-state', { hasText: gateZhCN.admitted(1) }).waitFor();
  await lead.page.reload(); // what is to be audited is read with the page
  await lead.page.locator('.gate-audits li').waitFor();
  await look(lead, '3-live');

  await lead.page.locator('.gate-audits').getByRole('button', { name: gateZhCN.auditAnswers.refuse }).click();
  await lead.page.locator('.gate-audits input[type=checkbox]').first().check();
  await look(lead, '4-audit');
  await press(lead.page, gateZhCN.auditSend);
  await lead.page.locator('.gate-state', { hasText: gateZhCN.kinds['fell-back'] }).waitFor();
  await look(lead, '5-fallen-back');
  await lookAgain(operator.page);
  await operator.page.locator('.gate-state', { hasText: gateEn.kinds['fell-back'] }).waitFor();
  const afterwards = await openConcludedCase(story, 'admit');
  expect(await stateOf(afterwards)).toBe('in_review');
  expect(faults).toEqual([]);
});

test('a proposal is gone at one key of anybody on duty', async () => {
  const operator = await atTheGate(olga, 'en');
  await operator.page.getByRole('button', { name: gateEn.propose, exact: true }).click();
  await operator.page.getByText(gateEn.isMine).waitFor();
  const reviewer = await atTheGate(ann, 'en');
  await reviewer.page.keyboard.press(deskKeys.hold);
  await reviewer.page.getByRole('dialog').waitFor();
  await reviewer.page.getByLabel(gateEn.holdNote).fill('odd portraits');
  await reviewer.page.getByRole('dialog').getByRole('button', { name: gateEn.holdNow }).click();
  await reviewer.page.getByRole('dialog').waitFor({ state: 'detached' });
  await reviewer.page.locator('td', { hasText: 'odd portraits' }).waitFor();
  await lookAgain(operator.page);
  await operator.page.getByText(gateEn.isMine).waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});
