// Looks at a screen as a tester would: pictures of it at each width, in both languages, light and dark; axe; nothing cut off.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { Language } from '../../server/domain/application.ts';
import type { Size } from './watched-page.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = fileURLToPath(new URL('../../test-output/screens/', import.meta.url));

export interface Looking {
  readonly page: Page;
  readonly run: string; // names the pictures
  readonly size: Size;
  readonly language: Language;
  readonly otherSize: Size;
  readonly faults: string[];
}

/** Colours on their way from one scheme to the other have no contrast to be judged. */
const settled = `Promise.all(document.getAnimations().filter((one) =>
  one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished.catch(() => null)))`;

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(settled);
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

/** Words or boxes that stick out sideways. */
async function noteWidth({ page, faults }: Looking, name: string): Promise<void> {
  const [needed, available] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  if (needed > available) faults.push(`${name}: ${needed} px wide in ${available} px`);
}

async function picture(looking: Pick<Looking, 'page' | 'run'>, name: string): Promise<void> {
  const path = join(folder, looking.run, `${name}.png`);
  mkdirSync(join(folder, looking.run), { recursive: true });
  await looking.page.screenshot({ path, fullPage: true });
}

export async function switchLanguage(page: Page, language: Language): Promise<void> {
  await page.locator(`.language-switch button[lang="${language}"]`).click();
  await page.locator(`html[lang="${language}"]`).waitFor(); // only then is it remembered for the next page
}

let failures = 0;

/** What a test that failed left on the screen, and what was noted until then. */
export async function lastLook(looking: Pick<Looking, 'page' | 'run' | 'faults'>): Promise<void> {
  const { page, run, faults } = looking;
  if (page.isClosed()) return;
  const name = `failed-${++failures}`;
  const words = await page.locator('body').innerText();
  console.error([`${run}/${name}: ${page.url()}`, words, ...faults].join('\n'));
  await picture(looking, name);
}

/** A screen that will not wait: one picture and axe. */
export async function glance(looking: Looking, name: string): Promise<void> {
  await picture(looking, name);
  for (const violation of await findViolations(looking.page)) looking.faults.push(`${name}: ${violation}`);
}

/** A screen that stays as it is; leaves it in the language, size and colours it came in. A dialog keeps its language. */
export async function look(
  looking: Looking,
  name: string,
  kind: 'screen' | 'dialog' = 'screen',
): Promise<void> {
  const { page, size, language, otherSize, faults } = looking;
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await findViolations(page);
    for (const violation of violations) faults.push(`${name}, ${colorScheme}: ${violation}`);
    await picture(looking, colorScheme === 'dark' ? `${name}-dark` : name);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const shown of [size, otherSize]) {
    await page.setViewportSize(shown);
    for (const spoken of kind === 'dialog' ? [language] : [language, other]) {
      if (kind === 'screen') await switchLanguage(page, spoken);
      await noteWidth(looking, `${name}, ${spoken}, ${shown.width} px`);
      if (shown !== size || spoken !== language) await picture(looking, `${name}-${spoken}-${shown.width}`);
    }
  }
  await page.setViewportSize(size);
  if (kind === 'screen') await switchLanguage(page, language);
}
