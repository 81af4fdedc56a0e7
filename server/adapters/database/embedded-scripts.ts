// Finds the scripts that run in a thread or process of their own, built or as TypeScript sources.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const fromSources = import.meta.url.endsWith('.ts');

/** tsx's ES module; `require.resolve` alone would find its CommonJS twin, which doesn't work for this. */
function tsx(file: string): string {
  const manifest = createRequire(import.meta.url).resolve('tsx/package.json');
  return new URL(file, pathToFileURL(manifest)).href;
}

export function scriptUrl(name: string): URL {
  return new URL(`./${name}.${fromSources ? 'ts' : 'js'}`, import.meta.url);
}

/** A thread of Node 20 ignores `--import tsx`: tsx has to be registered by its own hand. */
export function threadArguments(): string[] {
  if (!fromSources) return [];
  const register = `import { register } from ${JSON.stringify(tsx('dist/esm/api/index.mjs'))}; register();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
}

export function processArguments(): string[] {
  return fromSources ? ['--import', tsx('dist/loader.mjs')] : [];
}
