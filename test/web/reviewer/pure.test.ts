// The desk's pure parts: queue rows, photo view, drafts, keys, plots.
import { describe, expect, it } from 'vitest';
import { agreement } from '../../../web/reviewer/agreement.ts';
import { formatMeasure, isWithinLimit, splitChecks } from '../../../web/reviewer/check-order.ts';
import { canClaim, canDecide, changeCase, noCase, possibleSteps } from '../../../web/reviewer/case-state.ts';
import { comparedTable } from '../../../web/reviewer/compared-rows.ts';
import { cutsOf, placeOf } from '../../../web/reviewer/enlarge.ts';
import { draftFor, faultsOf, pickReason, toKept, toSent } from '../../../web/reviewer/decision-draft.ts';
import { sortIntoBoxes } from '../../../web/reviewer/evidence-choice.ts';
import { keyAction, keyGroups, keys } from '../../../web/reviewer/keymap.ts';
import { changeView, maxZoom, plainView, transformOf } from '../../../web/reviewer/photo-view.ts';
import { plotOf } from '../../../web/reviewer/plot-path.ts';
import { countParts, narrowed, queueAddress } from '../../../web/reviewer/queue-filter.ts';
import { heldElsewhere, mergeRows, neighbour } from '../../../web/reviewer/queue-rows.ts';
import { headcount, itemsFor } from '../../../web/reviewer/reason-choice.ts';
import { ageWords } from '../../../web/reviewer/time-words.ts';
import { wantedOf } from '../../../web/reviewer/use-pictures.ts';
import { isRenewalDue } from '../../../web/reviewer/use-renewal.ts';
import { deskTables } from '../../../web/reviewer/words.ts';
import type { Role } from '../../../web/reviewer/wire.ts';
import type { CaseView } from '../../../server/contract/review.ts';
import { Problem } from '../../../web/shared/api.ts';
import {
  caseId,
  escalated,
  evidenceId,
  makeCase,
  makeCheck,
  makeDecided,
  makeEntry,
  makeQueue,
  myClaim,
  otherId,
  theirClaim,
  thirdId,
} from './fixtures.ts';

const first = makeEntry();
const second = makeEntry({ applicationId: otherId });
const third = makeEntry({ applicationId: thirdId });

describe('the queue', () => {
  const shown = mergeRows([], makeQueue([first, second]), false);

  it('keeps each row in its place while it is in use', () => {
    const rows = mergeRows(shown, makeQueue([third, second]), true);
    expect(rows.map((row) => [row.applicationId, row.hasLeft])).toEqual([
      [caseId, true],
      [otherId, false],
      [thirdId, false],
    ]);
  });

  it('is what the server said as soon as nobody uses it', () => {
    const rows = mergeRows(shown, makeQueue([third, second]), false);
    expect(rows.map((row) => row.applicationId)).toEqual([thirdId, otherId]);
  });

  it('has one’s own cases first, each once, and further pages last', () => {
    const mine = { ...third, isMine: true, claimedBy: 'Lin Demo' };
    const view = { ...makeQueue([first, mine]), mine: [mine] };
    const rows = mergeRows([], view, false, [second, first]);
    expect(rows.map(({ applicationId }) => applicationId)).toEqual([thirdId, caseId, otherId]);
  });

  it('goes on with a case that is held already, never with a colleague’s', () => {
    const taken = { ...second, claimedBy: 'Chen Demo' };
    const mine = { ...third, isMine: true, claimedBy: 'Lin Demo' };
    const rows = mergeRows([], makeQueue([first, taken, mine]), false);
    expect(heldElsewhere(rows, caseId)?.applicationId).toBe(thirdId);
    expect(heldElsewhere(rows, thirdId)).toBeNull();
    expect(heldElsewhere(mergeRows([], makeQueue([first, taken]), false), caseId)).toBeNull();
  });

  it('is asked for by an address that says what it is narrowed to', () => {
    expect(queueAddress({}, null)).toBe('');
    const filter = narrowed(narrowed({}, 'language', 'en'), 'awaitsSecond', true);
    expect(queueAddress(filter, null)).toBe('?language=en&awaitsSecond=yes');
    expect(countParts(filter)).toBe(2);
    expect(queueAddress(narrowed(filter, 'language', undefined), 'x')).toBe('?awaitsSecond=yes&after=x');
  });

  it('has a neighbour above and below, and the oldest when nothing is open', () => {
    expect(neighbour(shown, caseId, 1)?.applicationId).toBe(otherId);
    expect(neighbour(shown, caseId, -1)).toBeNull();
    expect(neighbour(shown, null, 1)?.applicationId).toBe(caseId);
  });

  it('tells the age in words that fit its size', () => {
    const { age } = deskTables.en;
    const nowMs = Date.parse('2026-11-23T12:00:00Z');
    expect(ageWords('2026-11-23T11:59:30Z', nowMs, age)).toBe('under 1 min');
    expect(ageWords('2026-11-23T09:46:00Z', nowMs, age)).toBe('2 h 14 min');
    expect(ageWords('2026-11-21T09:00:00Z', nowMs, age)).toBe('2 d 3 h');
  });
});

describe('the case', () => {
  it('ignores an answer for a case that is no longer open', () => {
    const state = changeCase(noCase, { kind: 'opened', applicationId: otherId });
    expect(changeCase(state, { kind: 'arrived', view: makeCase() })).toBe(state);
    const problem = new Problem('not-found', 404);
    expect(changeCase(state, { kind: 'refused', applicationId: caseId, problem })).toBe(state);
  });

  it('can be decided only by its holder, before they decided, while it waits', () => {
    expect(canDecide(makeCase({ claim: myClaim }))).toBe(true);
    expect(canDecide(makeCase())).toBe(false);
    expect(canDecide(makeCase({ claim: theirClaim }))).toBe(false);
    expect(canDecide(makeDecided({ state: 'in_review', claim: myClaim }))).toBe(false);
    expect(canClaim(makeCase(), 'reviewer')).toBe(true);
    expect(canClaim(makeCase({ state: 'withdrawn' }), 'reviewer')).toBe(false);
  });

  it('goes up to the leads once, and is theirs alone until one of them decided', () => {
    const steps = (part: Partial<CaseView>, role: Role) => possibleSteps(makeCase(part), role);
    const all = ['approve', 'refuse', 'ask-again'];
    expect(steps({}, 'reviewer')).toEqual([...all, 'escalate']);
    expect(steps({}, 'lead')).toEqual(all);
    const escalation = { ...escalated, isMine: false };
    expect(steps({ escalation }, 'reviewer')).toEqual([]);
    expect(steps({ escalation }, 'operator')).toEqual([]);
    expect(steps({ escalation }, 'lead')).toEqual(all);
    expect(steps({ escalation, awaitsSecondReviewer: true }, 'reviewer')).toEqual(all);
    expect(
      steps({ escalation: { ...escalation, isMine: true }, awaitsSecondReviewer: true }, 'reviewer'),
    ).toEqual([]);
  });

  it('can be taken back only once it is admitted, and not by a reviewer', () => {
    const steps = (part: Partial<CaseView>, role: Role) => possibleSteps(makeDecided(part), role);
    expect(steps({}, 'lead')).toEqual(['revoke']);
    expect(steps({}, 'operator')).toEqual(['revoke']);
    expect(steps({}, 'reviewer')).toEqual([]);
    expect(steps({ state: 'revoked' }, 'lead')).toEqual([]);
    expect(steps({ state: 'refused' }, 'lead')).toEqual([]);
  });

  it('renews the claim only shortly before it runs out', () => {
    const until = '2026-11-23T12:30:00Z';
    const view = makeCase({ claim: { ...myClaim, until } });
    expect(isRenewalDue(view, Date.parse('2026-11-23T12:00:00Z'))).toBe(false);
    expect(isRenewalDue(view, Date.parse('2026-11-23T12:25:00Z'))).toBe(true);
    expect(isRenewalDue(view, Date.parse('2026-11-23T12:31:00Z'))).toBe(false);
    expect(
      isRenewalDue(makeCase({ claim: { ...theirClaim, until } }), Date.parse('2026-11-23T12:25:00Z')),
    ).toBe(false);
  });

  it('puts what is wrong or unknown first', () => {
    const { open, passed } = splitChecks(makeCase().checks);
    expect(open.map((check) => check.outcome)).toEqual(['failed', 'inconclusive', 'unavailable']);
    expect(passed).toHaveLength(5);
  });

  it('knows the good side of a limit in both directions', () => {
    const number = { name: 'x', unit: '', limit: 0.5 };
    expect(isWithinLimit({ ...number, value: 0.5, better: 'lower' })).toBe(true);
    expect(isWithinLimit({ ...number, value: 0.51, better: 'lower' })).toBe(false);
    expect(isWithinLimit({ ...number, value: 0.4, better: 'higher' })).toBe(false);
    expect(isWithinLimit({ ...number, limit: null, value: 1, better: 'lower' })).toBeNull();
    expect([0.543, 27.04, 512.3, 3].map(formatMeasure)).toEqual(['0.54', '27.0', '512', '3']);
    expect([0.0001, 0.00001, 0.0052, 0].map(formatMeasure)).toEqual(['0.0001', '0.00001', '0.0052', '0']);
  });

  it('stands field by field beside each source that is asked about any', () => {
    const { sources, rows } = comparedTable(makeCase().compared);
    expect(sources).toEqual(['id-document', 'government-record', 'business-registry']);
    expect(rows.map(({ name, answers }) => [name, ...answers.map((one) => one?.agreement ?? '')])).toEqual([
      ['legalName', '', 'agrees', ''],
      ['citizenId', '', 'agrees', ''],
      ['face', 'not-answered', 'agrees', ''],
      ['businessName', '', '', 'agrees'],
      ['businessCode', '', '', 'agrees'],
      ['legalRepresentative', '', '', 'disagrees'],
      ['applicantRepresents', '', '', 'disagrees'],
    ]);
    const person = makeCase().compared.filter(({ against }) => against !== 'business-registry');
    expect(comparedTable(person).sources).toEqual(['id-document', 'government-record']);
    expect(comparedTable(person).rows).toHaveLength(3);
  });

  it('shows the newest photo of each kind first and keeps the earlier ones', () => {
    const earlier = {
      evidenceId: evidenceId('old'),
      kind: 'id-front',
      addedAt: '2026-11-22T00:00:00Z',
    } as const;
    const { documents } = sortIntoBoxes([earlier, ...makeCase().evidence]);
    expect(documents.map((piece) => piece.evidenceId)).toEqual(
      ['front', 'back', 'licence', 'old'].map(evidenceId),
    );
  });

  it('loads the three that are compared before any other, none twice, and none that is shown nowhere', () => {
    const view = makeCase();
    if (view.liveness === null) throw new Error('the case has a capture');
    const frames = view.liveness.steps.flatMap(({ keptFrames }) => keptFrames);
    const [closeUp] = view.liveness.closeUps;
    if (closeUp === undefined) throw new Error('the capture has a close-up');
    const ofAnEarlierTry = { ...closeUp, evidenceId: 'enlarged' };
    const liveness = { ...view.liveness, closeUps: [ofAnEarlierTry] };
    const [first] = frames;
    const [front, ...others] = view.evidence;
    if (first === undefined || front === undefined) throw new Error('the case has frames and a front');
    const addedAt = '2026-11-23T07:54:00.000Z';
    const ofCapture = ['first try', first.evidenceId].map((id) => ({
      evidenceId: id,
      kind: 'liveness-frame' as const,
      addedAt,
    }));
    const wanted = wantedOf({ ...view, liveness, evidence: [front, ...ofCapture, ...others] });
    expect(wanted.slice(0, 5)).toEqual(['front', 'best', 'record', 'back', 'licence'].map(evidenceId));
    expect(wanted).toHaveLength(new Set(wanted).size);
    expect(new Set(wanted)).toEqual(
      new Set([...view.evidence, ofAnEarlierTry, ...frames].map((one) => one.evidenceId)),
    );
  });
});

describe('looking at photos', () => {
  it('keeps the place under the pointer when it zooms', () => {
    const view = changeView(plainView, { kind: 'zoomed', zoom: 3, atX: 0.2, atY: 0 });
    expect(view.zoom).toBe(3);
    expect(view.shiftX).toBeCloseTo(-0.4);
  });

  it('never moves a picture out of its box, nor zooms beyond its range', () => {
    const view = changeView({ ...plainView, zoom: 2 }, { kind: 'moved', byX: 5, byY: -5 });
    expect([view.shiftX, view.shiftY]).toEqual([0.5, -0.5]);
    expect(changeView(plainView, { kind: 'moved', byX: 5, byY: 5 }).shiftX).toBeCloseTo(0);
    expect(changeView(plainView, { kind: 'zoomed', zoom: 99, atX: 0, atY: 0 }).zoom).toBe(maxZoom);
  });

  it('turns one picture and leaves the others', () => {
    const view = changeView(plainView, { kind: 'turned', evidenceId: 'e_1' });
    expect(transformOf(view, 'e_1', 2)).toContain('rotate(90deg)');
    expect(transformOf(view, 'e_1', 2)).toContain('scale(0.500)');
    expect(transformOf(view, 'e_2', 2)).toContain('rotate(0deg)');
    expect(changeView(view, { kind: 'reset' })).toEqual(plainView);
  });

  it('turns all together, each from where it stands', () => {
    const one = changeView(plainView, { kind: 'turned', evidenceId: 'e_1' });
    const view = changeView(one, { kind: 'all-turned' });
    expect(transformOf(view, 'e_1', 1)).toContain('rotate(180deg)');
    expect(transformOf(view, 'e_2', 1)).toContain('rotate(90deg)');
  });

  it('shows both edges of a turned face enlarged, undistorted, with what is behind them', () => {
    const face = { x: 0.3, y: 0.2, width: 0.4, height: 0.5 };
    const [left, right] = cutsOf('turned-left', face);
    expect(left).toMatchObject({ part: 'image-left-edge' });
    expect(left?.x).toBeLessThan(face.x);
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeGreaterThan(face.x + face.width);
    // a window of a fifth of the frame's width: the frame is five times as wide, moved by shares of itself
    expect(placeOf({ part: 'mouth', x: 0.2, y: 0.4, width: 0.2 })).toEqual({
      width: '500.00%',
      transform: 'translate(-20.00%, -40.00%)',
    });
  });

  it('plots a signal from its first to its last frame, with zero in range', () => {
    const points = [
      { atMs: 100, value: 5 },
      { atMs: 200, value: 25 },
      { atMs: 300, value: 5 },
    ];
    const plot = plotOf(points, 160, 50);
    expect(plot?.line).toBe('0,40 80,0 160,40');
    expect(plot?.zeroY).toBe(50);
    expect(plotOf(points.slice(0, 1), 160, 50)).toBeNull();
  });
});

describe('deciding', () => {
  it('starts with nothing chosen', () => {
    expect(draftFor('approve', null)).toMatchObject({ reasons: [], items: [], message: '', note: '' });
  });

  it('goes on with what was begun, and takes only the texts along to another step', () => {
    const begun = { ...draftFor('refuse', null), reasons: ['not-willing'], note: 'a' } as const;
    expect(draftFor('refuse', begun)).toBe(begun);
    expect(draftFor('approve', begun)).toMatchObject({ decision: 'approve', reasons: [], note: 'a' });
  });

  it('takes a reason, and something to do again where that is asked', () => {
    expect(faultsOf(draftFor('approve', null))).toEqual(['pickReason']);
    const again = { ...draftFor('ask-again', null), reasons: ['photo-unreadable'] } as const;
    expect(faultsOf(again)).toEqual(['pickItem']);
    expect(faultsOf({ ...again, items: ['id-front'] })).toEqual([]);
    expect(faultsOf({ ...again, items: ['id-front'], message: 'x'.repeat(1001) })).toEqual(['tooLong']);
  });

  it('takes one reason and a note to give a case up, or to take an admission back', () => {
    for (const step of ['escalate', 'revoke'] as const)
      expect(faultsOf(draftFor(step, null))).toEqual(['pickReason', 'writeNote']);
    const one = pickReason(draftFor('escalate', null), 'cannot-tell');
    expect(pickReason(one, 'rule-unclear').reasons).toEqual(['rule-unclear']);
    expect(toSent({ ...one, note: ' look ' })).toEqual({
      kind: 'escalation',
      body: { reason: 'cannot-tell', note: 'look' },
    });
  });

  it('sends no items with a decision that asks for none', () => {
    const draft = {
      ...draftFor('refuse', null),
      items: ['liveness'],
      reasons: ['not-willing'],
      note: ' a ',
    } as const;
    expect(toSent(draft)).toEqual({
      kind: 'decision',
      body: { decision: 'refuse', reasons: ['not-willing'], items: [], message: '', note: 'a' },
    });
  });

  it('keeps nothing of what is empty, nor of taking an admission back', () => {
    expect(toKept(draftFor('refuse', null))).toBeNull();
    expect(toKept({ ...draftFor('revoke', null), note: 'a' })).toBeNull();
    expect(toKept({ ...draftFor('refuse', null), note: 'a' })).toMatchObject({
      decision: 'refuse',
      note: 'a',
    });
  });

  it('asks only for what this applicant went through', () => {
    expect(itemsFor(makeCase())).toContain('business-licence');
    expect(itemsFor(makeCase({ path: 'face-free' }))).not.toContain('liveness');
  });

  it('says when one person is not enough', () => {
    expect(headcount('approve', [], makeCase().checks)).toEqual({
      people: 'two',
      because: ['registry-not-active'],
    });
    expect(headcount('refuse', ['fraud-suspected'], []).people).toBe('two');
    expect(headcount('refuse', ['not-willing'], []).people).toBe('one');
    expect(headcount('ask-again', ['photo-unreadable'], makeCase().checks).people).toBe('one');
    const minor = makeCheck('document-data', 'failed', 'under-age');
    expect(headcount('approve', [], [minor]).people).toBe('never');
  });

  it('calls it agreement only where the machine said yes or no', () => {
    expect(agreement('admit', 'approve')).toBe('agrees');
    expect(agreement('refuse', 'approve')).toBe('disagrees');
    expect(agreement('review', 'approve')).toBe('noOpinion');
  });
});

describe('keys', () => {
  const press = (key: string, part: Partial<KeyboardEvent> = {}) =>
    keyAction({
      key,
      code: '',
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
      target: null,
      ...part,
    });

  it('act alone, not in combinations', () => {
    expect(press('a')).toBe('approve');
    expect(press('A')).toBe('approve');
    expect(press('r', { ctrlKey: true })).toBeNull();
  });

  it('belong to whoever is writing a text', () => {
    expect(press('a', { target: document.createElement('textarea') })).toBeNull();
    expect(press('a', { isComposing: true })).toBeNull();
    const box = document.createElement('input');
    box.type = 'checkbox';
    expect(press('a', { target: box })).toBe('approve');
  });

  it('of arrows belong to a slider, a choice and a drawer first', () => {
    expect(press('ArrowLeft')).toBe('panLeft');
    const slider = document.createElement('input');
    slider.type = 'range';
    expect(press('ArrowLeft', { target: slider })).toBeNull();
    const drawer = document.createElement('section');
    drawer.setAttribute('role', 'dialog');
    expect(press('ArrowDown', { target: drawer })).toBeNull();
  });

  it('stand in one group each, and no two are the same', () => {
    const grouped = Object.values(keyGroups).flat();
    expect([...grouped].sort()).toEqual(Object.keys(keys).sort());
    expect(new Set(Object.values(keys)).size).toBe(Object.keys(keys).length);
  });

  it('work with a Chinese input method switched on', () => {
    expect(press('Process', { code: 'KeyG' })).toBe('ask-again');
  });
});
