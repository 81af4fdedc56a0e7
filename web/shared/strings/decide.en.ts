// The words of deciding a case and of what follows, in English.
import type { DecideStrings } from './decide.zh-CN.ts';

export const decideEn: DecideStrings = {
  decisions: { approve: 'Approve', refuse: 'Refuse', 'ask-again': 'Ask again' },
  items: {
    declaration: 'Declared details',
    'id-front': 'Photo of the ID front',
    'id-back': 'Photo of the ID back',
    'business-licence': 'Photo of the business licence',
    liveness: 'Liveness capture',
  },
  decide: {
    bar: 'Decide',
    titles: {
      approve: 'Approve this application',
      refuse: 'Refuse this application',
      'ask-again': 'Ask the applicant to do something again',
    },
    reasons: 'Reasons (at least one, at most five)',
    reasonsHint: 'Choose with the number keys',
    items: 'What to do again (at least one)',
    message: 'Your words to the applicant (optional)',
    messageHint: (language) => `Write in the applicant's language: ${language}. At most 1000 characters.`,
    preview: 'The applicant will read',
    previewEmpty: 'Choose a reason to see what the applicant will read.',
    note: 'Internal note (the applicant never sees it, optional)',
    submit: { approve: 'Confirm: approve', refuse: 'Confirm: refuse', 'ask-again': 'Confirm: ask again' },
    submitting: 'Recording your decision…',
    cancel: 'Close without deciding',
    pickReason: 'Choose at least one reason.',
    tooManyReasons: 'Choose at most five reasons.',
    pickItem: 'Choose at least one thing to do again.',
    tooLong: 'Your words to the applicant may have 1000 characters.',
    noteTooLong: 'The note may have 4000 characters.',
    missing: 'Almost there:',
    twoPeopleFraud:
      'Refusing for fraud takes two people. Your decision is recorded first; it takes effect after another person decides.',
    twoPeopleGrave: (findings) =>
      `${findings}. Approving nevertheless takes two people: your decision is recorded first and takes effect after another person approves too.`,
    neverApproved: (findings) =>
      `${findings}. No number of approvals admits in this case. Consider refusing.`,
    draftKept: 'Note and words survive a reload; reasons are chosen afresh.',
    needClaim: 'Claim the case first [c].',
  },
  undo: {
    title: (decision) => `Your decision: ${decision}`,
    notYet:
      "It does not count yet. The machine's recommendation opens when it does; the applicant sees nothing until then.",
    left: (seconds) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'} left to undo it`,
    leftStill: 'It can be undone for some seconds',
    undo: 'Undo',
    settle: 'Let it count now',
    settling: 'Making it count…',
    undone: 'The decision is undone. The case is still yours, and what you wrote is still here.',
  },
  sealed: {
    title: 'What the machine recommended (sealed until you decided)',
    outcomes: {
      admit: 'admit',
      review: 'could not tell; a person decides',
      resubmit: 'ask the applicant to do something again',
      refuse: 'refuse',
    },
    yours: (decision) => `Your decision: ${decision}`,
    agrees: 'agrees with your decision',
    disagrees: 'disagrees with your decision',
    noOpinion: 'the machine said neither yes nor no; nothing to compare',
    reasons: 'Its reasons',
    policy: (version) => `policy ${version}`,
    recorded: "Your decision is recorded; the applicant's page shows the outcome.",
    next: 'Next case',
    noNext: 'No other free case is waiting.',
  },
};
