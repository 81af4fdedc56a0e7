// What the server has acknowledged to each applicant, held against everything it says later.
import { isDeepStrictEqual } from 'node:util';
import { applicationView, type ApplicationView } from '../../server/contract/application.ts';
import type { ApiClient } from '../try/http-client.ts';

export interface Entry {
  /** Speaks as this applicant, and notes what is acknowledged. */
  readonly client: ApiClient;
  /** The newest acknowledged view. */
  view: ApplicationView | null;
}

export interface Ledger {
  readonly entries: readonly Entry[];
  /** What was acknowledged and later gone, in words. */
  readonly lost: readonly string[];
  /** Somebody new; stands in the ledger from the first acknowledgement on. */
  begin(client: ApiClient): Entry;
  /** Answers when the next submission is acknowledged. */
  nextSubmission(): Promise<void>;
}

const progress = { draft: 0, checking: 1, in_review: 2 } as const;

function rankOf(view: ApplicationView): number {
  return view.state in progress ? progress[view.state as keyof typeof progress] : Number.NaN;
}

/** Whatever `before` has and `after` lacks. */
export function lostBetween(before: ApplicationView, after: ApplicationView): string[] {
  const lost: string[] = [];
  const id = before.applicationId;
  if (after.applicationId !== id) lost.push(`${id}: became ${after.applicationId}`);
  for (const [item, answer] of Object.entries(before.consents))
    if (after.consents[item as keyof typeof after.consents] !== answer)
      lost.push(`${id}: consent to ${item}`);
  if (before.declared !== null && !isDeepStrictEqual(before.declared, after.declared))
    lost.push(`${id}: the declaration`);
  for (const { kind, evidenceId } of before.photos)
    if (!after.photos.some((photo) => photo.evidenceId === evidenceId)) lost.push(`${id}: photo ${kind}`);
  if (before.liveness.isDone && !after.liveness.isDone) lost.push(`${id}: the capture`);
  if (!(rankOf(after) >= rankOf(before))) lost.push(`${id}: went from ${before.state} to ${after.state}`);
  return lost;
}

export function createLedger(): Ledger {
  const entries: Entry[] = [];
  const lost: string[] = [];
  let waiting: (() => void)[] = [];

  function acknowledge(entry: Entry, view: ApplicationView): void {
    if (entry.view === null) entries.push(entry);
    else lost.push(...lostBetween(entry.view, view));
    const isSubmission = entry.view?.state === 'draft' && view.state !== 'draft';
    entry.view = view;
    if (!isSubmission) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    entries,
    lost,
    begin(client) {
      const entry: Entry = {
        view: null,
        client: {
          async call(endpoint, call) {
            const answer = await client.call(endpoint, call);
            const view = applicationView.safeParse(answer);
            if (view.success) acknowledge(entry, view.data);
            return answer;
          },
        },
      };
      return entry;
    },
    nextSubmission: () => new Promise((resolve) => waiting.push(resolve)),
  };
}
