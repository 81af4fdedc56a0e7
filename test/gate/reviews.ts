// Sets of reviews that tests of the gate go through.
import type { ReviewReason } from '../../server/domain/reason-code.ts';
import type { Decision, Review } from '../../server/domain/review-case.ts';

const usual: Record<Decision, ReviewReason> = {
  approve: 'evidence-agrees',
  refuse: 'identity-not-established',
  'ask-again': 'photo-unreadable',
};

export const review = (
  reviewerId: string,
  decision: Decision,
  reasons: readonly ReviewReason[] = [usual[decision]],
): Review => ({
  reviewerId,
  decision,
  reasons,
  items: decision === 'ask-again' ? ['id-front'] : [],
});

const fraud = (reviewerId: string): Review => review(reviewerId, 'refuse', ['fraud-suspected']);

export const reviewSets: Readonly<Record<string, readonly Review[]>> = {
  none: [],
  'one approves': [review('ann', 'approve')],
  'one refuses': [review('ann', 'refuse')],
  'one asks again': [review('ann', 'ask-again')],
  'two approve': [review('ann', 'approve'), review('bo', 'approve')],
  'the same person approves twice': [review('ann', 'approve'), review('ann', 'approve')],
  'the same person refuses twice': [review('ann', 'refuse'), review('ann', 'refuse')],
  'one approves, another refuses': [review('ann', 'approve'), review('bo', 'refuse')],
  'one refuses, another approves': [review('ann', 'refuse'), review('bo', 'approve')],
  'one approves, another asks again': [review('ann', 'approve'), review('bo', 'ask-again')],
  'two against one': [review('ann', 'approve'), review('bo', 'refuse'), review('cy', 'approve')],
  'one against two': [review('ann', 'approve'), review('bo', 'refuse'), review('cy', 'refuse')],
  'one suspects fraud': [fraud('ann')],
  'the same person suspects fraud twice': [fraud('ann'), fraud('ann')],
  'two suspect fraud': [fraud('ann'), fraud('bo')],
  'one suspects fraud, another refuses': [fraud('ann'), review('bo', 'refuse')],
};

/** How many different people decided so. */
export const people = (reviews: readonly Review[], decision: Decision): number =>
  new Set(reviews.filter((made) => made.decision === decision).map((made) => made.reviewerId)).size;
