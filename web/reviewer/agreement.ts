// Compares the sealed recommendation with what the reviewer decided.
import type { Decision, Recommendation } from './wire.ts';

const decisionLike: Readonly<Record<Recommendation['outcome'], Decision | null>> = {
  admit: 'approve',
  refuse: 'refuse',
  resubmit: 'ask-again',
  review: null, // the machine left it to a person; there is nothing to agree with
};

export function agreement(
  outcome: Recommendation['outcome'],
  decision: Decision,
): 'agrees' | 'disagrees' | 'noOpinion' {
  const like = decisionLike[outcome];
  if (like === null) return 'noOpinion';
  return like === decision ? 'agrees' : 'disagrees';
}
