// Opens one made-up case at the desk, and works it by its keys.
import { fireEvent } from '@testing-library/preact';
import type { ReviewerView } from '../../../server/contract/review.ts';
import { caseId, makeCase, makeQueue } from './fixtures.ts';
import { handOut } from './fake-server.ts';
import { openDesk, type Answers } from './open-desk.tsx';

export const casePath = `/api/review/cases/${caseId}`;

/** A draft is taken as it comes, unless told otherwise. */
export function openCase(view = makeCase(), answers: Answers = {}, who: Partial<ReviewerView> = {}) {
  return openDesk(`/review?case=${caseId}`, who, {
    'GET /api/review/queue': { json: makeQueue() },
    [`GET ${casePath}`]: { json: view },
    [`PUT ${casePath}/draft`]: 'nothing',
    [`POST ${casePath}/evidence`]: handOut,
    ...answers,
  });
}

export const press = (key: string) => fireEvent.keyDown(document.body, { key });
