// What the provider's claims make of a person, and what a browser says about itself.
import { describe, expect, test } from 'vitest';
import { browserLabel } from '../../server/domain/browser-label.ts';
import { roleOf, valuesAt } from '../../server/domain/reviewer-role.ts';

const meaning = { reviewer: 'desk-r', lead: 'desk-l', operator: 'desk-o' };

describe('a role', () => {
  test('is none without a value that stands for one, however near it comes', () => {
    for (const values of [[], ['accounting'], ['DESK-R'], ['desk-'], ['desk-r '], ['operator']])
      expect(roleOf(values, meaning)).toBeNull();
  });

  test('is the one that comes first of several', () => {
    expect(roleOf(['desk-r'], meaning)).toBe('reviewer');
    expect(roleOf(['desk-r', 'desk-l'], meaning)).toBe('lead');
    expect(roleOf(['desk-r', 'desk-o', 'desk-l'], meaning)).toBe('operator');
  });
});

describe('the values of a claim', () => {
  test('are found by its name, by a path, and by a name with dots in it', () => {
    expect(valuesAt({ roles: ['a', 'b'] }, 'roles')).toEqual(['a', 'b']);
    expect(valuesAt({ role: 'a' }, 'role')).toEqual(['a']);
    expect(valuesAt({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
    expect(valuesAt({ 'https://x.example/roles': ['a'] }, 'https://x.example/roles')).toEqual(['a']);
  });

  test('are none where there is nothing, or something else than texts', () => {
    const claims = { n: 1, o: { a: 'x' }, mixed: ['a', 1, null, { b: 'c' }] };
    for (const path of [
      'missing',
      'n',
      'o',
      'o.missing',
      'n.a',
      '',
      'constructor',
      'o.constructor.name',
      '__proto__',
    ])
      expect(valuesAt(claims, path)).toEqual([]);
    expect(valuesAt(claims, 'mixed')).toEqual(['a']);
  });
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge · Windows',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Chrome · Linux',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Version/18 Safari/604.1',
    'Safari · iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140.0 Mobile Safari/537.36', 'Chrome · Android'],
  ['curl/8.5.0', null],
  [undefined, null],
])('the browser of %s is called %s', (userAgent, label) => {
  expect(browserLabel(userAgent)).toBe(label);
});
