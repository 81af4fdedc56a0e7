// What stands beside the evidence of a case: its comparison, its receipt, other applications.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../server/contract/review.ts';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { axeViolations } from './axe.ts';
import { casePath, openCase, press } from './desk-hand.tsx';
import { useDeskInTests } from './open-desk.tsx';
import { makeCase, otherId, thirdId } from './fixtures.ts';

useDeskInTests();

const region = (name: string | RegExp) => screen.findByRole('region', { name });

describe('the comparison', () => {
  it('says by mark and by word what each source answers, and why one does not agree', async () => {
    openCase();
    const table = within(await region(en.compared.title)).getByRole('table');
    const cells = (row: string) =>
      within(within(table).getByRole('rowheader', { name: row }).closest('tr') as HTMLElement)
        .getAllByRole('cell')
        .map((cell) => cell.textContent);
    expect(cells(en.compared.rows.legalName)).toEqual([
      '孙··',
      expect.stringContaining(en.compared.nothing),
      `= ${en.compared.agreements.agrees}`,
      expect.stringContaining(en.compared.nothing),
    ]);
    const [, card] = cells(en.compared.rows.face);
    expect(card).toContain(`? ${en.compared.agreements['not-answered']}`);
    expect(card).toContain(en.reasons['document-face-unclear']);
    expect(cells(en.compared.rows.legalRepresentative).at(-1)).toContain(
      `≠ ${en.compared.agreements.disagrees}`,
    );
    expect(await axeViolations()).toEqual([]);
  });
});

describe('what the register has', () => {
  const lines = (section: HTMLElement) =>
    within(section)
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]);

  it('is shown line by line, and what it does not say as not said', async () => {
    openCase();
    const { states, kinds, ...labels } = en.registered;
    expect(lines(await region(labels.title))).toEqual([
      [labels.state, states.revoked],
      [labels.name, '示范百货店'],
      [labels.legalRepresentative, '周··'],
      [labels.address, '··········'],
      [labels.scope, labels.notSaid],
      [labels.establishedOn, '2019-05-06'],
      [labels.validUntil, labels.notSaid],
      [labels.penalties, `${kinds['serious-violation']} · 2026-03-02 · 提交虚假材料取得登记`],
    ]);
    expect(await axeViolations()).toEqual([]);
  });

  it('tells no entries from a register that offers none', async () => {
    const { registered } = makeCase();
    openCase(makeCase({ registered: registered && { ...registered, penalties: null } }));
    expect(lines(await region(en.registered.title)).at(-1)?.[1]).toBe(en.registered.notOffered);
  });

  it('has no place where the register had nothing to say', async () => {
    openCase(makeCase({ registered: null }));
    await region(en.compared.title);
    expect(screen.queryByRole('region', { name: en.registered.title })).toBeNull();
  });
});

describe('the receipt', () => {
  type Receipt = NonNullable<CaseView['receipt']>;
  const withReceipt = (part: Partial<Receipt>) => {
    const { receipt } = makeCase();
    return makeCase({ receipt: receipt && { ...receipt, ...part } });
  };

  it('is said to hold, and can be taken along', async () => {
    openCase();
    await screen.findByText(en.receipt.verdicts.verified);
    const link = screen.getByRole('link', { name: en.receipt.download });
    expect(link.getAttribute('href')).toBe(`${casePath}/receipt`);
    expect(link.hasAttribute('download')).toBe(true);
  });

  it('of an open case says that its file comes later', async () => {
    openCase(withReceipt({ hasFile: false }));
    await screen.findByText(en.receipt.fileLater);
    expect(screen.queryByRole('link', { name: en.receipt.download })).toBeNull();
  });

  it('that does not hold says in what, in words', async () => {
    openCase(withReceipt({ verdict: 'differs', fault: 'transcript' }));
    const said = await screen.findByText(new RegExp(en.receipt.verdicts.differs));
    expect(said.textContent).toContain(en.receipt.faults.transcript);
    expect(screen.queryByText(en.receipt.verdicts.verified)).toBeNull();
  });

  it('that cannot be read shows nothing that it says', async () => {
    openCase(withReceipt({ verdict: 'not-signed', fault: 'cut-short', said: null }));
    await screen.findByText(en.receipt.unreadable);
    expect(screen.queryByText(en.receipt.says)).toBeNull();
  });
});

describe('other applications', () => {
  const related: CaseView['related'] = [
    {
      applicationId: otherId,
      by: ['citizen', 'phone'],
      state: 'refused',
      isSubmitted: true,
      openedAt: '2026-10-01T08:00:00.000Z',
      decidedAt: '2026-10-02T08:00:00.000Z',
      outcome: { decision: 'refuse', reasons: ['fraud-suspected'] },
    },
    {
      applicationId: thirdId,
      by: ['business'],
      state: 'draft',
      isSubmitted: false,
      openedAt: '2026-11-20T08:00:00.000Z',
      decidedAt: null,
      outcome: null,
    },
  ];

  it('say what they have in common and what became of them; what was sent can be opened', async () => {
    openCase(makeCase({ related }), {
      [`GET /api/review/cases/${otherId}`]: { json: makeCase({ applicationId: otherId }) },
    });
    const section = await region(new RegExp(en.related.title));
    const [refused, unsent] = within(section).getAllByRole('listitem');
    expect(refused?.textContent).toContain(
      en.related.same([en.related.kinds.citizen, en.related.kinds.phone]),
    );
    expect(refused?.textContent).toContain(en.reasons['fraud-suspected']);
    expect(within(unsent as HTMLElement).queryByRole('button')).toBeNull();
    press('l');
    expect(document.activeElement).toBe(section);
    fireEvent.click(within(section).getByRole('button', { name: en.related.open('9QX2') }));
    await screen.findByText(en.case.heading('9QX2'));
  });

  it('that are not there are said not to be', async () => {
    openCase();
    await screen.findByText(en.related.none);
  });
});

describe('the trail', () => {
  it('is drawn for whoever opens it', async () => {
    openCase();
    const title = await screen.findByText(en.trail.title);
    const trail = title.closest('details');
    if (trail === null) throw new Error('the trail can be opened');
    expect(trail.querySelector('table')).toBeNull();
    trail.open = true;
    fireEvent(trail, new Event('toggle'));
    await waitFor(() => expect(trail.querySelectorAll('tbody tr')).toHaveLength(makeCase().trail.length));
  });
});
