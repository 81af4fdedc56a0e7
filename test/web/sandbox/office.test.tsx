// The sandbox registry office: marked in every state, with words for every way that it can go wrong.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePersonName } from '../../../server/domain/person-name.ts';
import { issueCitizen, readOffice } from '../../../server/contract/sandbox.ts';
import { sandboxEn as en } from '../../../web/shared/strings/sandbox.en.ts';
import { sandboxZhCN as zh } from '../../../web/shared/strings/sandbox.zh-CN.ts';
import { Problem } from '../../../web/shared/api.ts';
import { ProblemNotice } from '../../../web/sandbox/problem-notice.tsx';
import { problemsEn } from '../../../web/shared/strings/problems.en.ts';
import { IssuedPerson } from '../../../web/sandbox/issued-person.tsx';
import { madeUpName } from '../../../web/sandbox/made-up-name.ts';
import { OfficePage } from '../../../web/sandbox/office-page.tsx';
import { cutOf, portraitHeight, portraitWidth } from '../../../web/sandbox/portrait-crop.ts';
import { drawBack, drawFront } from '../../../web/sandbox/specimen-card.ts';
import {
  cardHeight,
  cardWidth,
  frontTexts,
  portraitBox,
  validity,
} from '../../../web/sandbox/specimen-layout.ts';
import { openWebcam } from '../../../web/sandbox/webcam.ts';
import { fakeServer } from '../reviewer/fake-server.ts';

const office = {
  magicNumbers: [
    {
      citizenId: '990000199001010010',
      outcome: 'match',
      shows: { 'zh-CN': '一致', en: 'Everything agrees' },
    },
  ],
  magicBusinessCodes: [
    { code: '92990101MA0000000X', outcome: 'active', shows: { 'zh-CN': '正常', en: 'In business' } },
  ],
};
const person = {
  name: '云知夏',
  sex: 'female',
  birthDate: '1990-06-15',
  citizenId: '990101199006150027',
} as const;

beforeEach(() => {
  localStorage.setItem('portcullis-language', 'en');
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the office', () => {
  it('lists every number and code with what it shows', async () => {
    fakeServer({ 'GET /api/sandbox/office': { json: office } });
    render(<OfficePage />);
    expect(await screen.findByText('990000199001010010')).toBeTruthy();
    expect(screen.getByText('Everything agrees')).toBeTruthy();
    expect(screen.getByText('In business')).toBeTruthy();
    expect(screen.getByText(en.banner)).toBeTruthy();
  });

  it('says that there is none where the sandbox is not configured, still under its banner', async () => {
    fakeServer({});
    render(<OfficePage />);
    expect(await screen.findByText(en.notHere)).toBeTruthy();
    expect(screen.getByText(en.banner)).toBeTruthy();
    expect(screen.queryByText(en.form.issue)).toBeNull();
  });

  it('asks for a portrait before it issues anybody', async () => {
    const { asked } = fakeServer({ 'GET /api/sandbox/office': { json: office } });
    render(<OfficePage />);
    fireEvent.click(await screen.findByRole('button', { name: en.form.issue }));
    expect(await screen.findByText(en.form.needPortrait)).toBeTruthy();
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('says what is missing in the language that is chosen afterwards', async () => {
    fakeServer({ 'GET /api/sandbox/office': { json: office } });
    render(<OfficePage />);
    fireEvent.click(await screen.findByRole('button', { name: en.form.issue }));
    const summary = await screen.findByText(en.form.needPortrait);
    expect(document.activeElement).toBe(summary.closest('[role=alert]'));
    fireEvent.click(screen.getByRole('button', { name: '中文' }));
    expect(await screen.findByText(zh.form.needPortrait)).toBeTruthy();
  });

  it('says so when a file is no photo', async () => {
    fakeServer({ 'GET /api/sandbox/office': { json: office } });
    vi.stubGlobal('createImageBitmap', async () => Promise.reject(new Error('not a picture')));
    render(<OfficePage />);
    const input = await screen.findByLabelText(en.portrait.file);
    fireEvent.change(input, { target: { files: [new File(['x'], 'x.txt')] } });
    expect(await screen.findByText(en.portrait.unreadable)).toBeTruthy();
  });

  it('says that there is no portrait yet, then names the file that was chosen', async () => {
    fakeServer({ 'GET /api/sandbox/office': { json: office } });
    vi.stubGlobal('createImageBitmap', async () => Promise.resolve({ width: 400, height: 500 }));
    render(<OfficePage />);
    const input = await screen.findByLabelText(en.portrait.file);
    expect(screen.getByText(en.portrait.none)).toBeTruthy();
    input.focus();
    expect(document.activeElement).toBe(input); // hidden from the eye, not from the keyboard
    fireEvent.change(input, { target: { files: [new File(['x'], 'me.jpg')] } });
    expect(await screen.findByText(en.portrait.chosen('me.jpg'))).toBeTruthy();
    expect(screen.queryByText(en.portrait.none)).toBeNull();
    expect(screen.getByRole('img', { name: en.portrait.preview })).toBeTruthy();
  });

  it('says how to frame the face when there are several', () => {
    for (const words of [en, zh]) {
      for (const type of ['several-faces', 'no-face-found', 'face-too-small'])
        expect(words.portraitProblems[type]?.next).toBeTruthy();
    }
    render(<ProblemNotice problem={new Problem('several-faces', 422)} />);
    expect(screen.getByRole('alert').textContent).toContain(zh.portraitProblems['several-faces']?.next);
  });

  it('changes to Chinese at once', async () => {
    fakeServer({ 'GET /api/sandbox/office': { json: office } });
    render(<OfficePage />);
    fireEvent.click(await screen.findByRole('button', { name: '中文' }));
    expect(await screen.findByText(zh.banner)).toBeTruthy();
    expect(await screen.findByText('一致')).toBeTruthy();
  });

  it('has words for every problem of its addresses', () => {
    for (const type of [...readOffice.problems, ...issueCitizen.problems])
      expect(problemsEn[type].says).toBeTruthy();
  });

  it('gives an issued person a name, a number and a way to apply', () => {
    const issued = { citizen: person, portrait: document.createElement('canvas'), issuedOn: '2026-11-23' };
    render(<IssuedPerson {...issued} onAnother={() => undefined} />);
    expect(screen.getByText(person.citizenId)).toBeTruthy();
    expect(screen.getByRole('link').getAttribute('href')).toBe('/apply');
    expect(document.activeElement?.id).toBe('issued-title');
  });
});

describe('made-up names', () => {
  it('are names that an application takes, whatever chance says', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      for (let step = 0; step < 50; step++) {
        let turn = 0;
        const random = (): number => ((step * 7 + turn++ * 13) % 50) / 50;
        expect(parsePersonName(madeUpName(language, random).name).ok).toBe(true);
      }
    }
  });
});

describe('the portrait', () => {
  it.each([
    [4000, 1000],
    [1000, 4000],
    [640, 480],
  ])('is cut 4:5 from inside a picture of %i × %i', (width, height) => {
    for (const crop of [
      { zoom: 1, across: 0.5, down: 0.5 },
      { zoom: 3, across: 1, down: 1 },
      { zoom: 4, across: 0, down: 1 },
    ]) {
      const cut = cutOf(width, height, crop);
      expect(cut.width / cut.height).toBeCloseTo(portraitWidth / portraitHeight);
      expect(cut.x).toBeGreaterThanOrEqual(0);
      expect(cut.y).toBeGreaterThanOrEqual(0);
      expect(cut.x + cut.width).toBeLessThanOrEqual(width + 1e-6);
      expect(cut.y + cut.height).toBeLessThanOrEqual(height + 1e-6);
    }
  });

  it('stays large enough on the card to be found again', () => {
    expect(cardWidth).toBeGreaterThanOrEqual(1400);
    expect(cardWidth / cardHeight).toBeCloseTo(85.6 / 53.98, 2);
    expect(portraitBox.width).toBeGreaterThanOrEqual(300);
    expect(portraitBox.x + portraitBox.width).toBeLessThan(cardWidth);
    expect(portraitBox.width / portraitBox.height).toBeCloseTo(portraitWidth / portraitHeight);
  });
});

describe('the specimen card', () => {
  /** Notes what is written, and does nothing else. */
  function notingPen(): { pen: CanvasRenderingContext2D; written: string[]; pictures: number } {
    const noted = { written: [] as string[], pictures: 0 };
    const own: Record<string, unknown> = {
      fillText: (text: string) => noted.written.push(text),
      drawImage: () => noted.pictures++,
      measureText: () => ({ width: 100 }),
      createLinearGradient: () => ({ addColorStop: () => undefined }),
    };
    const pen = new Proxy(own, {
      get: (target, name: string) => target[name] ?? (() => undefined),
      set: () => true,
    });
    return Object.assign(noted, { pen: pen as unknown as CanvasRenderingContext2D });
  }

  it('says on both sides that it is a specimen and no document', () => {
    const [front, back] = [notingPen(), notingPen()];
    drawFront(front.pen, person, document.createElement('canvas'));
    drawBack(back.pen, '2026-11-23');
    for (const { written } of [front, back]) {
      expect(written).toContain('SPECIMEN');
      expect(written).toContain('样本');
      expect(written.join(' ')).toContain('NOT AN IDENTITY DOCUMENT');
    }
    expect([front.pictures, back.pictures]).toEqual([1, 0]);
  });

  it('carries the person’s details clear of the portrait', () => {
    const values = frontTexts(person).map((text) => text.value);
    expect(values).toEqual(expect.arrayContaining([person.name, person.citizenId, person.birthDate]));
    for (const { x, maxWidth } of frontTexts(person)) expect(x + maxWidth).toBeLessThan(portraitBox.x);
  });

  it('is valid for ten years', () => {
    expect(validity('2026-11-23')).toBe('2026-11-23 – 2036-11-23');
  });
});

describe('the webcam', () => {
  const refusing = (name: string) => ({
    getUserMedia: async () => Promise.reject(new DOMException('no', name)),
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'absent'],
    ['NotReadableError', 'inUse'],
    ['TypeError', 'impossible'],
  ])('tells %s apart as %s', async (name, refusal) => {
    expect(await openWebcam(refusing(name))).toEqual({ ok: false, refusal });
  });

  it('says so where a browser gives pages no camera at all', async () => {
    expect(await openWebcam(undefined)).toEqual({ ok: false, refusal: 'impossible' });
  });
});
