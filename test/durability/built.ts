// Before the first test: dist/ is up to date, so that a test starts the very program that is shipped.
import { fileURLToPath, pathToFileURL } from 'node:url';

const script = pathToFileURL(fileURLToPath(new URL('../../build.js', import.meta.url))).href;

export async function setup(): Promise<void> {
  const { ensureBuilt } = (await import(script)) as {
    ensureBuilt: (options: { force: boolean }) => Promise<void>;
  };
  await ensureBuilt({ force: false });
}
