// Random histories of the gate: however people, time and faults come together, live takes two people and their evidence.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GateChange, Machine, NewGateChange, StoredGateMode } from '../../server/domain/gate-change.ts';
import { admit, type Recommendation } from '../../server/gate/gate.ts';
import { goLiveLimits } from '../../server/gate/go-live-limits.ts';
import {
  refusalsToConfirm,
  refusalsToPropose,
  refusalsToRefuse,
  type Circumstances,
  type Hashed,
  type Person,
} from '../../server/gate/go-live.ts';
import { readMode } from '../../server/gate/mode.ts';
import {
  beforeTheFirst,
  canHold,
  dueByTime,
  standingAfter,
  standingWith,
  type Standing,
} from '../../server/gate/standing.ts';
import { cell, clean, evidenceOf } from './cells.ts';
import { judgedBy, machine, now as beginning } from './modes.ts';
import { people, review } from './reviews.ts';

const sequences = 100_000;

const persons: readonly Person[] = [
  { id: 'rev', role: 'reviewer' },
  { id: 'lead', role: 'lead' },
  { id: 'op', role: 'operator' },
  { id: 'op2', role: 'operator' },
];
const hashed = (sha256: string, evidence: Hashed['evidence']): Hashed => ({ sha256, evidence });
const evidences: readonly Hashed[] = [
  hashed('good', clean(299)),
  hashed('thin', clean(20)),
  hashed('bad', evidenceOf([cell('refuse', 'refuse', 300), cell('admit', 'refuse', 9)])),
  hashed('torn', { ...clean(299), leftOut: { 'seal-broken': 1 } }),
];
const isGood = (at: number): boolean => evidences[at]?.sha256 === 'good';
const newer: Machine = { ...machine, judgedBy: { ...judgedBy, engine: 'lettered 2' } };
const hourMs = 3_600_000;

type Event =
  | { kind: 'propose'; who: number; share: number; hours: number; seen: number; current: number }
  | { kind: 'confirm'; who: number; seen: number; current: number; isOfNewest: boolean }
  | { kind: 'refuse'; who: number }
  | { kind: 'hold' | 'fall-back' | 'upgrade' | 'row-to-hold' }
  | { kind: 'wait'; hours: number }
  | { kind: 'apply'; draw: number; isRecommended: boolean; reviews: number };

const who = fc.nat(persons.length - 1);
const seen = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('propose' as const),
      who,
      share: fc.constantFrom(0.1, 0.5, 0.9, 0.91, 0, Number.NaN),
      hours: fc.constantFrom(1, 24, 100, 720, 721, 0, -1),
      seen,
      current: seen,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('confirm' as const),
      who,
      seen,
      current: seen,
      isOfNewest: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refuse' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'hold' as const,
        'fall-back' as const,
        'upgrade' as const,
        'row-to-hold' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(0.01, 2, 73, 730) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      draw: fc.constantFrom(0, 0.4, 0.89, 0.95),
      isRecommended: fc.boolean(),
      reviews: fc.nat(2),
    }),
  },
);

/** The gate with its row and its watch, as the features move them; and what a sceptic writes down beside it. */
class Gate {
  now = beginning;
  machine: Machine = machine;
  standing: Standing = beforeTheFirst;
  history: GateChange[] = [];
  row: StoredGateMode = {
    mode: 'hold',
    share: null,
    expiresAt: null,
    policyVersion: null,
    judgedBy: null,
    changeSeq: 0,
    watchedAt: null,
  };
  isProvenLive = false;
  proposedBy: string | null = null;
  liveUntil = beginning;
  liveMachine: Machine | null = null;
  liveShare = 0;

  write(change: NewGateChange): void {
    const numbered = { ...change, seq: this.history.length + 1 } as GateChange;
    this.history.push(numbered);
    this.standing = standingWith(this.standing, numbered);
    const { live } = this.standing;
    if (live === null) this.row = { ...this.row, mode: 'hold', share: null, expiresAt: null };
    else if (change.kind === 'confirmed')
      this.row = { ...live, mode: 'live', changeSeq: live.confirmation, watchedAt: this.now };
    if (live === null) this.isProvenLive = false;
  }

  circumstances(): Circumstances {
    return { now: this.now, machine: this.machine, wantedBound: 0.01, hasOverdueAudits: false };
  }
}

function evidenceAt(place: number, about: Machine): Hashed {
  const found = evidences[place] ?? evidences[0];
  if (found === undefined) throw new Error('there is evidence');
  return { ...found, evidence: { ...found.evidence, ...about } };
}

function propose(
  gate: Gate,
  { who: at, share, hours, seen: shown, current }: Event & { kind: 'propose' },
): void {
  const person = persons[at];
  if (person === undefined) return;
  const then = evidenceAt(shown, gate.machine);
  const expiresAt = new Date(gate.now.getTime() + hours * hourMs);
  const asked = { share, expiresAt, evidenceSha256: then.sha256 };
  const refusals = refusalsToPropose(
    gate.standing,
    asked,
    person,
    then,
    evidenceAt(current, gate.machine).evidence,
    gate.circumstances(),
  );
  if (refusals.length > 0) return;
  if (person.role !== 'operator') expect.fail('somebody proposed who is no operator');
  if (!isGood(shown) || !isGood(current)) expect.fail('it was proposed on what proves too little');
  gate.write({ kind: 'proposed', by: person.id, note: '', at: gate.now, ...asked, ...gate.machine });
  gate.proposedBy = person.id;
}

function confirm(
  gate: Gate,
  { who: at, seen: shown, current, isOfNewest }: Event & { kind: 'confirm' },
): void {
  const person = persons[at];
  const open = gate.standing.proposal;
  const proposal = isOfNewest ? (open?.seq ?? 1) : 1;
  if (person === undefined) return;
  const asked = { proposal, evidenceSha256: evidenceAt(shown, gate.machine).sha256 };
  const then = { ...evidenceAt(0, open ?? gate.machine) };
  const now = evidenceAt(current, gate.machine).evidence;
  if (refusalsToConfirm(gate.standing, asked, person, then, now, gate.circumstances()).length > 0) return;
  if (open === null || open.seq !== proposal) return expect.fail('what was confirmed was not open');
  if (person.id === gate.proposedBy) expect.fail('one person went live alone');
  if (person.role === 'reviewer') expect.fail('a reviewer confirmed');
  if (!isGood(shown) || !isGood(current)) expect.fail('it was confirmed on what proves too little');
  if (open.judgedBy.engine !== gate.machine.judgedBy.engine) expect.fail('it is about another engine');
  if (gate.now.getTime() - open.at.getTime() > goLiveLimits.proposalLifetimeMs) expect.fail('it was too old');
  const { share, expiresAt, evidenceSha256 } = open;
  gate.write({ kind: 'confirmed', by: person.id, proposal, share, expiresAt, evidenceSha256, at: gate.now });
  gate.isProvenLive = true;
  gate.liveUntil = expiresAt;
  gate.liveMachine = { policyVersion: open.policyVersion, judgedBy: open.judgedBy };
  gate.liveShare = share;
}

const reviewsMade = [[], [review('ann', 'refuse')], [review('ann', 'approve')]] as const;

function applyOne(gate: Gate, { draw, isRecommended, reviews: which }: Event & { kind: 'apply' }): void {
  const recommendation: Recommendation = {
    outcome: isRecommended ? 'admit' : 'review',
    reasons: isRecommended ? [] : ['record-face-unclear'],
    ...gate.machine,
  };
  const reviews = reviewsMade[which] ?? [];
  const admission = admit(recommendation, reviews, readMode(gate.row, gate.now), draw);
  if (admission.outcome !== 'admit') return;
  if (people(reviews, 'approve') > 0) return;
  if (!gate.isProvenLive) expect.fail('admitted without a reviewer’s decision in hold');
  if (gate.now >= gate.liveUntil) expect.fail('admitted without a person after the end');
  if (gate.liveMachine?.judgedBy.engine !== gate.machine.judgedBy.engine)
    expect.fail('admitted by an engine that the evidence is not about');
  if (draw >= gate.liveShare || !isRecommended)
    expect.fail('admitted beyond the share or the recommendation');
}

function step(gate: Gate, next: Event): void {
  switch (next.kind) {
    case 'propose': {
      propose(gate, next);
      return;
    }
    case 'confirm': {
      confirm(gate, next);
      return;
    }
    case 'refuse': {
      const [person, open] = [persons[next.who], gate.standing.proposal];
      if (person === undefined || open === null) return;
      if (refusalsToRefuse(gate.standing, { proposal: open.seq }, person).length > 0) return;
      gate.write({ kind: 'refused', by: person.id, proposal: open.seq, note: '', at: gate.now });
      return;
    }
    case 'hold':
      if (canHold(gate.standing)) gate.write({ kind: 'held', by: 'rev', note: '', at: gate.now });
      return;
    case 'fall-back':
      if (gate.standing.live === null) return;
      {
        gate.write({
          kind: 'fell-back',
          reasons: [{ code: 'record-errors', of: null, measured: 1, limit: 0.1, trials: 20 }],
          at: gate.now,
        });
        return;
      }
    case 'upgrade':
      gate.machine = gate.machine === machine ? newer : machine;
      return;
    case 'row-to-hold':
      gate.row = { ...gate.row, mode: 'hold' };
      gate.isProvenLive = false;
      return;
    case 'wait': {
      gate.now = new Date(gate.now.getTime() + next.hours * hourMs);
      const due = dueByTime(gate.standing, gate.now);
      // the watch comes round, unless it was down for those hours
      if (due !== null && next.hours > 2) gate.write(due);
      else if (gate.row.mode === 'live') gate.row = { ...gate.row, watchedAt: gate.now };
      return;
    }
    case 'apply': {
      applyOne(gate, next);
      return;
    }
  }
}

test(`in ${sequences} random histories nobody is admitted without a person, but by two people’s leave`, () => {
  let wentLive = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 14, size: 'max' }), (events) => {
      const gate = new Gate();
      for (const next of events) {
        step(gate, next);
        if (gate.standing.live !== null && gate.standing.live.proposedBy === gate.standing.live.confirmedBy)
          expect.fail('live by one person');
      }
      wentLive += gate.history.some(({ kind }) => kind === 'confirmed') ? 1 : 0;
      if (JSON.stringify(standingAfter(gate.history)) !== JSON.stringify(gate.standing))
        expect.fail('the history does not lead to where the gate stands');
    }),
    { numRuns: sequences },
  );
  expect(wentLive).toBeGreaterThan(sequences / 100); // else nothing was tried
}, 600_000);
