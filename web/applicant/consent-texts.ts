// The exact wording of the consents as one text per item: what was on the screen is what is kept by its hash.
import type { ApplicationView } from '../../server/contract/application.ts';
import type { ConsentAnswer, ConsentItem } from '../../server/contract/words.ts';
import { consentTextVersion } from '../shared/strings/consent.zh-CN.ts';
import type { Language } from '../shared/strings/language.ts';
import type { Strings } from '../shared/strings/zh-CN.ts';
import type { ConsentsBody } from './applicant-api.ts';

export const consentItems = [
  'id-document',
  'face',
  'government-query',
  'retention',
] as const satisfies readonly ConsentItem[];

/** Without these nothing can be checked; the server says the same. */
export const indispensable: readonly ConsentItem[] = ['id-document', 'retention'];

/** What was answered; what was taken back since counts as refused. */
export function answersOf({
  consents,
}: Pick<ApplicationView, 'consents'>): Partial<Record<ConsentItem, ConsentAnswer>> {
  const answered = consentItems.filter((item) => consents[item] !== undefined);
  return Object.fromEntries(
    answered.map((item) => [item, consents[item] === 'granted' ? 'granted' : 'refused']),
  );
}

/** The lines of one item, in the order they stand on the screen. */
export function consentLines(strings: Strings, marketplace: string, item: ConsentItem) {
  const text = strings.consentTexts(marketplace)[item];
  const { labels, ifRefusedTitle } = strings.consent;
  return {
    title: text.title,
    lines: [
      { label: labels.what, text: text.what },
      { label: labels.why, text: text.why },
      { label: labels.howLong, text: text.howLong },
      { label: labels.whoSees, text: text.whoSees },
      { label: ifRefusedTitle, text: text.ifRefused },
    ],
  };
}

export function consentsBody(
  strings: Strings,
  language: Language,
  marketplace: string,
  answers: Readonly<Record<ConsentItem, ConsentAnswer>>,
): ConsentsBody {
  const exact = (item: ConsentItem): string => {
    const { title, lines } = consentLines(strings, marketplace, item);
    return [title, ...lines.map(({ label, text }) => `${label}: ${text}`)].join('\n');
  };
  return {
    language,
    textVersion: consentTextVersion,
    answers: { ...answers },
    texts: {
      'id-document': exact('id-document'),
      face: exact('face'),
      'government-query': exact('government-query'),
      retention: exact('retention'),
    },
  };
}
