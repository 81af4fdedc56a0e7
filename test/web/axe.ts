// What axe finds wrong with the page as it is now; jsdom has no colours and no sizes, which the browser tests look at.
import axe from 'axe-core';

export async function violations(): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };
  const found = await axe.run(document.body, { rules });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
