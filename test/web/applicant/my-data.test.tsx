// What is kept about the applicant, as they read it: on its way, in the way, and there, whatever stands in it.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import type { AccessView } from '../../../server/contract/access.ts';
import { looksByDay } from '../../../web/applicant/looks.ts';
import { MyData } from '../../../web/applicant/screens/my-data.tsx';
import { LanguageContext, type Language } from '../../../web/shared/strings/language.ts';
import { en } from '../../../web/shared/strings/en.ts';
import { myDataEn as words } from '../../../web/shared/strings/my-data.en.ts';
import { myDataZhCN } from '../../../web/shared/strings/my-data.zh-CN.ts';
import { axeViolations } from '../reviewer/axe.ts';
import { copyWith, kept, look } from './my-data-fixture.ts';
import { answer, refusal, serve, viewAt, type Answer } from './support.tsx';

const address = 'GET /access';

function open(read: Answer | (() => Answer), language: Language = 'en') {
  const asked = serve({ [address]: read });
  const onBack = vi.fn();
  render(
    <LanguageContext value={language}>
      <main>
        <MyData view={viewAt(null, { state: 'in_review', turn: 'reviewer' })} onBack={onBack} />
      </main>
    </LanguageContext>,
  );
  return { asked, onBack };
}

async function openWith(copy: AccessView, language: Language = 'en'): Promise<void> {
  open(answer(copy), language);
  const title = language === 'en' ? words.keepingTitle : myDataZhCN.keepingTitle;
  await screen.findByRole('heading', { name: title });
}

const part = (title: string): HTMLElement => {
  const section = screen.getByRole('heading', { name: title }).closest('section');
  if (!section) throw new Error(`no part ${title}`);
  return section;
};
const card = (what: keyof typeof words.what): string =>
  screen.getByRole('heading', { name: words.what[what] }).parentElement?.textContent ?? '';

describe('on the way', () => {
  it('says that it is loading, and offers the whole copy and the way back meanwhile', async () => {
    const { onBack } = open(answer(copyWith()));
    expect(screen.getByRole('status').textContent).toBe(en.common.loading);
    expect(screen.getByText(words.download).getAttribute('href')).toMatch(/\/access\/file$/);
    fireEvent.click(screen.getByRole('button', { name: words.back }));
    expect(onBack).toHaveBeenCalledOnce();
    await screen.findByRole('heading', { name: words.keepingTitle });
    expect(screen.queryByText(en.common.loading)).toBeNull();
  });
});

describe('in the way', () => {
  it('says what is the matter, and asks again when told to', async () => {
    const answers = [refusal('internal', 500), refusal('not-found', 404), answer(copyWith())];
    const { asked } = open(() => answers.shift() ?? refusal('internal', 500));
    const again = (): HTMLElement => screen.getByRole('button', { name: en.common.tryAgain });
    const first = await screen.findByRole('alert');
    expect(first.textContent).toContain(en.problems.internal.says);
    expect(await axeViolations()).toEqual([]);
    fireEvent.click(again());
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('status').textContent).toBe(en.common.loading);
    expect((await screen.findByRole('alert')).textContent).toContain(en.problems['not-found'].says);
    fireEvent.click(again());
    const heading = await screen.findByRole('heading', { name: words.keepingTitle });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(asked).toHaveLength(3);
  });

  it('does not wait for ever for an answer that it cannot read', async () => {
    open(answer({ nothing: 'of the kind' }, 502));
    await screen.findByRole('alert');
  });
});

describe('who looked', () => {
  it('says so when nobody has', async () => {
    await openWith(copyWith());
    expect(within(part(words.looksTitle)).getByText(words.noLooks)).not.toBeNull();
    expect(within(part(words.looksTitle)).queryAllByRole('listitem')).toEqual([]);
    expect(await axeViolations()).toEqual([]);
  });

  const pictures = Array.from({ length: 30 }, (_, index) =>
    look('evidence.viewed', `2026-11-21T03:${String(10 + index)}:00.000Z`, {
      detail: index < 28 ? 'liveness-frame' : 'id-front',
      why: 'review',
    }),
  );
  const many = [
    look('case.viewed', '2026-11-21T03:05:00.000Z'),
    look('case.viewed', '2026-11-21T03:06:00.000Z'),
    look('case.revealed', '2026-11-21T03:07:00.000Z', { detail: 'citizenId' }),
    ...pictures,
    look('evidence.viewed', '2026-11-21T04:00:00.000Z', { detail: 'id-front', why: 'audit', by: 'lead' }),
    look('evidence.viewed', '2026-11-22T03:00:00.000Z', { detail: 'id-front', why: 'review' }),
  ];

  it('is a line for each day, role and purpose, with how often, when, and at which pictures', async () => {
    await openWith(copyWith({ looks: many }));
    const lines = [...part(words.looksTitle).querySelectorAll(':scope > ul > li')].map(
      (line) => line.textContent,
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('3 looks');
    expect(lines[0]).toContain('opened the application (2 times)');
    expect(lines[0]).toContain('looked at unmasked details: ID number');
    expect(lines[1]).toContain(`a reviewer · ${words.why.review}`);
    expect(lines[1]).toContain('30 looks');
    expect(lines[1]).toContain('picture of the recording (28 times), front of the document (2 times)');
    expect(lines[2]).toContain(`a lead reviewer · ${words.why.audit}`);
    expect(lines[3]).toContain('one look');
    expect(lines[3]).not.toContain('–');
    expect(await axeViolations()).toEqual([]);
  });

  it('says it in Chinese as well', async () => {
    await openWith(copyWith({ looks: many }), 'zh-CN');
    const text = part(myDataZhCN.looksTitle).textContent;
    expect(text).toContain('审核员 · 为审核申请');
    expect(text).toContain('共 30 次');
    expect(text).toContain('拍摄画面（28 次）、证件正面（2 次）');
  });

  it('counts every look once, in whatever way they are put together', () => {
    const groups = looksByDay(many, (iso) => iso.slice(0, 10));
    expect(groups.reduce((sum, { times }) => sum + times, 0)).toBe(many.length);
    for (const { looked, times } of groups)
      expect(looked.reduce((sum, one) => sum + one.times, 0)).toBe(times);
    expect(groups[1]).toMatchObject({ firstAt: pictures[0]?.at, lastAt: pictures.at(-1)?.at });
  });

  it('goes by the reader’s days, not by those of Greenwich', () => {
    const late = look('case.viewed', '2026-11-21T23:30:00.000Z');
    const early = look('case.viewed', '2026-11-22T00:30:00.000Z');
    expect(looksByDay([late, early], (iso) => iso.slice(0, 10))).toHaveLength(2);
    expect(looksByDay([late, early], () => 'the same day')).toHaveLength(1);
  });
});

describe('what is locked or held', () => {
  const lockedAt = '2026-11-10T00:00:00.000Z';

  it('says of what a duty keeps since when it is locked, until when, and nothing of a legal hold', async () => {
    const until = '2029-11-10T00:00:00.000Z';
    const locked = kept('document', { until, because: 'left', lockedAt });
    await openWith(
      copyWith(
        { keeping: [kept('face', { isKept: false }), locked] },
        { state: 'admitted', leftAt: lockedAt },
      ),
    );
    expect(card('document')).toContain('Locked since Nov');
    expect(card('document')).toContain('2029');
    expect(card('document')).toContain(words.cause.left);
    expect(card('face')).toContain(words.notKept);
    expect(screen.queryByText(words.held)).toBeNull();
  });

  it('says that there is a legal hold and what follows, and that its reason is not told', async () => {
    const held = (['face', 'document'] as const).map((what) =>
      kept(what, { because: 'legal-hold', lockedAt: what === 'face' ? lockedAt : null }),
    );
    await openWith(copyWith({ keeping: held }, { state: 'refused', isUnderLegalHold: true }));
    expect(screen.getByText(words.held)).not.toBeNull();
    expect(card('face')).toContain(words.openEnd['legal-hold']);
    expect(card('face')).toContain('Locked since');
    expect(card('document')).not.toContain('Locked since');
    expect(screen.getByText(words.leftOut['legal-hold-reasons'])).not.toBeNull();
    expect(await axeViolations()).toEqual([]);
  });
});
