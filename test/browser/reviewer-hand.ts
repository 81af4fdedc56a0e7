// At the review desk: signs in, opens a case, looks at its pictures, decides.
import type { Page } from 'playwright-core';
import type { Language } from '../../server/domain/application.ts';
import type { Decision } from '../../server/domain/review-case.ts';
import { deskEn } from '../../web/shared/strings/desk.en.ts';
import { deskZhCN } from '../../web/shared/strings/desk.zh-CN.ts';
import { press } from './applicant-hand.ts';

/** As they stand in the desk's own table of keys. */
export const deskKeys = {
  approve: 'a',
  claim: 'c',
  hold: 'h',
  next: 'n',
  reveal: 'v',
  settle: 's',
  undo: 'z',
} as const;

export const deskWords = { en: deskEn, 'zh-CN': deskZhCN };

export async function signIn(page: Page, link: string, language: Language): Promise<void> {
  await page.goto(link);
  await page.getByRole('heading', { name: deskWords[language].queue.title, exact: true }).waitFor();
}

/** By its row in the queue; the desk asks for the queue anew when the reviewer comes back to it. */
export async function openCase(page: Page, applicationId: string): Promise<void> {
  const shortId = applicationId.replace(/^a_/u, '').slice(0, 4).toUpperCase();
  await page.reload();
  await page.locator('.queue .row', { hasText: shortId }).click();
  await page.locator('.case-head').waitFor();
}

interface Image {
  readonly naturalWidth: number; // px
}

/** Width of the picture shown in each of the three boxes, px; 0 where there is none yet. */
export async function picturesShown(page: Page): Promise<number[]> {
  const boxes = ['document', 'live', 'record'];
  const shown = boxes.map((name) => page.locator(`.photo-box-${name} img:not([hidden])`));
  return Promise.all(
    shown.map(async (image) => {
      if ((await image.count()) === 0) return 0;
      return image.evaluate((element) => {
        const { naturalWidth } = element as unknown as Image;
        return naturalWidth;
      });
    }),
  );
}

export interface Choice {
  readonly decision: Decision;
  readonly reason: string;
  readonly items?: readonly string[];
  readonly message?: string;
}

/** Opens the drawer and fills it in; `confirm` sends it. */
export async function write(page: Page, language: Language, choice: Choice): Promise<void> {
  const words = deskWords[language];
  await page.locator('.decide-bar').getByRole('button', { name: words.decisions[choice.decision] }).click();
  const drawer = page.getByRole('dialog', { name: words.decide.titles[choice.decision] });
  await drawer.getByLabel(choice.reason).check();
  for (const item of choice.items ?? []) await drawer.getByLabel(item).check();
  await drawer.getByLabel(words.decide.message).fill(choice.message ?? '');
}

/** Sends it, and lets it count at once. */
export async function confirm(page: Page, language: Language, decision: Decision): Promise<void> {
  const words = deskWords[language];
  await press(page, words.decide.submit[decision]);
  await page.getByText(words.undo.title(words.decisions[decision])).waitFor();
  await page.keyboard.press(deskKeys.settle);
  await page.getByText(words.sealed.recorded).waitFor();
}
