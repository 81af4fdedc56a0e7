// The words of the reviewers' desk in English.
import { accountEn, signInEn } from './account.en.ts';
import { caseEn } from './case.en.ts';
import { checksEn } from './checks.en.ts';
import { decideEn } from './decide.en.ts';
import { deskProblemsEn } from './desk-problems.en.ts';
import type { DeskStrings } from './desk.zh-CN.ts';
import { keysEn } from './keys.en.ts';
import { queueEn } from './queue.en.ts';

export const deskEn: DeskStrings = {
  title: 'Review desk',
  product: 'Portcullis',
  languageLabel: 'Language',
  skipToCase: 'Skip to the case',
  skipToPage: 'Skip to the content',
  viewsLabel: 'Views of the desk',
  views: {
    queue: 'Queue',
    gate: 'Gate',
    quality: 'Quality',
    account: 'Account',
    marketplace: 'Marketplace',
    services: 'Services',
    holds: 'Legal holds',
  },
  signOut: 'Sign out',
  loading: 'Loading…',
  close: 'Close',
  tryAgain: 'Try again',
  reload: 'Reload the case',
  problemNumber: (requestId) => `Reference ${requestId}`,
  signIn: signInEn,
  roles: { reviewer: 'Reviewer', lead: 'Lead reviewer', operator: 'Operator' },
  gate: {
    hold: 'HOLD',
    holdMeans: 'Every application is decided by a person.',
    live: 'LIVE',
    liveMeans: 'The machine may admit verified applications; people decide the rest.',
    label: 'Gate',
  },
  account: accountEn,
  queue: queueEn,
  subjectKinds: { individual: 'Individual', 'sole-proprietor': 'Sole proprietor', company: 'Company' },
  paths: { face: 'with face', 'face-free': 'face-free' },
  languages: { 'zh-CN': '中文', en: 'English' },
  states: {
    draft: 'being filled in',
    checking: 'being checked by machine',
    in_review: 'waits for a reviewer',
    awaiting_resubmission: 'with the applicant, to do again',
    admitted: 'admitted',
    refused: 'refused',
    withdrawn: 'withdrawn',
    expired: 'expired',
    revoked: 'revoked',
  },
  age: {
    seconds: 'under 1 min',
    minutes: (minutes) => `${minutes} min`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
    days: (days, hours) => `${days} d ${hours} h`,
  },
  ...caseEn,
  ...checksEn,
  ...decideEn,
  keys: keysEn,
  problems: deskProblemsEn,
};
