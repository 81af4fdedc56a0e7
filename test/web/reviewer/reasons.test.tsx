// Choosing reasons by typing, and the sentences that are offered for them.
import { fireEvent, screen, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { reviewReasons } from '../../../server/domain/reason-code.ts';
import { revocationReasons } from '../../../server/domain/revocation.ts';
import { proposalsFor, withSentence } from '../../../web/reviewer/proposal.ts';
import { fits } from '../../../web/reviewer/reason-search.ts';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { proposalsZhCN } from '../../../web/shared/strings/proposals.zh-CN.ts';
import { axeViolations } from './axe.ts';
import { openCase, press } from './desk-hand.tsx';
import { makeCase, myClaim } from './fixtures.ts';
import { useDeskInTests } from './open-desk.tsx';

useDeskInTests();

async function openRefusal(): Promise<HTMLElement> {
  openCase(makeCase({ claim: myClaim }));
  await screen.findByText(en.case.release);
  press('r');
  return screen.findByRole('dialog');
}

const search = () => screen.getByLabelText<HTMLInputElement>(new RegExp(en.decide.findReason));
const message = () => screen.getByLabelText<HTMLTextAreaElement>(en.decide.message);
const checked = () =>
  [...document.querySelectorAll<HTMLInputElement>('input[name=reason]:checked')].map(({ value }) => value);

describe('a reason', () => {
  it('is found by any of its words, in any order', () => {
    expect(fits('Not entitled to act', 'ACT not')).toBe(true);
    expect(fits('Not entitled to act', 'acted')).toBe(false);
    expect(fits('无权代表该主体', '代表')).toBe(true);
  });

  it('is chosen by typing and Enter, which sends nothing; its number stays what it was', async () => {
    const drawer = await openRefusal();
    fireEvent.keyDown(drawer, { key: '/' });
    expect(document.activeElement).toBe(search());
    fireEvent.input(search(), { target: { value: 'fraud' } });
    const option = within(drawer).getByLabelText(/^Fraud is suspected/);
    expect(option.closest('label')?.querySelector('kbd')?.textContent).toBe('6');
    expect(drawer.querySelectorAll('label.option:not([hidden])')).toHaveLength(1);
    await screen.findByText(en.decide.reasonsFound(1));
    expect(await axeViolations()).toEqual([]);
    fireEvent.keyDown(search(), { key: 'Enter' });
    expect(checked()).toEqual(['fraud-suspected']);
    expect(search().value).toBe('');
    expect(screen.queryByText(en.decide.missing)).toBeNull();
  });

  it('that does not exist is said not to, and Enter chooses none', async () => {
    await openRefusal();
    fireEvent.input(search(), { target: { value: 'zebra' } });
    await screen.findByText(en.decide.reasonsFound(0));
    fireEvent.keyDown(search(), { key: 'Enter' });
    expect(checked()).toEqual([]);
  });
});

describe('a sentence for the applicant', () => {
  it('is there for each reason, and short enough to be sent several at a time', () => {
    for (const language of ['zh-CN', 'en'] as const)
      for (const reason of [...reviewReasons, ...revocationReasons]) {
        const [sentence = ''] = proposalsFor(language, [reason], '');
        expect(sentence).not.toBe('');
        expect(sentence.length).toBeLessThan(200);
      }
  });

  it('is offered once, under what is there already', () => {
    const [sentence = ''] = proposalsFor('en', ['not-of-age'], '');
    expect(withSentence('Hello. ', sentence)).toBe(`Hello.\n${sentence}`);
    expect(proposalsFor('en', ['not-of-age'], withSentence('', sentence))).toEqual([]);
    expect(proposalsFor('en', ['cannot-tell'], '')).toEqual([]);
  });

  it('is written only on request, in the applicant’s language, and can be changed', async () => {
    const drawer = await openRefusal();
    fireEvent.keyDown(drawer, { key: '3' });
    const sentence = proposalsZhCN['not-of-age'];
    await within(drawer).findByText(sentence);
    expect(message().value).toBe('');
    fireEvent.keyDown(drawer, { key: 'i' });
    await screen.findByDisplayValue(sentence);
    expect(within(drawer).queryByRole('list', { name: en.decide.proposals })).toBeNull();
    fireEvent.input(message(), { target: { value: '改过了' } });
    const offer = await within(drawer).findByRole('list', { name: en.decide.proposals });
    expect(offer.querySelector('[lang]')?.getAttribute('lang')).toBe('zh-CN');
    fireEvent.click(within(offer).getByRole('button'));
    expect(message().value).toBe(`改过了\n${sentence}`);
    expect(document.activeElement).toBe(message());
  });
});
