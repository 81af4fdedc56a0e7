// Where the gate stands after its history: only a fitting answer by somebody else makes it live, and time ends it.
import { describe, expect, test } from 'vitest';
import type { GateChange } from '../../server/domain/gate-change.ts';
import { beforeTheFirst, canHold, dueByTime, standingAfter } from '../../server/gate/standing.ts';
import { machine, now } from './modes.ts';

const expiresAt = new Date(now.getTime() + 3_600_000);
const evidenceSha256 = 'a'.repeat(64);
const terms = { share: 0.5, expiresAt, evidenceSha256 };

const proposed: GateChange & { kind: 'proposed' } = {
  kind: 'proposed',
  seq: 1,
  by: 'cem',
  note: '',
  at: now,
  ...terms,
  ...machine,
};
const confirmed: GateChange & { kind: 'confirmed' } = {
  kind: 'confirmed',
  seq: 2,
  by: 'bea',
  proposal: 1,
  at: now,
  ...terms,
};
const heldBy = (by: string): GateChange => ({ kind: 'held', seq: 3, by, note: '', at: now });
const refused: GateChange = { kind: 'refused', seq: 2, by: 'bea', proposal: 1, note: '', at: now };
const expired: GateChange = { kind: 'expired', seq: 3, at: now };
const fellBack: GateChange = { kind: 'fell-back', seq: 3, reasons: [], at: now };

test('two people’s leave makes it live on what was proposed', () => {
  expect(standingAfter([proposed, confirmed])).toEqual({
    live: {
      ...terms,
      ...machine,
      proposal: 1,
      confirmation: 2,
      proposedBy: 'cem',
      confirmedBy: 'bea',
      since: now,
    },
    proposal: null,
    from: confirmed,
  });
});

test.each<[string, Partial<typeof confirmed>]>([
  ['by whoever proposed it', { by: 'cem' }],
  ['of another proposal', { proposal: 9 }],
  ['of another share', { share: 0.9 }],
  ['of another end', { expiresAt: new Date(expiresAt.getTime() + 1) }],
  ['on other evidence', { evidenceSha256: 'b'.repeat(64) }],
  ['with an end that is no moment', { expiresAt: new Date(Number.NaN) }],
])('a confirmation %s makes nothing live, and uses up the proposal', (_, change) => {
  const after = standingAfter([proposed, { ...confirmed, ...change }]);
  expect(after).toEqual(beforeTheFirst);
  expect(standingAfter([proposed, { ...confirmed, ...change }, confirmed])).toEqual(beforeTheFirst);
});

test('a confirmation without a proposal makes nothing live', () => {
  expect(standingAfter([confirmed])).toEqual(beforeTheFirst);
  expect(standingAfter([proposed, refused, confirmed]).live).toBeNull();
  expect(standingAfter([proposed, heldBy('ann'), confirmed]).live).toBeNull();
});

test('a confirmation that does not fit leaves what is live as it was', () => {
  const again: GateChange = { ...proposed, seq: 3, share: 0.9 };
  const alone: GateChange = { ...confirmed, seq: 4, proposal: 3, share: 0.9, by: 'cem' };
  expect(standingAfter([proposed, confirmed, again, alone]).live).toMatchObject({
    share: 0.5,
    confirmation: 2,
  });
});

test.each([
  ['held', heldBy('ann')],
  ['fell back', fellBack],
  ['expired', expired],
])('once it %s, nothing is live and nothing is proposed', (_, change) => {
  const renewal: GateChange = { ...proposed, seq: 3 };
  expect(standingAfter([proposed, confirmed, renewal, change])).toEqual({
    live: null,
    proposal: null,
    from: change,
  });
});

describe('live while it is being renewed', () => {
  const renewal: GateChange = { ...proposed, seq: 3, by: 'dan', share: 0.9 };

  test('goes on when the renewal is proposed, and when it is refused', () => {
    expect(standingAfter([proposed, confirmed, renewal]).live?.share).toBe(0.5);
    const after = standingAfter([proposed, confirmed, renewal, { ...refused, seq: 4, proposal: 3 }]);
    expect(after).toMatchObject({ live: { share: 0.5 }, proposal: null, from: confirmed });
  });

  test('has the new terms when it is confirmed', () => {
    const second: GateChange = { ...confirmed, seq: 4, proposal: 3, share: 0.9, by: 'cem' };
    expect(standingAfter([proposed, confirmed, renewal, second]).live).toMatchObject({
      share: 0.9,
      proposedBy: 'dan',
      confirmedBy: 'cem',
      confirmation: 4,
    });
  });
});

test('hold can be pressed while something is live or proposed', () => {
  expect(canHold(beforeTheFirst)).toBe(false);
  expect(canHold(standingAfter([proposed]))).toBe(true);
  expect(canHold(standingAfter([proposed, confirmed]))).toBe(true);
  expect(canHold(standingAfter([proposed, confirmed, heldBy('ann')]))).toBe(false);
});

describe('time', () => {
  const live = standingAfter([proposed, confirmed]);
  const at = (ms: number): Date => new Date(expiresAt.getTime() + ms);

  test('ends live at the moment that was confirmed, and not one before', () => {
    expect(dueByTime(live, at(-1))).toBeNull();
    expect(dueByTime(live, at(0))).toEqual({ kind: 'expired', at: at(0) });
    expect(dueByTime(live, at(1))?.kind).toBe('expired');
  });

  test('that is no moment ends it, too', () => {
    expect(dueByTime(live, new Date(Number.NaN))?.kind).toBe('expired');
    const endless = standingAfter([proposed, confirmed]).live;
    if (endless === null) throw new Error('it is live');
    const never = { ...live, live: { ...endless, expiresAt: new Date(Number.NaN) } };
    expect(dueByTime(never, now)?.kind).toBe('expired');
  });

  test('asks for nothing in hold, whatever is proposed', () => {
    expect(dueByTime(beforeTheFirst, at(1))).toBeNull();
    expect(dueByTime(standingAfter([proposed]), at(1))).toBeNull();
  });
});
