// What the reviewer narrowed the queue to: kept for the sitting, written as an address, counted. Pure but for the keeping.
import type { NextBody, QueueView } from '../../server/contract/queue.ts';

export type QueueFilter = Omit<NextBody, 'except'>;

const storageKey = 'portcullis-queue-filter';

export function readFilter(): QueueFilter {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function keepFilter(filter: QueueFilter): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(filter));
  } catch {
    // storage closed: the filter lasts as long as the page
  }
}

/** With one part set, or taken away. */
export function narrowed<Part extends keyof QueueFilter>(
  filter: QueueFilter,
  part: Part,
  value: QueueFilter[Part],
): QueueFilter {
  const rest = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== part)) as QueueFilter;
  return value === undefined ? rest : { ...rest, [part]: value };
}

export const countParts = (filter: QueueFilter): number => Object.keys(filter).length;

/** What follows the queue's address, `?` included; empty for all of it. */
export function queueAddress(filter: QueueFilter, after: QueueView['nextPage']): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, value === true ? 'yes' : String(value));
  if (after !== null) query.set('after', after);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
