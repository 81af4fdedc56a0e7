// What the security checklist names is there, each line once, and its sum is right.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');
const lines = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| ([^|]+)\| ([^|]+)\| ([^|]+)\|$/gm)].map(
  ([, number = '', asks = '', standing = '', where = '']) => ({
    number,
    asks: asks.trim(),
    standing: standing.trim(),
    where: where.trim(),
  }),
);
const standings = ['met', 'in part', 'operator', 'n/a', '**not met**'] as const;

test('each line has its number once, a standing that is known, and a reason', () => {
  expect(lines.length).toBeGreaterThan(200);
  expect(new Set(lines.map(({ number }) => number)).size).toBe(lines.length);
  for (const { number, standing, where } of lines) {
    expect(standings, number).toContain(standing);
    expect(where.length, number).toBeGreaterThan(3);
  }
});

test('each file that is named is there', () => {
  const files = [...text.matchAll(/`((?:test|server|docs)\/[^`*]+)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test('the sum is that of the lines', () => {
  const count = (standing: (typeof standings)[number]): number =>
    lines.filter((line) => line.standing === standing).length;
  const [met, part, operator, none, not] = standings.map(count);
  expect(text).toContain(
    `Of ${lines.length} lines ${met} are met, ${part} in part, ${operator} are the operator’s, ` +
      `${none} have nothing to be about, and ${not} are not met.`,
  );
});
