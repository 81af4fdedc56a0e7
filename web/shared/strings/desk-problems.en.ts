// What the desk says when the server does not do something, in English.
import type { DeskProblem } from './desk-problems.zh-CN.ts';
import type { Wording } from './wording.ts';

export const deskProblemsEn: Record<DeskProblem, Wording> = {
  'invalid-request': {
    says: 'What was sent is not complete.',
    next: 'Check reasons, what to do again and lengths, then send again.',
  },
  'not-authenticated': {
    says: 'You are not signed in, or the session is over.',
    next: 'Sign in again; what you wrote stays in this window.',
  },
  'sign-in-link-used': {
    says: 'This sign-in link is used up or too old.',
    next: 'Ask an operator for a new one.',
  },
  'sign-in-not-proved': {
    says: 'The sign-in could not be confirmed: what came back does not fit what was sent, was used already, or took more than ten minutes.',
    next: 'Sign in again. If it stays so, give the reference to an operator.',
  },
  'sign-in-declined': {
    says: 'The sign-in was not completed: it was cancelled, or the provider did not allow it.',
    next: 'Sign in again, with another account if need be.',
  },
  'no-reviewer-role': {
    says: 'Your account is in order, but it has no role at this desk.',
    next: 'Ask the people who look after accounts to give you the role of reviewer, lead or operator, then sign in again; or use another account.',
  },
  'reviewer-barred': {
    says: 'An operator has barred your account; all your sessions have ended.',
    next: 'If you think that is wrong, talk to an operator of this desk.',
  },
  'role-not-enough': {
    says: 'Your role does not allow this.',
    next: 'Ask a lead reviewer or an operator to do it.',
  },
  'provider-not-reachable': {
    says: 'The identity provider cannot be reached now, so nobody can sign in with it.',
    next: 'Try again in a while. If it cannot wait, an operator can make an emergency link.',
  },
  'foreign-origin': {
    says: 'The request came from another site and was stopped.',
    next: 'Open the review desk of this site directly.',
  },
  'not-found': {
    says: 'There is no such case.',
    next: 'The applicant may have withdrawn it. Choose another one from the queue.',
  },
  'event-not-possible': {
    says: 'The case has changed; this is not possible any more.',
    next: 'Reload the case to see whose turn it is.',
  },
  'case-locked': {
    says: 'This case is locked: kept for a legal duty, and shown to nobody.',
    next: 'There is nothing to do here. Choose the next case.',
  },
  'case-kept-for-another': {
    says: 'This case is kept for the colleague who asked for it.',
    next: 'It is free to claim once the time is over. Choose the next case.',
  },
  'case-claimed-by-another': {
    says: 'Another reviewer holds this case.',
    next: 'You can go on looking, but not decide. Choose the next case.',
  },
  'case-not-claimed': {
    says: 'You do not hold this case now; the claim may have run out.',
    next: 'Claim it again; what you wrote is still here.',
  },
  'already-decided-by-you': {
    says: 'You have decided this case already.',
    next: 'The second decision is for another person. Choose the next case.',
  },
  'nothing-to-undo': {
    says: 'This decision counts now and can no longer be undone.',
    next: 'Reload the case to see it as it is. If it was wrong, tell a lead.',
  },
  'own-case': {
    says: 'This is your own case, or one linked to you.',
    next: 'Nobody decides their own case. Put it back into the queue.',
  },
  'too-many-attempts': { says: 'That was too often.', next: 'Wait a minute and try again.' },
  'temporarily-busy': {
    says: 'More work is waiting than can be taken now.',
    next: 'Wait a few seconds and try again.',
  },
  'temporarily-unavailable': {
    says: 'A part of the service is not available now.',
    next: 'Try again in a moment; what you wrote is still here.',
  },
  internal: {
    says: 'Something went wrong on our side.',
    next: 'Try again; if it stays so, give the reference to an operator.',
  },
  'connection-lost': {
    says: 'The server cannot be reached.',
    next: 'Check the network and try again; what you wrote is still here.',
  },
};
