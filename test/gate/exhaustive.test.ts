// Everything the gate can be asked: all checks × all answers × paths × kinds × modes × reviews, none left out.
import { expect, test } from 'vitest';
import { applicationPaths } from '../../server/domain/application.ts';
import type { CheckName, CheckResult } from '../../server/domain/check.ts';
import type { CheckReason } from '../../server/domain/reason-code.ts';
import { subjectKinds } from '../../server/domain/subject.ts';
import { admit, recommend, type Facts, type Recommendation } from '../../server/gate/gate.ts';
import { hold, type GateMode } from '../../server/gate/mode.ts';
import { policy } from '../../server/gate/policy.ts';
import { checkReasonMeaning } from '../../server/gate/reasons.ts';
import { judgedBy, live, now } from './modes.ts';
import { people, reviewSets } from './reviews.ts';

/** What each check could say besides `passed` and nothing at all; between them they take one, two, and no reviewers. */
const answers: Record<CheckName, [failed: CheckReason, inconclusive: CheckReason, unavailable: CheckReason]> =
  {
    'document-quality': ['photo-missing', 'photo-quality-poor', 'check-missing'],
    'document-data': ['under-age', 'business-code-check-digit', 'document-data-malformed'],
    liveness: ['liveness-face-changed', 'liveness-not-followed', 'liveness-not-done'],
    'presentation-attack': [
      'attack-detector-not-installed',
      'attack-detector-not-installed',
      'attack-detector-not-installed',
    ],
    willingness: ['willingness-not-stated', 'willingness-not-stated', 'face-not-asked'],
    'document-face-match': ['document-face-differs', 'document-face-unclear', 'document-face-not-found'],
    'government-record': ['record-mismatch', 'record-face-unclear', 'record-unavailable'],
    'business-registry': ['registry-not-active', 'registry-doubtful', 'registry-unavailable'],
  };

function possibleResults(check: CheckName): readonly (CheckResult | undefined)[] {
  const [failed, inconclusive, unavailable] = answers[check];
  return [
    undefined,
    { outcome: 'passed' },
    { outcome: 'failed', reason: failed },
    { outcome: 'inconclusive', reason: inconclusive },
    { outcome: 'unavailable', reason: unavailable },
  ];
}

/** Every way these checks can have ended. The object is reused: look at it before asking for the next one. */
function* everyChecks(names: readonly CheckName[]): Generator<Facts['checks']> {
  const [first, ...rest] = names;
  if (first === undefined) {
    yield {};
    return;
  }
  for (const result of possibleResults(first)) {
    for (const others of everyChecks(rest)) {
      yield result === undefined ? others : { ...others, [first]: result };
    }
  }
}

const modes: readonly { name: string; mode: GateMode; draw: number; automates: boolean }[] = [
  { name: 'hold', mode: hold, draw: 0.2, automates: false },
  { name: 'live, within the share', mode: live(), draw: 0.2, automates: true },
  { name: 'live, beyond the share', mode: live(), draw: 0.8, automates: false },
  { name: 'live for everybody', mode: live({ share: 1 }), draw: 0.999, automates: true },
  { name: 'live, over', mode: live({ expiresAt: now }), draw: 0.2, automates: false },
  { name: 'live, without anybody watching', mode: live({ watchedAt: null }), draw: 0.2, automates: false },
  { name: 'live, of an older policy', mode: live({ policyVersion: 'old' }), draw: 0.2, automates: false },
  ...(['engine', 'record', 'registry'] as const).map((part) => ({
    name: `live, of another ${part}`,
    mode: live({ judgedBy: { ...judgedBy, [part]: 'another' } }),
    draw: 0.2,
    automates: false,
  })),
  { name: 'live, of nobody knows what', mode: live({ judgedBy: null }), draw: 0.2, automates: false },
];

const sets = Object.entries(reviewSets).map(([name, reviews]) => ({
  name,
  reviews,
  approvals: people(reviews, 'approve'),
  refusals: people(reviews, 'refuse'),
  requests: people(reviews, 'ask-again'),
  suspectsFraud: reviews.some(({ reasons }) => reasons.includes('fraud-suspected')),
}));

/** Names the rule that a recommendation breaks, or null. Says in its own words what the gate must keep. */
function brokenByRecommending(
  facts: Facts,
  { outcome, reasons, policyVersion }: Recommendation,
): string | null {
  const results = policy.required[facts.subjectKind].map(
    ({ check }) => facts.checks[check]?.outcome ?? 'missing',
  );
  const arePassed = results.every((result) => result === 'passed');
  if (outcome === 'admit' && !arePassed) return 'admits what was not all passed';
  if (outcome === 'admit' && facts.path === 'face-free')
    return 'admits on the face-free path without a person';
  if (outcome !== 'admit' && arePassed && facts.path === 'face') return 'does not admit what was all passed';
  if (outcome === 'refuse' && !results.includes('failed')) return 'refuses for what could not be established';
  if (outcome === 'resubmit' && facts.resubmissionsLeft === 0) return 'asks again without an attempt left';
  if (
    outcome === 'resubmit' &&
    reasons.some((reason) => checkReasonMeaning[reason].fixableBy !== 'applicant')
  )
    return 'asks the applicant for what they cannot do';
  if ((outcome === 'admit') !== (reasons.length === 0)) return 'has reasons to admit, or none not to';
  if (policyVersion !== policy.version) return 'does not say by which policy';
  return null;
}

function brokenByAdmitting(
  { outcome, reasons }: Recommendation,
  { automates }: (typeof modes)[number],
  { approvals, refusals, requests, suspectsFraud, reviews }: (typeof sets)[number],
  admission: ReturnType<typeof admit>,
): string | null {
  const waysToOverrule = reasons.map((reason) => checkReasonMeaning[reason].overruledBy);
  const isByMachine = admission.basis === 'automation';
  if (isByMachine && !(automates && outcome === 'admit' && reviews.length === 0))
    return 'leaves to the automation what is for a person';
  if (isByMachine && admission.outcome !== 'admit') return 'does something other than admit by machine';
  if (!isByMachine && reviews.length === 0 && admission.outcome !== 'review')
    return 'decides what nobody decided';
  if (admission.outcome === 'admit' && !isByMachine) {
    if (approvals === 0) return 'admits what nobody approved';
    if (waysToOverrule.includes('never')) return 'admits in spite of a reason that nobody may overrule';
    if (waysToOverrule.includes('two') && approvals < 2) return 'admits by one person what takes two';
    if (refusals >= approvals) return 'admits against as many refusals';
    if (requests > 0) return 'admits although somebody asked for more';
  }
  if (admission.outcome === 'refuse' && refusals === 0) return 'refuses what nobody refused';
  if (admission.outcome === 'refuse' && suspectsFraud && refusals < 2)
    return 'refuses for fraud by one person';
  if ((admission.outcome === 'resubmit') !== requests > 0) return 'asks again without being asked to';
  if (admission.awaitsSecondReviewer && (admission.outcome !== 'review' || reviews.length === 0))
    return 'waits for a second person in vain';
  return null;
}

/** Recommendations that were tried already, by outcome and reasons. */
const seen = new Set<string>();
const cases = subjectKinds.flatMap((subjectKind) => applicationPaths.map((path) => ({ subjectKind, path })));

test.each(cases)(
  'no facts about $subjectKind on the $path path bring a wrong answer',
  ({ subjectKind, path }) => {
    const names = policy.required[subjectKind].map(({ check }) => check);
    let asked = 0;
    for (const checks of everyChecks(names)) {
      for (const resubmissionsLeft of [0, 1]) {
        const facts: Facts = { subjectKind, path, checks, resubmissionsLeft, judgedBy };
        const recommendation = recommend(facts, policy);
        asked += 1;
        const broken = brokenByRecommending(facts, recommendation);
        if (broken !== null) expect.fail(`${broken}: ${JSON.stringify({ facts, recommendation })}`);
        // admitting is told the recommendation and not the facts, so each one need be tried but once
        const key = recommendation.outcome + recommendation.reasons.join();
        if (seen.has(key)) continue;
        seen.add(key);
        for (const mode of modes) {
          for (const set of sets) {
            const admission = admit(recommendation, set.reviews, mode.mode, mode.draw);
            const wrong = brokenByAdmitting(recommendation, mode, set, admission);
            if (wrong === null) continue;
            expect.fail(
              `${wrong}: ${mode.name}, ${set.name}, ${JSON.stringify({ recommendation, admission })}`,
            );
          }
        }
      }
    }
    expect(asked).toBe(2 * 5 ** names.length);
  },
);
