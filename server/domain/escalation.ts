// Why a reviewer gives a case to the leads.

export const escalationReasons = [
  'cannot-tell',
  'rule-unclear',
  'part-of-a-pattern',
  'person-at-risk',
  'knows-the-applicant',
  'technical-fault',
] as const;
export type EscalationReason = (typeof escalationReasons)[number];
