// At the sandbox registry office: has a made-up person issued, takes the pictures of the card along.
import type { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { sandboxEn } from '../../web/shared/strings/sandbox.en.ts';
import { sandboxZhCN } from '../../web/shared/strings/sandbox.zh-CN.ts';
import type { Language } from '../../server/domain/application.ts';

export const officeWords = { en: sandboxEn, 'zh-CN': sandboxZhCN };

export interface Person {
  readonly name: string;
  readonly citizenId: string;
  readonly front: Buffer; // PNG
  readonly back: Buffer;
}

async function downloaded(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFile(await download.path());
}

export async function choosePortrait(page: Page, portraitJpeg: Buffer): Promise<void> {
  await page
    .locator('#portrait-file')
    .setInputFiles({ name: 'portrait.jpg', mimeType: 'image/jpeg', buffer: portraitJpeg });
}

/** The form is on the screen with a portrait in it. */
export async function issue(page: Page, language: Language): Promise<Person> {
  const words = officeWords[language];
  await page.getByRole('button', { name: words.form.issue, exact: true }).click();
  await page.getByRole('heading', { name: words.issued.title, exact: true }).waitFor();
  const [name = '', citizenId = ''] = await page.locator('.issued-facts strong').allTextContents();
  return {
    name,
    citizenId,
    front: await downloaded(page, words.issued.downloadFront),
    back: await downloaded(page, words.issued.downloadBack),
  };
}
