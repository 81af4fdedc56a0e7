// The views of the desk: their names in the address, and the key of each.

/** In the order in which they are shown. Which of them there is a page for stands in `view-pages.tsx`. */
export const deskViews = ['queue', 'gate', 'quality', 'account', 'marketplace', 'services', 'holds'] as const;

export type DeskView = (typeof deskViews)[number];

export const viewKeys = {
  queue: '1',
  gate: '2',
  quality: '3',
  account: '4',
  marketplace: '5',
  services: '6',
  holds: '7',
} as const satisfies Record<DeskView, string>;

export interface DeskAddress {
  readonly view: DeskView;
  /** Stays while another view than the queue is shown, so that the way back leads to it. */
  readonly openId: string | null;
}

/** What an address asks for; a view that does not exist reads as the queue. */
export function readDeskAddress(search: string, existing: readonly DeskView[]): DeskAddress {
  const query = new URLSearchParams(search);
  const id = query.get('case');
  return {
    view: existing.find((view) => view === query.get('view')) ?? 'queue',
    openId: id !== null && /^a_[0-9A-Za-z]{22}$/.test(id) ? id : null,
  };
}

/** The query part of an address, `?` included; empty for the queue with no case open. */
export function deskAddress({ view, openId }: DeskAddress): string {
  const query = new URLSearchParams({
    ...(view === 'queue' ? {} : { view }),
    ...(openId === null ? {} : { case: openId }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}
