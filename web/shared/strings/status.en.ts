// Words of the status page, in English: how far it is, whose turn, how long, what you can do.
import type { StatusStrings } from './status.zh-CN.ts';

export const statusEn: StatusStrings = {
  title: 'Your application',
  timeline: {
    received: 'Received',
    checked: 'Checked by machine',
    reviewer: 'With a reviewer',
    decided: 'Decided',
  },
  timelineStatus: { done: 'done', current: 'now', todo: 'later' },
  now: {
    checking:
      'Photos and details are being checked by machine, usually a minute or two. You can leave this page.',
    in_review: 'A person looks at every application. It is their turn; there is nothing for you to do.',
    awaiting_resubmission: 'It is your turn. Only what is listed here; everything else stays.',
    admitted: 'You are admitted and can open your shop.',
    refused: 'You were not admitted this time. The reasons and what you can do are below.',
    withdrawn: 'This application has ended. Nothing more will happen.',
    expired: 'This application lay still for too long and expired. You can start anew.',
    revoked: 'Your admission was taken back. The reason and what you can do are below.',
    draft: 'The application has not been sent yet.',
  },
  sentAt: (when) => `Sent ${when}.`,
  checkingLonger: 'Your application is being checked. Today that takes longer. You can leave this page.',
  serviceOut: (when) =>
    `An office that we ask about you does not answer at the moment. We keep asking until ${when} at the latest; then a person goes on without it. There is nothing for you to do.`,
  ahead: (cases) =>
    cases === 0
      ? 'Yours is the next one.'
      : cases === 1
        ? 'One application comes before yours.'
        : `${cases} applications come before yours.`,
  opens: (when) => `Reviewers start work ${when}.`,
  expected: (guess) => `At the present pace it is decided ${guess}.`,
  inAbout: (span) => `in about ${span}`,
  about: (when) => `about ${when}`,
  notKnown: 'There have been too few decisions lately to say how long it takes.',
  target: (when) => `We aim to decide by ${when} at the latest.`,
  targetPassed: (when) =>
    `We meant to decide by ${when} and are late. We are sorry; you are still in the queue.`,
  beyondTarget: (when) => `That is later than ${when}, which we aim for. We are sorry and working on it.`,
  updatesItself: 'This page updates by itself.',
  minutes: (minutes) => `${minutes} minutes`,
  hours: (hours) => (hours === 1 ? 'an hour' : `${hours} hours`),
  fixTitle: 'What to do again',
  fixGo: (item) => `Change: ${item}`,
  messageTitle: 'From the reviewer to you',
  reasonsTitle: 'Reasons',
  askedAt: (when) => `The reviewer answered ${when}.`,
  decidedAt: (when) => `Decided ${when}.`,
  revocationReasons: {
    'fraud-found': 'What you gave us turned out not to be genuine.',
    'identity-in-doubt': 'It has become doubtful who applied.',
    'no-longer-entitled': 'You may no longer act for this business.',
    'admitted-in-error': 'You were admitted by a mistake of ours.',
    'asked-by-the-seller': 'You asked for it.',
  },
  revokedNext:
    'If you think this is wrong, write to us and name the number of this application; a person answers. You can also apply again.',
  appealTitle: 'Do you disagree?',
  appealText: 'You can appeal. Another reviewer then looks at everything again.',
  appeal: 'Appeal to another person',
  receiptTitle: 'Your receipt',
  receiptText:
    'A signed file that proves when and how you agreed to your statement, without your name or number in it. Anybody can check it offline with the command below.',
  receiptDownload: 'Download your receipt',
  keptTitle: 'What we keep about you',
  kept: {
    declaration: 'The details you entered',
    photos: 'Photos of your documents',
    liveness: 'Pictures of the recording and your statement',
    consents: 'What you agreed to, and what not',
  },
  keptNone: 'Nothing yet.',
  keptNote: 'All of it encrypted. How long, and who sees it, stands in the words you answered:',
  takeBack: {
    title: 'Take back a consent',
    lead: 'Each consent can be taken back by itself, at any time. What it allowed is deleted at once, and you get a signed receipt of that.',
    standing: { granted: 'agreed', refused: 'not agreed', withdrawn: 'taken back' },
    go: 'Take back',
    goFor: (title) => `Take back: ${title}`,
    leadsTo: {
      face: 'Pictures of your face and the features computed from them are deleted now. The application goes on without: a person looks at it in another way. Same place, same time, no disadvantage; a decision that was made stands.',
      'government-query':
        'The record is not asked about you any more, and the portrait and business data that came from it are deleted now. The application goes on; a person judges by what you gave us.',
      ends: 'Without it nothing can be checked: the application ends, and what you gave us is deleted now.',
      erased: 'What you gave us is deleted now. The decision stands.',
      locked:
        'The law makes us keep who a seller is, also after they have left. So it is not deleted but locked now: encrypted, seen by nobody, and deleted when the time that the law names is over. Your admission stands.',
    },
    confirm: 'Yes, take it back',
    stay: 'Leave it as it is',
    receiptTitle: 'What was deleted',
    receiptText:
      'A signed file that says what was taken back and deleted, and when; no name or number is in it. Anybody can check it offline with the command below.',
    receiptDownload: 'Download the receipt',
  },
  withdrawTitle: 'Withdraw',
  withdrawText:
    'Withdrawing ends the application. Pictures of your face are deleted within a day, the rest as the law says.',
  withdraw: 'Withdraw the application',
  withdrawConfirm: 'Yes, withdraw',
  withdrawStay: 'Do not withdraw',
  resumeTitle: 'Continue on another device',
  resumeText:
    'This link is yours alone. Whoever opens it can see and continue your application; do not pass it on.',
  resumeCopy: 'Copy link',
  resumeCopied: 'Copied.',
  resumeNotCopied: 'It could not be copied by itself. Select the link and copy it.',
  resumeShowQr: 'Show QR code',
  resumeQrAlt: 'QR code of the link',
  resumeLinkLabel: 'Link to continue',
  leaveDevice: {
    title: 'Leave this device',
    text: 'For a phone or computer that others use as well. Nothing about your application changes; it just cannot be opened from here any more.',
    comeBack:
      'Your link brings you back, here or on any device, for seven days. Copy it and keep it first: without it you would have to start anew.',
    history: 'If you opened such a link in this browser, delete it from the browser’s history as well.',
    unsent: 'What you have entered and not sent yet is gone then.',
    go: 'Leave this device',
    confirm: 'Yes, leave',
    stay: 'Stay here',
    leftTitle: 'You have left on this device',
    leftText: 'Nothing about your application has changed. To come back, open the link that you kept.',
    start: 'To the start',
  },
  startNew: 'Start a new application',
  number: (id) => `Application ${id}`,
};
