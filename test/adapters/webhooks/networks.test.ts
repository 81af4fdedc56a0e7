// Messages go to public addresses and to what an operator allows; everything else is refused, however it is written.
import { describe, expect, test } from 'vitest';
import { networksOf } from '../../../server/adapters/webhooks/networks.ts';

const strict = networksOf({ allowsLoopback: false, allowed: [] });

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '',
  'localhost',
  '1.2.3',
])('refuses %j', (address) => {
  expect(strict.isAllowed(address)).toBe(false);
  expect(strict.isLoopback(address)).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
  'allows %s',
  (address) => {
    expect(strict.isAllowed(address)).toBe(true);
  },
);

describe('what an operator allows', () => {
  const some = networksOf({ allowsLoopback: true, allowed: ['10.1.0.0/16', 'fd12::/32'] });

  test('is reached, and nothing beside it', () => {
    for (const address of ['10.1.2.3', 'fd12::1', '127.0.0.1', '::1'])
      expect(some.isAllowed(address)).toBe(true);
    for (const address of ['10.2.0.1', 'fd13::1', '169.254.169.254'])
      expect(some.isAllowed(address)).toBe(false);
  });

  test('is this machine only where it is', () => {
    expect(['127.0.0.1', '::1', '10.1.2.3'].map((address) => some.isLoopback(address))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each(['10.1.0.0', '10.1.0.0/33', 'fd00::/129', '10.1.0.0/8/8', 'example.com/8', '/8', '10.1.0.0/-1'])(
    'has to be a network: %s is none',
    (text) => {
      expect(() => networksOf({ allowsLoopback: false, allowed: [text] })).toThrow('is no network');
    },
  );
});
