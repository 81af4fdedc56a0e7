// One text for one value, the same as other programs make of it.
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../server/domain/canonical-json.ts';

test('says the same as another implementation of RFC 8785, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(value as Json)).toBe(canonicalize(value));
    }),
    { numRuns: 2000 },
  );
});

test('sorts keys by their units, leaves out what is undefined, and writes numbers as JavaScript does', () => {
  const value = { '\u20ac': 1, '1': [true, null], b: undefined, a: { z: 1e21, y: -0, x: '"\n' } };
  expect(canonicalJson(value)).toBe('{"1":[true,null],"a":{"x":"\\"\\n","y":0,"z":1e+21},"€":1}');
});

test('is the same for an object however it was built', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(turned as Json)).toBe(canonicalJson(object as Json));
    }),
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (number) => {
  expect(() => canonicalJson({ number })).toThrow(RangeError);
});
