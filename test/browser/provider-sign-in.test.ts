// A reviewer signs in at a real identity provider in a real browser, looks at their account, and signs out everywhere.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deskEn as en } from '../../web/shared/strings/desk.en.ts';
import { openProviderDesk, type ProviderDesk } from '../support/provider-desk.ts';
import { startChromium } from './chromium.ts';
import { look, type Looking } from './screens.ts';

let desk: ProviderDesk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openProviderDesk(), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const desktop = { width: 1280, height: 800 };
const narrow = { width: 1024, height: 768 };

/** Somebody with a browser of their own, and everything that it complained about. */
async function somebody(): Promise<{ page: Page; complaints: string[]; looking: Looking }> {
  const context = await browser.newContext({ viewport: desktop, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // the provider's pages are its own; ours ask who is signed in, and are told: nobody
    const isOurs = message.location().url.startsWith(desk.url);
    if (message.type() === 'error' && isOurs && !message.text().includes('401'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const looking = {
    page,
    run: 'accounts',
    size: desktop,
    otherSize: narrow,
    language: 'en' as const,
    faults: complaints,
  };
  return { page, complaints, looking };
}

async function signInAs(page: Page, account: string): Promise<void> {
  await page.getByRole('link', { name: en.signIn.withProvider('Example ID') }).click();
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('an operator signs in through the provider’s page, sees the account page, and signs out at both', async () => {
  const { page, complaints, looking } = await somebody();
  await page.goto(`${desk.url}/review?view=account`);
  await look(looking, 'sign-in');
  await signInAs(page, 'chen.jie');
  await page.getByRole('heading', { name: en.account.title, exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?view=account');
  await page.getByText(en.account.thisOne).first().waitFor();
  await page.getByRole('heading', { name: en.account.people }).waitFor();
  await look(looking, 'account');

  await page.getByRole('button', { name: en.signOut }).click();
  await page.getByRole('link', { name: en.signIn.signOutAtProvider('Example ID') }).click();
  await page.getByRole('button', { name: /yes/i }).click();
  await page.waitForURL(`${desk.url}/review`);
  await page.getByRole('link', { name: en.signIn.withProvider('Example ID') }).click();
  await page.getByLabel('Account').waitFor(); // the provider knows nobody any more
  expect(complaints).toEqual([]);
});

test('somebody without a role reads whom to ask, and can use another account', async () => {
  const { page, complaints, looking } = await somebody();
  await page.goto(`${desk.url}/review`);
  await signInAs(page, 'zhao.min');
  await page.getByText(en.problems['no-reviewer-role'].next).waitFor();
  expect(page.url()).toBe(`${desk.url}/review`);
  await look(looking, 'no-role');
  await page.getByRole('link', { name: en.signIn.otherAccount }).click();
  await page.getByLabel('Account').fill('li.wei');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Li Wei').waitFor();
  expect(complaints).toEqual([]);
});
