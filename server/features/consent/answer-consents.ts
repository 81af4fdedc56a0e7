// Records the answers to the separate consent items; refusing the face leads to the face-free path.
import { createHash } from 'node:crypto';
import { canContinue, consentItems, type ConsentAnswers, type ConsentItem } from '../../domain/consent.ts';
import type { ApplicationId, ApplicationPath, Language } from '../../domain/application.ts';
import { demandEditable } from '../../domain/editable.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';

export interface AnsweredConsents {
  readonly language: Language;
  readonly textVersion: string;
  readonly answers: ConsentAnswers;
  /** The exact wording shown, per item. */
  readonly texts: Readonly<Record<ConsentItem, string>>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Answers are kept whatever they are. Throws `consent-missing` afterwards when nothing could be checked without
 * the refused item: the refusal itself is on record.
 */
export async function answerConsents(
  deps: { database: Database; clock: Clock },
  id: ApplicationId,
  given: AnsweredConsents,
): Promise<void> {
  const { database, clock } = deps;
  const path: ApplicationPath = given.answers.face === 'refused' ? 'face-free' : 'face';
  const hashes = Object.fromEntries(consentItems.map((item) => [item, sha256(given.texts[item])]));
  await database.transaction(async (tx) => {
    const row = demandEditable(await tx.applications.lock(id));
    const at = clock.now();
    await tx.consents.record(
      consentItems.map((item) => ({
        applicationId: id,
        item,
        answer: given.answers[item],
        textVersion: given.textVersion,
        textSha256: sha256(given.texts[item]),
        language: given.language,
        channel: 'journey' as const,
        at,
      })),
    );
    if (path === 'face-free') {
      await tx.liveness.replaceOpen(id);
      await tx.liveness.discardComplete(id);
      await tx.evidence.supersede(id, ['liveness-frame', 'best-frame']);
    }
    await tx.applications.save(id, {
      path,
      language: given.language,
      fix: row.fix.filter(({ item }) => path === 'face' || item !== 'liveness'),
    });
    const { answers, textVersion } = given;
    const event = { applicationId: id, actor: { kind: 'applicant' }, at } as const;
    await tx.audit.append(
      { ...event, type: 'consent.answered', data: { answers, textVersion, textSha256: hashes } },
      ...(row.path === path ? [] : [{ ...event, type: 'path.changed', data: { path } } as const]),
    );
  });
  if (!canContinue(given.answers)) {
    const item = (['id-document', 'retention'] as const).find((one) => given.answers[one] === 'refused');
    throw new DomainError('consent-missing', { item });
  }
}
