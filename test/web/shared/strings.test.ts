// Every code that the server can send has words in both languages.
import { describe, expect, it } from 'vitest';
import { consentTextVersion } from '../../../web/shared/strings/consent.zh-CN.ts';
import { tables } from '../../../web/shared/strings/tables.ts';
import { applicationStates } from '../../../server/domain/application.ts';
import { consentItems, consentTextVersion as serversVersion } from '../../../server/domain/consent.ts';
import { photoFindings } from '../../../server/domain/evidence.ts';
import { captureHints, retryReasons, stepKinds } from '../../../server/domain/liveness-protocol.ts';
import { problemTypes } from '../../../server/domain/problem-type.ts';
import { checkReasons, reviewReasons } from '../../../server/domain/reason-code.ts';

const isSaid = (text: string): boolean => text.trim().length > 1;

/** Every text of a table, with functions called on harmless values. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return textsOf((value as (...values: unknown[]) => unknown)(2, 3));
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [];
}

describe.each(Object.entries(tables))('in %s', (language, strings) => {
  it('says what is the matter and what to do for every problem type', () => {
    for (const type of [
      ...Object.keys(problemTypes),
      'connection-lost',
    ] as (keyof typeof strings.problems)[]) {
      const wording = strings.problems[type];
      expect(isSaid(wording.says) && isSaid(wording.next), type).toBe(true);
    }
  });

  it('has a sentence for every reason, a word for every finding, and both for every repeat', () => {
    for (const reason of [...checkReasons, ...reviewReasons])
      expect(isSaid(strings.reasons[reason]), reason).toBe(true);
    for (const finding of photoFindings) expect(isSaid(strings.findings[finding]), finding).toBe(true);
    for (const reason of retryReasons) {
      const { says, next } = strings.capture.retry[reason];
      expect(isSaid(says) && isSaid(next), reason).toBe(true);
    }
    for (const hint of captureHints) expect(isSaid(strings.capture.hints[hint]), hint).toBe(true);
    for (const kind of stepKinds) expect(isSaid(strings.capture.instructions[kind].title), kind).toBe(true);
    for (const state of applicationStates) expect(isSaid(strings.states[state]), state).toBe(true);
  });

  it('tells what, why, how long, who sees and what refusing means for every consent', () => {
    const texts = strings.consentTexts('某商城');
    for (const item of consentItems) {
      expect(Object.values(texts[item]).every(isSaid), item).toBe(true);
      expect(Object.values(texts[item])).toHaveLength(6);
    }
  });

  it('never blames and never shows a bare code', () => {
    for (const text of textsOf(strings)) {
      expect(text).not.toMatch(/\bfailed\b|\binvalid\b|\berror\b|失败|无效|非法|错误码/iu);
    }
  });

  it('is written in its own language', () => {
    const withChinese = textsOf(strings).filter((text) => /\p{Script=Han}/u.test(text.replace('𠮷', '')));
    const share = withChinese.length / textsOf(strings).length;
    if (language === 'en') expect(withChinese).toEqual([]);
    else expect(share).toBeGreaterThan(0.95);
  });
});

it('shows the consent wording under the version that the server records', () => {
  expect(consentTextVersion).toBe(serversVersion);
});
