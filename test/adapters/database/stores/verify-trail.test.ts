// The verifier finds whatever was done to a trail.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beforeTheFirst, hashAuditEntry } from '../../../../server/adapters/database/audit-hash.ts';
import { verifyTrail } from '../../../../server/adapters/database/verify-trail.ts';
import type { AuditEvent } from '../../../../server/domain/audit-event.ts';
import type { AuditEntry } from '../../../../server/ports/audit-trail.ts';
import { newApplicationId, newSha256 } from './stories.ts';

const event: fc.Arbitrary<AuditEvent> = fc
  .record({
    applicationId: fc.constantFrom(newApplicationId(), newApplicationId(), null),
    minute: fc.nat(1_000_000),
    answer: fc.string({ unit: 'grapheme' }),
    isSystem: fc.boolean(),
  })
  .map(({ applicationId, minute, answer, isSystem }) => ({
    type: 'government-record.asked',
    applicationId,
    actor: isSystem ? { kind: 'system' } : { kind: 'reviewer', reviewerId: 'r_ann' },
    at: new Date(Date.UTC(2026, 0, 1) + minute * 60_000),
    data: { round: 1, provider: 'sandbox', answer },
  }));

function chain(events: readonly AuditEvent[]): AuditEntry[] {
  let previousHash: string = beforeTheFirst.hash;
  return events.map((made, index) => {
    const entry = { ...made, seq: index + 1, previousHash };
    previousHash = hashAuditEntry(previousHash, entry);
    return { ...entry, hash: previousHash };
  });
}

const trail = fc.array(event, { minLength: 1, maxLength: 12 }).map(chain);
const trailAndPlaces = trail.chain((entries) =>
  fc.record({
    entries: fc.constant(entries),
    one: fc.nat(entries.length - 1),
    other: fc.nat(entries.length - 1),
  }),
);

function headOf(entries: readonly AuditEntry[]) {
  const last = entries.at(-1) ?? beforeTheFirst;
  return { seq: last.seq, hash: last.hash };
}

const edits: Record<string, (entry: AuditEntry) => AuditEntry> = {
  seq: (entry) => ({ ...entry, seq: entry.seq + 1 }),
  applicationId: (entry) => ({ ...entry, applicationId: newApplicationId() }),
  type: (entry) => ({ ...entry, type: 'case.viewed', data: entry.data as Record<string, never> }),
  actor: (entry) => ({ ...entry, actor: { kind: 'reviewer', reviewerId: 'r_bo' } }),
  at: (entry) => ({ ...entry, at: new Date(entry.at.getTime() + 1) }),
  data: (entry) => ({ ...entry, data: { reason: 'edited' + JSON.stringify(entry.data) } }) as AuditEntry,
  'one more member of data': (entry) => ({ ...entry, data: { ...entry.data, more: 1 } as never }),
  previousHash: (entry) => ({ ...entry, previousHash: newSha256() }),
  hash: (entry) => ({ ...entry, hash: newSha256() }),
};

describe('the verifier', () => {
  test('passes a whole trail, in one go or page by page', () => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one }) => {
        const head = headOf(entries);
        expect(verifyTrail(entries, { expectedHead: head })).toEqual({ whole: true, head });
        const first = verifyTrail(entries.slice(0, one));
        const from = first.whole ? first.head : beforeTheFirst;
        expect(verifyTrail(entries.slice(one), { from })).toEqual({ whole: true, head });
      }),
    );
  });

  test('passes a trail that has not begun', () => {
    expect(verifyTrail([], { expectedHead: beforeTheFirst })).toEqual({ whole: true, head: beforeTheFirst });
  });

  test.each(Object.keys(edits))('finds an edited %s', (field) => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one }) => {
        const edited = entries.map((entry, at) => (at === one ? (edits[field]?.(entry) ?? entry) : entry));
        expect(verifyTrail(edited).whole).toBe(false);
      }),
    );
  });

  test('finds an edit whose own hash was made to fit, unless it is the last entry', () => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one }) => {
        const forged = entries.map((entry, at) => {
          if (at !== one) return entry;
          const changed = { ...entry, at: new Date(entry.at.getTime() + 1) };
          return { ...changed, hash: hashAuditEntry(changed.previousHash, changed) };
        });
        expect(verifyTrail(forged, { expectedHead: headOf(entries) }).whole).toBe(false);
      }),
    );
  });

  test('finds a dropped entry; at the end, by the head known from elsewhere', () => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one }) => {
        const dropped = entries.filter((_, at) => at !== one);
        expect(verifyTrail(dropped, { expectedHead: headOf(entries) }).whole).toBe(false);
        if (one < entries.length - 1) expect(verifyTrail(dropped).whole).toBe(false);
      }),
    );
  });

  test('finds an entry that is there twice', () => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one }) => {
        const twice = [...entries.slice(0, one + 1), ...entries.slice(one)];
        expect(verifyTrail(twice).whole).toBe(false);
      }),
    );
  });

  test('finds entries in another order', () => {
    fc.assert(
      fc.property(trailAndPlaces, ({ entries, one, other }) => {
        fc.pre(one !== other);
        const from = (at: number) => (at === one ? other : at === other ? one : at);
        const swapped = entries.flatMap((_, at) => entries[from(at)] ?? []);
        expect(verifyTrail(swapped).whole).toBe(false);
      }),
    );
  });
});
