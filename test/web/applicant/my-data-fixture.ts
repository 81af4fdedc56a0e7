// A copy for the person, of an application that a reviewer has open; parts of it as a test wants them.
import { accessView, type AccessView } from '../../../server/contract/access.ts';

export type Look = AccessView['looks'][number];
type Kept = AccessView['keeping'][number];

export const kept = (what: Kept['what'], part: Partial<Kept> = {}): Kept => ({
  what,
  isKept: true,
  allowedBy: what === 'face' ? 'face' : what === 'record' ? 'government-query' : 'id-document',
  until: null,
  because: 'under-review',
  lockedAt: null,
  ...part,
});

export const look = (what: string, at: string, part: Partial<Look> = {}): Look => ({
  what,
  detail: null,
  why: null,
  by: 'reviewer',
  at,
  ...part,
});

export const copyWith = (
  part: Partial<Pick<AccessView, 'keeping' | 'looks' | 'evidence'>> = {},
  application: Partial<AccessView['application']> = {},
): AccessView =>
  accessView.parse({
    version: 1,
    madeAt: '2026-11-23T08:00:00.000Z',
    marketplace: 'Example Market',
    application: {
      applicationId: 'a_0123456789012345678901',
      state: 'in_review',
      path: 'face',
      language: 'en',
      submissions: 1,
      openedAt: '2026-11-20T08:00:00.000Z',
      submittedAt: '2026-11-20T08:30:00.000Z',
      decidedAt: null,
      expiresAt: '2026-11-27T08:00:00.000Z',
      jurisdiction: 'CN',
      jurisdictionBasis: 'document',
      leftAt: null,
      isUnderLegalHold: false,
      ...application,
    },
    keeping: [
      kept('face'),
      kept('record', { isKept: false }),
      kept('document'),
      kept('history', { allowedBy: 'retention', because: 'history' }),
    ],
    declared: {
      subjectKind: 'individual',
      legalName: '张三丰',
      citizenId: '99110119900307002X',
      business: null,
      shop: { name: 'Tea', categories: ['tea'], brands: [] },
      contact: { phone: '+8613800000000', email: null },
    },
    consents: [
      {
        entry: 1,
        item: 'face',
        answer: 'granted',
        textVersion: '2026-11-1',
        textSha256: '0'.repeat(64),
        language: 'en',
        channel: 'journey',
        at: '2026-11-20T08:01:00.000Z',
      },
    ],
    queries: [],
    evidence: [],
    captures: [],
    registered: [],
    checks: [],
    recommendations: [],
    decisions: [],
    looks: [],
    history: [],
    marketplaceKnows: { sellerReference: null, states: [], statements: [] },
    leftOut: ['legal-hold-reasons', 'until-decided'],
    ...part,
  });
