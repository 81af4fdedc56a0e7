// `portcullis sandbox list` names the numbers that produce every outcome.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listSandbox } from '../../server/cli/sandbox-list.ts';
import { sandboxNumbers } from '../../server/compose-tools.ts';

test('lists each number and code with its outcome', () => {
  const lines: string[] = [];
  listSandbox((line) => lines.push(line));
  for (const { citizenId, outcome } of sandboxNumbers.citizens)
    expect(lines.filter((line) => line.includes(citizenId) && line.includes(outcome))).toHaveLength(1);
  for (const { code, outcome } of sandboxNumbers.businesses)
    expect(lines.filter((line) => line.includes(code) && line.includes(outcome))).toHaveLength(1);
});

test('covers every kind of answer that a record can give', () => {
  const outcomes = sandboxNumbers.citizens.map(({ outcome }) => outcome);
  expect(new Set(outcomes).size).toBe(outcomes.length);
  expect(outcomes).toEqual(
    expect.arrayContaining([
      'match',
      'mismatch',
      'not-found',
      'portrait-differs',
      'portrait-missing',
      'unreachable',
      'rate-limited',
      'slow',
    ]),
  );
});

test('is printed by the command', () => {
  const command = fileURLToPath(new URL('../../server/cli/portcullis.ts', import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', command, 'sandbox', 'list'], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  for (const { citizenId } of sandboxNumbers.citizens) expect(stdout).toContain(citizenId);
});

test('a faulty configuration ends the command with the code for that, before anything is opened', () => {
  const command = fileURLToPath(new URL('../../server/cli/portcullis.ts', import.meta.url));
  const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', command, 'serve'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: 'x' },
  });
  expect(status).toBe(78);
  for (const name of ['PORT', 'GOVERNMENT_RECORDS', 'DEMO_REVIEWERS']) expect(stderr).toContain(name);
});
