// Writes down what a page says of the pictures that it sends; the browser does not show a test the forms themselves.
import type { Page } from 'playwright-core';
import type { FramesMeta } from '../../server/contract/liveness.ts';

/** Before the page is opened. Resolves with everything said so far, in order, tries that were lost included. */
export async function watchFrames(page: Page): Promise<() => Promise<readonly FramesMeta[]>> {
  await page.addInitScript({
    content: `(() => {
      const send = window.fetch;
      window.sentMetas = [];
      window.fetch = (path, init) => {
        const meta = init?.body instanceof FormData ? init.body.get('meta') : null;
        if (meta !== null) window.sentMetas.push(meta);
        return send(path, init);
      };
    })();`,
  });
  return async () =>
    (await page.evaluate<string[]>('window.sentMetas')).map((meta) => JSON.parse(meta) as FramesMeta);
}
