// Every problem type and every reason code is produced by at least one test that looks at it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkReasons, reviewReasons } from '../../server/domain/reason-code.ts';
import { retryReasons } from '../../server/domain/liveness-protocol.ts';
import { problemTypes } from '../../server/domain/problem-type.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Sources of the tests in these rooms. Which words they hold their results to is read from their text. */
function sourcesIn(...rooms: readonly string[]): readonly string[] {
  return rooms.flatMap((room) =>
    readdirSync(`${root}${room}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(`${root}${room}/${name}`, 'utf8')),
  );
}

const names = (sources: readonly string[], word: string): boolean =>
  sources.some((source) => new RegExp(`['" ]${word}['" ]`).test(source));

describe('a problem type', () => {
  const sources = sourcesIn('features', 'journeys', 'http').filter((source) =>
    /expectProblem\(|expectRefused\(|expectTurnedBack\(/.test(source),
  );
  test.each(Object.keys(problemTypes))('%s is answered in a test', (type) => {
    expect(names(sources, type)).toBe(true);
  });
});

describe('a reason', () => {
  const sources = sourcesIn('features', 'journeys');
  test.each([...checkReasons])('of a check, %s, comes out of a test', (reason) => {
    expect(names(sources, reason)).toBe(true);
  });
  test.each([...reviewReasons])('of a reviewer, %s, is given in a test', (reason) => {
    expect(names(sources, reason)).toBe(true);
  });
  test.each([...retryReasons])('for doing a step again, %s, comes out of a test', (reason) => {
    expect(names(sourcesIn('journeys', 'domain'), reason)).toBe(true);
  });
});
