// What an applicant does on each screen of the page, by what the screen says.
import type { Page } from 'playwright-core';
import type { Language } from '../../server/domain/application.ts';
import type { ConsentItem } from '../../server/domain/consent.ts';
import { en } from '../../web/shared/strings/en.ts';
import { zhCN, type StepName, type Strings } from '../../web/shared/strings/zh-CN.ts';

export const applicantWords: Record<Language, Strings> = { en, 'zh-CN': zhCN };

/** What each step's heading says. */
export function headingOf(words: Strings, step: StepName): string {
  switch (step) {
    case 'id-front':
    case 'id-back':
    case 'business-licence':
      return words.photos[step].title;
    case 'declaration':
    case 'submit':
      return words[step].title;
    case 'liveness':
      return words.capture.title;
    case 'consent':
      return words.steps.consent;
  }
}

export async function arriveAt(page: Page, words: Strings, step: StepName): Promise<void> {
  await page.getByRole('heading', { level: 1, name: headingOf(words, step), exact: true }).waitFor();
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

export async function answerConsents(
  page: Page,
  words: Strings,
  refused: readonly ConsentItem[] = [],
): Promise<void> {
  const items: readonly ConsentItem[] = ['id-document', 'face', 'government-query', 'retention'];
  for (const item of items) {
    const answer = refused.includes(item) ? 'refused' : 'granted';
    await page.locator(`input[name="consent-${item}"][value="${answer}"]`).check();
  }
  await press(page, words.consent.goOn);
}

export async function fillDeclaration(
  page: Page,
  words: Strings,
  person: { name: string; citizenId: string },
): Promise<void> {
  const { labels } = words.declaration;
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await page.getByLabel(words.subjectKinds.individual.name).check();
  await fill(labels['/legalName'], person.name);
  await fill(labels['/citizenId'], person.citizenId);
  await fill(labels['/shop/name'], '木偶小店');
  await page.getByLabel(labels['/shop/categories']).fill('茶叶, teapots');
  await fill(labels['/contact/phone'], '+86 10 5555 0100');
}

export async function chooseFile(page: Page, png: Buffer): Promise<void> {
  await page
    .locator('main input[type="file"]')
    .setInputFiles({ name: 'card.png', mimeType: 'image/png', buffer: png });
}

/** Chooses a picture, sees it, sends it. */
export async function addPhoto(page: Page, words: Strings, png: Buffer): Promise<void> {
  await chooseFile(page, png);
  await press(page, words.photo.send);
}

/** The link that continues on another device, as it stands on the page. */
export async function readResumeLink(page: Page, words: Strings): Promise<string> {
  await page.getByText(words.status.resumeTitle, { exact: true }).click();
  return page.getByLabel(words.status.resumeLinkLabel, { exact: true }).inputValue();
}
