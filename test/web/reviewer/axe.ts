// What axe finds in the page as it is; colours need a real browser, so they are left to the tests with one.
import axe from 'axe-core';

/** Each as `rule target`. Empty: nothing found. */
export async function axeViolations(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} ${node.target.join(' ')}`));
}
