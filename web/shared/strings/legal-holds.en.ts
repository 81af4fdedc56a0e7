// The words of the page of legal holds, and of their part of a case, in English.
import type { LegalHoldsStrings } from './legal-holds.zh-CN.ts';

export const legalHoldsEn: LegalHoldsStrings = {
  title: 'Legal holds',
  onlyOperators: 'This page is for operators.',
  how: 'While a hold is in force nothing of the application is erased; what falls due is locked instead. The applicant sees that there is a hold, and not why. Setting and lifting are recorded in the audit trail.',
  none: 'No application is under a legal hold.',
  application: 'Application',
  since: 'Since',
  by: 'Set by',
  why: 'Why',
  ways: 'What to do',
  byCommand: 'the command line',
  open: (id) => `Open case ${id}`,

  caseTitle: 'Legal hold',
  caseHeld: (since, by) => `Held since ${since}, set by ${by}. Nothing of it is erased.`,
  caseNotHeld: 'Not under a legal hold: everything is erased when its time is over.',

  set: 'Set a legal hold',
  setTitle: (id) => `Set a legal hold on ${id}`,
  setMeans:
    'Nothing of the application is erased until the hold is lifted. What falls due meanwhile is locked: the desk does not see it any more, not after the hold is lifted either.',
  number: 'Number of the application',
  numberHint:
    'a_ and 22 characters, as in the address of its case. One that was never sent, or is locked, can be held as well.',
  reason: 'Why it is held',
  liftReason: 'Why it is lifted',
  reasonHint:
    'For example a dispute, an inspection, a crime. Write no name and no number; 1000 characters at most.',
  pickNumber: 'Write the whole number of the application: a_ and 22 characters.',
  pickReason: 'Write why, in 1000 characters at most.',
  missing: 'Almost there:',
  cancel: 'Not now',
  wasSet: (id) => `${id} is under a legal hold now.`,

  lift: 'Lift',
  liftOf: (id) => `Lift the legal hold on ${id}`,
  liftTitle: (id) => `Lift the legal hold on ${id}?`,
  liftMeans: 'What fell due under it is erased within a minute, and cannot come back.',
  liftConfirm: 'Yes, lift it',
  keep: 'Leave it in force',
  wasLifted: (id) => `The legal hold on ${id} is lifted.`,

  changed: {
    set: { says: 'This application is held already.', next: 'What is shown is what is in force now.' },
    lift: { says: 'This hold was lifted already.', next: 'What is shown is what is in force now.' },
  },
  absent: {
    says: 'There is no application of this number.',
    next: 'Compare it with what you were sent, character by character.',
  },
};
