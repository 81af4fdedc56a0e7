// The words of signing in and of the account page in English.
import type { AccountStrings, SignInStrings } from './account.zh-CN.ts';

export const signInEn: SignInStrings = {
  title: 'Review desk: please sign in',
  withProvider: (name) => `Sign in with ${name}`,
  providerHow:
    'The desk has no passwords of its own. You sign in at the identity provider and come back here.',
  otherAccount: 'Sign in with another account',
  how: 'The desk has no passwords. You enter with a one-time sign-in link.',
  where: {
    demo: [
      'The window where the service starts (npm start) prints sign-in links; each works once, and not for long.',
      'When a link is used up or too old, an operator makes a new one: npx portcullis reviewers link.',
    ],
    usual: ['Ask an operator for a sign-in link; each works once, within 24 hours.'],
  },
  emergency:
    'When the identity provider cannot be used, an operator can make an emergency link; signing in with it is recorded.',
  after: 'After signing in with a link, come back to this page.',
  check: 'I am signed in, go on',
  signingIn: 'Signing in with your link…',
  signedOut: 'You are signed out.',
  stillAtProvider: (name) =>
    `You may still be signed in at ${name}. If others use this computer, sign out there as well.`,
  signOutAtProvider: (name) => `Sign out at ${name} as well`,
};

export const accountEn: AccountStrings = {
  title: 'Account',
  name: 'Name',
  role: 'Role',
  id: 'Id',
  sessions: 'Your sessions',
  sessionsMean:
    'You are signed in at these places. A session ends by itself after an hour without activity, or at its time.',
  emergency: 'You signed in with an emergency link: the session ends after an hour, and is recorded.',
  people: 'Everybody',
  peopleMean:
    'Everybody who can enter the desk, and where they are signed in. Ending sessions, barring and letting in again are recorded.',
  times: (opened, seen, until) => `signed in ${opened} · last seen ${seen} · until ${until} at most`,
  ways: { provider: 'identity provider', link: 'one-time link', 'break-glass': 'emergency link' },
  unknownBrowser: 'unknown',
  thisOne: 'this one',
  end: 'End',
  endOf: (browser, time) => `End the session of ${time} in ${browser}`,
  endOthers: 'End all other sessions',
  endAll: 'End all sessions',
  endAllOf: (name) => `End all sessions of ${name}`,
  noneOfTheirs: 'Not signed in now.',
  you: 'you',
  bar: 'Bar',
  barOf: (name) => `Bar ${name}`,
  barTitle: (name) => `Bar ${name}?`,
  barMeans:
    'All their sessions end at once, and they cannot sign in until an operator lets them in again. Cases they hold return to the queue when the claim runs out.',
  barConfirm: 'Bar',
  cancel: 'Cancel',
  barredSince: (time) => `barred since ${time}`,
  letIn: 'Let in again',
  letInOf: (name) => `Let ${name} in again`,
  ended: (sessions) => (sessions === 1 ? '1 session ended.' : `${sessions} sessions ended.`),
  barred: (name) => `${name} is barred; their sessions have ended.`,
  letInAgain: (name) => `${name} can sign in again.`,
};
