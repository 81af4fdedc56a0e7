// Executes the house's import table over the sources, and proves that it would notice an offender.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { brokenBy, hiddenExportsOf, importsOf, rules } from './import-rule.ts';

const root = new URL('../', import.meta.url);
const sources = ['server', 'models', 'web', 'verify'].flatMap((top) =>
  readdirSync(new URL(top, root), { recursive: true, encoding: 'utf8' })
    .map((path) => `${top}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && path !== 'web/vite.config.ts' && !path.endsWith('.d.ts'))
    .map((file) => ({ file, source: readFileSync(new URL(file, root), 'utf8') })),
);
const serverSources = sources.filter(({ file }) => file.startsWith('server/'));

test('nobody imports what their room may not', () => {
  const broken = sources.flatMap(({ file, source }) =>
    importsOf(file, source).flatMap((found) => brokenBy(file, found) ?? []),
  );
  expect(broken).toEqual([]);
});

test('there is no room that the table does not know, and the gate is among those read', () => {
  const rooms = readdirSync(new URL('server', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(Object.keys(rules)).toEqual(expect.arrayContaining(rooms));
  expect(sources.map(({ file }) => file)).toContain('server/gate/gate.ts');
});

test('the server has no barrel and no default export', () => {
  expect(serverSources.flatMap(({ file, source }) => hiddenExportsOf(file, source))).toEqual([]);
});

test('only the gate says that something is an admission', () => {
  const sayers = serverSources.filter(({ source }) =>
    /\bas (unknown as )?Admission\b|<Admission>/.test(source),
  );
  expect(sayers.map(({ file }) => file)).toEqual(['server/gate/gate.ts']);
});

describe('the import table', () => {
  test.each([
    ['server/domain/check.ts', '../ports/clock.ts'],
    ['server/domain/check.ts', 'node:crypto'],
    ['server/domain/check.ts', 'zod'],
    ['server/gate/gate.ts', '../ports/clock.ts'],
    ['server/gate/gate.ts', '../adapters/database/stores.ts'],
    ['server/gate/gate.ts', 'canonicalize'],
    ['server/contract/review.ts', '../gate/reasons.ts'],
    ['server/ports/clock.ts', '../gate/mode.ts'],
    ['server/ports/clock.ts', 'pg'],
    ['server/http/route.ts', '../features/review/routes.ts'],
    ['server/http/route.ts', '../gate/gate.ts'],
    ['server/http/route.ts', '../config.ts'],
    ['server/http/route.ts', 'pg'],
    ['server/features/review/decide-case.ts', '../../http/route.ts'],
    ['server/features/review/decide-case.ts', '../application/view-application.ts'],
    ['server/features/review/decide-case.ts', '../../adapters/database/stores.ts'],
    ['server/features/review/decide-case.ts', '../../compose.ts'],
    ['server/features/review/routes.ts', 'express'],
    ['server/features/review/routes.ts', 'sharp'],
    ['server/features/evidence/add-photo.ts', '../../gate/policy.ts'],
    ['server/features/evidence/routes.ts', '../../gate/policy.ts'],
    ['server/adapters/jobs/pg-boss.ts', '../database/stores.ts'],
    ['server/adapters/jobs/pg-boss.ts', '../wire/ask-once.ts'],
    ['server/adapters/wire/ask-once.ts', '../government-records/retry.ts'],
    ['server/adapters/business-registry/signed-http.ts', '../government-records/retry.ts'],
    ['server/adapters/jobs/pg-boss.ts', '../../gate/gate.ts'],
    ['server/adapters/jobs/pg-boss.ts', '../../contract/review.ts'],
    ['server/adapters/jobs/pg-boss.ts', '../../config.ts'],
    ['server/app.ts', './adapters/database/stores.ts'],
    ['server/main.ts', './adapters/database/embedded.ts'],
    ['server/cli/portcullis.ts', '../adapters/database/embedded.ts'],
    ['server/features/audit/export-trail.ts', '../../../verify/audit-verify.mjs'],
    ['verify/audit-verify.mjs', '../server/domain/canonical-json.ts'],
    ['verify/audit-verify.mjs', 'canonicalize'],
    ['server/domain/check.ts', '../../web/shared/api.ts'],
    ['server/domain/check.ts', '../../test/support/clock.ts'],
    ['server/utils/strings.ts', '../domain/check.ts'],
    ['web/shared/api.ts', '../../server/contract/review.ts'],
    ['web/shared/api.ts', 'zod'],
    ['web/shared/api.ts', 'node:path'],
  ])('%s may not import %s', (file, specifier) => {
    expect(brokenBy(file, { specifier, isTypeOnly: false })).not.toBeNull();
  });

  test.each([
    ['web/shared/api.ts', '../../server/gate/gate.ts'],
    ['web/shared/api.ts', '../../server/features/review/routes.ts'],
    ['server/domain/check.ts', '../gate/gate.ts'],
    ['server/features/review/routes.ts', 'pg'],
  ])('%s may not even import types of %s', (file, specifier) => {
    expect(brokenBy(file, { specifier, isTypeOnly: true })).not.toBeNull();
  });

  test.each([
    ['server/features/review/routes.ts', '../../http/route.ts', false],
    ['server/features/review/routes.ts', './decide-case.ts', false],
    ['server/features/review/routes.ts', 'express', true],
    ['server/features/verification/conclude-verification.ts', '../../gate/gate.ts', false],
    ['server/adapters/face-engine/thread.ts', './nets.ts', false],
    ['server/adapters/business-registry/signed-http.ts', '../wire/signed-question.ts', false],
    ['server/adapters/government-records/stand-in/tencent.ts', '../../wire/stand-in-server.ts', false],
    ['server/compose.ts', './adapters/database/stores.ts', false],
    ['server/cli/audit.ts', '../../verify/audit-verify.mjs', false],
    ['web/shared/api.ts', '../../server/contract/review.ts', true],
  ])('%s may import %s', (file, specifier, isTypeOnly) => {
    expect(brokenBy(file, { specifier, isTypeOnly })).toBeNull();
  });

  test('sees every way of importing, and which are types only', () => {
    const source = `
      import a from 'a';
      import { type B } from 'b';
      import type { C } from 'c';
      import 'd';
      export { e } from 'e';
      export type { F } from 'f';
      const g = await import('g');
      type H = import('h').H;
      const i = require('i');
      // import j from 'j';
      const text = "import k from 'k'";
    `;
    expect(
      importsOf('server/x.ts', source).map((one) => one.specifier + (one.isTypeOnly ? ' type' : '')),
    ).toEqual(['a', 'b', 'c type', 'd', 'e', 'f type', 'g', 'h type', 'i']);
  });

  test.each([
    ['server/x.ts', 'export default 1;'],
    ['server/x.ts', 'export default function run() {}'],
    ['server/x.ts', 'const x = 1; export { x as default };'],
    ['server/x.ts', "export * from './y.ts';"],
    ['server/x.ts', "export * as y from './y.ts';"],
    ['server/x/index.ts', "export { y } from './y.ts';"],
  ])('notices in %s: %s', (file, source) => {
    expect(hiddenExportsOf(file, source)).toHaveLength(1);
  });
});
