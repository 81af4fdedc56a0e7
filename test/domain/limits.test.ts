// Limits are kind to people: there is always another try, and always time for it.
import { expect, test } from 'vitest';
import * as limits from '../../server/domain/limits.ts';

const hourMs = 3_600_000;

test('nobody runs out after one bad day', () => {
  expect(limits.attempts.liveness).toBeGreaterThanOrEqual(3);
  expect(limits.attempts.resubmissions).toBeGreaterThanOrEqual(3);
  // every photo of a business, several times over
  expect(limits.attempts.photosPerHour).toBeGreaterThanOrEqual(15);
});

test('a link that continues an application lives as long as the application may lie', () => {
  expect(limits.resumeLinkLifetimeMs).toBe(limits.draftLifetimeMs);
});

test('reading a hard case is work: nobody is off shift while their claim runs', () => {
  expect(limits.shiftIdleMs).toBeGreaterThanOrEqual(limits.claimLifetimeMs);
});

test('a claim ends within a reviewer’s session, a session within a day', () => {
  expect(limits.claimLifetimeMs).toBeLessThan(limits.reviewerSessionLifetimeMs);
  expect(limits.reviewerSessionLifetimeMs).toBeLessThan(24 * hourMs);
});
