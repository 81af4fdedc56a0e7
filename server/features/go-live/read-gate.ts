// The gate as the desk shows it: the mode with who, when and why, the evidence, and what this person may do.
import type { GateChangeView, GateView } from '../../contract/go-live.ts';
import type { GateChange } from '../../domain/gate-change.ts';
import { areOverdue } from '../../gate/fall-back.ts';
import { goLiveLimits } from '../../gate/go-live-limits.ts';
import {
  isTooOld,
  refusalsToConfirm,
  refusalsToPropose,
  refusalsToRefuse,
  type Circumstances,
  type GateRefusal,
  type Hashed,
  type Person,
} from '../../gate/go-live.ts';
import { readMode } from '../../gate/mode.ts';
import { canHold, standingAfter, type Standing } from '../../gate/standing.ts';
import { countCurrentEvidence, machineOf, shownEvidence, type GoLiveDeps } from './count-evidence.ts';
import { viewEvidence } from './view-evidence.ts';
import { readWatch } from './watch-gate.ts';

type Names = Readonly<Record<string, string>>;

function viewChange(change: GateChange, names: Names): GateChangeView {
  const terms = change.kind === 'proposed' || change.kind === 'confirmed' ? change : null;
  return {
    seq: change.seq,
    kind: change.kind,
    by: 'by' in change ? (names[change.by] ?? change.by) : null,
    at: change.at.toISOString(),
    proposal: 'proposal' in change ? change.proposal : null,
    share: terms?.share ?? null,
    expiresAt: terms?.expiresAt.toISOString() ?? null,
    evidenceSha256: terms?.evidenceSha256 ?? null,
    reasons: change.kind === 'fell-back' ? [...change.reasons] : [],
    note: 'note' in change ? change.note : '',
  };
}

const historyLimit = 200;

/** Newest first. */
export async function readHistory({ database }: Pick<GoLiveDeps, 'database'>): Promise<GateChangeView[]> {
  const [changes, names] = [await database.gateModes.changes(), await database.gateModes.names()];
  return changes
    .slice(-historyLimit)
    .reverse()
    .map((change) => viewChange(change, names));
}

const types = (refusals: readonly GateRefusal[]): GateRefusal['type'][] => [
  ...new Set(refusals.map(({ type }) => type)),
];

/** What stands in this person's way, taking the widest terms' place by the narrowest: those are for the asking. */
function mayNot(
  standing: Standing,
  who: Person,
  current: Hashed,
  shown: Hashed | null,
  circumstances: Circumstances,
): GateView['mayNot'] {
  const soon = new Date(circumstances.now.getTime() + 1);
  const terms = { share: goLiveLimits.maximumShare, expiresAt: soon, evidenceSha256: current.sha256 };
  const propose = refusalsToPropose(standing, terms, who, current, current.evidence, circumstances);
  const { proposal } = standing;
  if (proposal === null)
    return {
      propose: types(propose),
      confirm: ['gate-proposal-not-open'],
      refuse: ['gate-proposal-not-open'],
    };
  const asked = { proposal: proposal.seq, evidenceSha256: proposal.evidenceSha256 };
  const confirm = refusalsToConfirm(standing, asked, who, shown ?? current, current.evidence, circumstances);
  return {
    propose: types(propose),
    confirm: types(confirm),
    refuse: types(refusalsToRefuse(standing, asked, who)),
  };
}

export async function readGate(deps: GoLiveDeps, who: Person): Promise<GateView> {
  const { database, clock, wantedBound } = deps;
  const now = clock.now();
  const stored = await database.gateModes.current();
  const standing = standingAfter(await database.gateModes.changes());
  const names = await database.gateModes.names();
  const current = await countCurrentEvidence(deps, machineOf(deps));
  const { live, proposal, from } = standing;
  const shown = proposal === null ? null : await shownEvidence(deps, proposal);
  const confirmed =
    live === null
      ? null
      : await shownEvidence(deps, { seq: live.proposal, evidenceSha256: live.evidenceSha256 });
  const audits = await database.automaticAdmissions.tally(live?.since ?? new Date(0));
  const isOverdue = areOverdue(audits.oldestOpenAt, now);
  const circumstances = { now, machine: machineOf(deps), wantedBound, hasOverdueAudits: isOverdue };
  const hours = (ms: number): number => ms / 3_600_000;
  const view = (hashed: Hashed | null) => (hashed === null ? null : viewEvidence(hashed, wantedBound));
  return {
    mode: readMode(stored, now).mode,
    from: from === null ? null : viewChange(from, names),
    live:
      live === null
        ? null
        : {
            share: live.share,
            expiresAt: live.expiresAt.toISOString(),
            proposedBy: names[live.proposedBy] ?? live.proposedBy,
            confirmedBy: names[live.confirmedBy] ?? live.confirmedBy,
            admitted: await database.automaticAdmissions.countSince(live.since),
            evidence: view(confirmed),
          },
    watch: [...(await readWatch(deps))],
    watchedAt: stored?.watchedAt?.toISOString() ?? null,
    proposal:
      proposal === null
        ? null
        : {
            ...viewChange(proposal, names),
            isMine: proposal.by === who.id,
            isTooOld: isTooOld(proposal, now),
            evidence: view(shown),
          },
    evidence: viewEvidence(current, wantedBound),
    limits: {
      maximumShare: goLiveLimits.maximumShare,
      longestLiveHours: hours(goLiveLimits.longestLiveMs),
      proposalLifetimeHours: hours(goLiveLimits.proposalLifetimeMs),
      auditShare: goLiveLimits.auditShare,
    },
    audits: { ...audits, oldestOpenAt: audits.oldestOpenAt?.toISOString() ?? null, isOverdue },
    mayNot: mayNot(standing, who, current, shown, circumstances),
    canHold: canHold(standing),
  };
}
