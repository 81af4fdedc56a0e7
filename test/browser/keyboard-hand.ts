// Goes through a page by the Tab key alone, noting where the focus could not be seen.
import type { Page } from 'playwright-core';

const mostTabs = 80;
const unseen = new WeakMap<Page, string[]>();

interface Focus {
  readonly fits: boolean;
  readonly isSeen: boolean;
  readonly what: string;
}

/** An outline on the element itself or on the label around it. Past the last element the browser itself has the focus. */
const focusNow = (selector: string): string => `(() => {
  const element = document.activeElement;
  const label = element.closest('label');
  const isOutlined = (one) => one !== null && getComputedStyle(one).outlineStyle !== 'none';
  return {
    fits: element.matches(${JSON.stringify(selector)}),
    isSeen: element === document.body || isOutlined(element) || isOutlined(label),
    what: element.outerHTML.slice(0, 80),
  };
})()`;

/** Onwards until the element has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const missed = unseen.get(page) ?? [];
  unseen.set(page, missed);
  for (let tab = 0; tab < mostTabs; tab++) {
    await page.keyboard.press('Tab');
    const { fits, isSeen, what } = await page.evaluate<Focus>(focusNow(selector));
    if (!isSeen) missed.push(what);
    if (fits) return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

export const unseenFocus = (page: Page): readonly string[] => unseen.get(page) ?? [];
