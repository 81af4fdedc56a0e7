// Answers to consent items: append-only, the newest answer of an item counts.
import type { ApplicationId, Language } from '../domain/application.ts';
import type { ConsentAnswer, ConsentItem } from '../domain/consent.ts';

export interface ConsentRow {
  readonly applicationId: ApplicationId;
  readonly item: ConsentItem;
  readonly answer: ConsentAnswer;
  readonly textVersion: string;
  /** Of the exact wording that was on the screen, hex. */
  readonly textSha256: string;
  readonly language: Language;
  readonly at: Date;
}

export interface ConsentRecords {
  record(rows: readonly ConsentRow[]): Promise<void>;
  /** The newest answer per item; items never answered are absent. */
  current(applicationId: ApplicationId): Promise<Readonly<Partial<Record<ConsentItem, ConsentAnswer>>>>;
  /** What is granted now, with the wording it was granted in. */
  granted(applicationId: ApplicationId): Promise<readonly Pick<ConsentRow, 'item' | 'textVersion'>[]>;
}
