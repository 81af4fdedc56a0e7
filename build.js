// Builds the server (tsc) and the web pages (Vite) into dist/ when their sources are newer than the last build.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, 'dist/built');
const sources = [
  'server',
  'web',
  'models',
  'verify',
  'docs/problems',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** Newest modification time below a path, in ms; 0 when there is nothing. */
function newestMs(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function run(script, args) {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** Leaves dist/ up to date. Only a checkout has sources to be newer; a shipped build is used as it is. */
export async function ensureBuilt({ force }) {
  const newest = Math.max(...sources.map((path) => newestMs(join(root, path))));
  if (!force && existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  console.error('portcullis: building the server and the pages (about half a minute, once)');
  // built aside and put in place at the end: a server that runs from dist, or a second build, is not disturbed
  const next = join(root, `dist.${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  run('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', next]);
  const migrations = 'server/adapters/database/migrations';
  cpSync(join(root, migrations), join(next, migrations), { recursive: true });
  cpSync(join(root, 'models/manifest.json'), join(next, 'models/manifest.json'));
  cpSync(join(root, 'verify'), join(next, 'verify'), { recursive: true });
  const pages = ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];
  run('vite/bin/vite.js', [...pages, '--outDir', join(next, 'web'), '--emptyOutDir']);
  writeFileSync(join(next, 'built'), new Date().toISOString());
  const dist = join(root, 'dist');
  const old = `${next}.old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, { recursive: true, force: true });
}
