// The separate things an applicant agrees to, with what refusing each of them leads to.

export const consentItems = ['id-document', 'face', 'government-query', 'retention'] as const;
export type ConsentItem = (typeof consentItems)[number];

/** Raised with every change of the wording below it; the exact text shown is recorded by its hash. */
export const consentTextVersion = '2026-11-3';

/**
 * Wordings that name a second look by colleagues, who check that decisions are right. What somebody agreed to before is
 * not used for that. A new version belongs here only if its wording says so.
 */
export const secondLookTextVersions: readonly string[] = ['2026-11-2', '2026-11-3'];

/** Whether everything that was granted, and will be shown, was granted in such words. */
export function coversSecondLook(
  granted: readonly { readonly item: ConsentItem; readonly textVersion: string }[],
): boolean {
  return (
    granted.some(({ item }) => item === 'id-document') &&
    granted.every(({ textVersion }) => secondLookTextVersions.includes(textVersion))
  );
}

/**
 * `stops`: there is nothing we could check without it. `face-free-path`: same states, same clocks, always a human.
 * `human-only`: the government's record is not asked, and a person decides without it.
 */
export const refusalLeadsTo = {
  'id-document': 'stops',
  face: 'face-free-path',
  'government-query': 'human-only',
  retention: 'stops',
} as const satisfies Record<ConsentItem, 'stops' | 'face-free-path' | 'human-only'>;

export type ConsentAnswer = 'granted' | 'refused';
export type ConsentAnswers = Readonly<Record<ConsentItem, ConsentAnswer>>;

/** What an entry of the ledger says. `withdrawn`: granted once, and taken back. The newest entry of an item counts. */
export const consentStandings = ['granted', 'refused', 'withdrawn'] as const;
export type ConsentStanding = (typeof consentStandings)[number];
export type ConsentStandings = Readonly<Partial<Record<ConsentItem, ConsentStanding>>>;

/** Where it was answered: on the way through the application, or later on the status page. */
export const consentChannels = ['journey', 'status-page'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** Whether the journey can go on after these answers. */
export function canContinue(answers: ConsentStandings): boolean {
  return consentItems.every((item) => answers[item] === 'granted' || refusalLeadsTo[item] !== 'stops');
}
