// Why an applicant ended their application, with which of the reasons reviewers are told of.

/** What a button says. */
export const saidReasons = ['changed-mind', 'unwilling-or-pressured'] as const;
export const withdrawalReasons = [...saidReasons, 'statement-declined'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/**
 * Who left so may have been made to apply. Reviewers are told even when nothing was ever sent, because the same people
 * may send it again under another's hand. An ordinary withdrawal of what was never sent is nobody's business.
 */
export const unwillingReasons = [
  'unwilling-or-pressured',
  'statement-declined',
] as const satisfies readonly WithdrawalReason[];

export const isUnwilling = (reason: WithdrawalReason): boolean =>
  unwillingReasons.some((unwilling) => unwilling === reason);
