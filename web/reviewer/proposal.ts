// Sentences for the applicant that go with the chosen reasons, in the applicant's language; inserted only on request. Pure.
import { proposalsEn } from '../shared/strings/proposals.en.ts';
import { proposalsZhCN, type ProposalReason } from '../shared/strings/proposals.zh-CN.ts';
import type { Language } from '../shared/strings/language.ts';
import type { WantedReason } from './wire.ts';

const proposals: Readonly<Record<Language, Readonly<Record<ProposalReason, string>>>> = {
  'zh-CN': proposalsZhCN,
  en: proposalsEn,
};

/** Those that do not stand in the message yet, in the order of choosing. */
export function proposalsFor(
  language: Language,
  reasons: readonly WantedReason[],
  message: string,
): readonly string[] {
  const table: Partial<Record<WantedReason, string>> = proposals[language];
  const sentences = reasons.flatMap((reason) => table[reason] ?? []);
  return [...new Set(sentences)].filter((sentence) => !message.includes(sentence));
}

/** On a line of its own under what is there. */
export function withSentence(message: string, sentence: string): string {
  const before = message.trimEnd();
  return before === '' ? sentence : `${before}\n${sentence}`;
}
