// That a sensitive value does not print itself.

import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Sensitive } from '../../server/domain/sensitive.ts';

const secret = 'a-name-nobody-should-see';
const value = new Sensitive({ name: secret });

describe('a sensitive value', () => {
  test('is given to whoever asks for it by name', () => {
    expect(value.reveal()).toEqual({ name: secret });
  });

  test.each([
    ['text', String(value)],
    ['joining', [value].join()],
    ['JSON', JSON.stringify({ value })],
    ['inspect', inspect({ value }, { showHidden: true, depth: 10 })],
    ['console formatting', format('%s %o %j', value, value, value)],
    ['an error with a cause', inspect(new Error('broken', { cause: value }))],
    ['a copy of its properties', JSON.stringify(Object.assign({}, value))],
    ['its keys', Object.getOwnPropertyNames(value).join()],
    ['a structured clone', inspect(structuredClone({ value }))],
  ])('does not appear in %s', (_where, printed) => {
    expect(printed).not.toContain(secret);
  });

  test('says that something was left out', () => {
    expect(JSON.stringify({ value })).toBe('{"value":"[redacted]"}');
    expect(inspect({ value })).toBe('{ value: [redacted] }');
  });
});
