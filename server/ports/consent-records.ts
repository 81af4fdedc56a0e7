// Answers to consent items: append-only, the newest answer of an item counts.
import type { ApplicationId, Language } from '../domain/application.ts';
import type { ConsentChannel, ConsentItem, ConsentStanding, ConsentStandings } from '../domain/consent.ts';

export interface ConsentRow {
  readonly applicationId: ApplicationId;
  readonly item: ConsentItem;
  readonly answer: ConsentStanding;
  readonly textVersion: string;
  /** Of the exact wording that was on the screen, hex. */
  readonly textSha256: string;
  readonly language: Language;
  readonly channel: ConsentChannel;
  readonly at: Date;
}

/** `id`: by which whatever was taken under it names it. */
export type ConsentEntry = ConsentRow & { readonly id: number };

export interface ConsentRecords {
  /** Rejects when the database refuses, as it does for taking back what is not granted. */
  record(rows: readonly ConsentRow[]): Promise<void>;
  /** Every answer there ever was, oldest first. */
  ledger(applicationId: ApplicationId): Promise<readonly ConsentEntry[]>;
  /** The newest answer per item; items never answered are absent. */
  current(applicationId: ApplicationId): Promise<ConsentStandings>;
  /** What is granted now, with the wording it was granted in. */
  granted(applicationId: ApplicationId): Promise<readonly Pick<ConsentRow, 'item' | 'textVersion'>[]>;
}
