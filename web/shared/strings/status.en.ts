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
  startNew: 'Start a new application',
  number: (id) => `Application ${id}`,
};
