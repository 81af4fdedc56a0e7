// What the address brings to the desk behind `#`: a one-time link's token, or how a sign-in at the provider ended.
import type { ProblemType } from '../../server/contract/words.ts';
import { Problem } from '../shared/api.ts';
import { deskAddress, readDeskAddress, type DeskView } from './desk-views.ts';

export interface Arrival {
  readonly signInToken: string | null;
  readonly problem: Problem | null;
}

export function hasArrival(hash: string): boolean {
  const arrival = new URLSearchParams(hash.slice(1));
  return arrival.has('sign-in') || arrival.has('sign-in-problem');
}

/** The address bar loses it at once, before anything is asked of the server: it stays in no history. */
export function takeArrival(location: Location, history: History): Arrival {
  if (!hasArrival(location.hash)) return { signInToken: null, problem: null };
  const arrival = new URLSearchParams(location.hash.slice(1));
  const signInToken = arrival.get('sign-in');
  const type = arrival.get('sign-in-problem');
  history.replaceState(null, '', location.pathname + location.search);
  return {
    signInToken: signInToken === '' ? null : signInToken,
    problem: type === null ? null : problemOf(type, arrival.get('reference')),
  };
}

/** Anybody can make such an address: a type that the desk has no words for reads as a fault of ours. */
function problemOf(type: string, reference: string | null): Problem {
  const isReference = reference !== null && /^r_[0-9a-f-]{36}$/.test(reference);
  return new Problem(type as ProblemType, 0, isReference ? { requestId: reference } : {});
}

const returnKey = 'portcullis-desk-return';

/** Before the browser leaves for the provider: what is open stays in this window, and in no address of the server. */
export function keepAddress(location: Location): void {
  try {
    sessionStorage.setItem(returnKey, location.search);
  } catch {
    // storage closed: the desk opens at the queue
  }
}

/** After signing in: opens again what was open, unless the address names something itself. */
export function restoreAddress(location: Location, history: History, existing: readonly DeskView[]): void {
  try {
    const kept = sessionStorage.getItem(returnKey);
    sessionStorage.removeItem(returnKey);
    if (kept === null || location.search !== '') return;
    history.replaceState(null, '', location.pathname + deskAddress(readDeskAddress(kept, existing)));
  } catch {
    // storage closed
  }
}
