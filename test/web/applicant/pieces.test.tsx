// The small parts: holding a button, hints, geometry, honest times, which browser this is.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fewestActionsToDrawFrom, livenessActions } from '../../../server/domain/liveness-protocol.ts';
import type { CaptureNeeds } from '../../../server/domain/liveness-protocol.ts';
import { browserKindOf } from '../../../web/applicant/capture/browser-kind.ts';
import { chooseCamera, chosenCamera } from '../../../web/applicant/capture/camera-choice.ts';
import { cameraAfter, openCamera } from '../../../web/applicant/capture/camera.ts';
import { meanLuma, sightOf } from '../../../web/applicant/capture/guide/face-geometry.ts';
import { hintFrom } from '../../../web/applicant/capture/quality-hints.ts';
import type { StatementControl } from '../../../web/applicant/capture/use-capture.ts';
import { sayMoment } from '../../../web/applicant/honest-time.ts';
import { screenOf } from '../../../web/applicant/screen-of.ts';
import { CaptureNeedsForm, mostLeftOut, noNeeds } from '../../../web/applicant/screens/capture-needs.tsx';
import { HoldButton } from '../../../web/applicant/screens/hold-button.tsx';
import { Statement } from '../../../web/applicant/screens/statement.tsx';
import { LanguageContext } from '../../../web/shared/strings/language.ts';
import { viewAt } from './support.tsx';

describe('the held button', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    HTMLElement.prototype.setPointerCapture = () => undefined;
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });
  const mount = () => {
    const [onHold, onHeld] = [vi.fn(), vi.fn()];
    render(
      <HoldButton holdMs={2000} onHold={onHold} onHeld={onHeld} describedBy="x" isDone={false}>
        Hold
      </HoldButton>,
    );
    return { button: screen.getByRole('button'), onHold, onHeld };
  };

  it.each([
    ['a finger', () => ({ down: fireEvent.pointerDown, up: fireEvent.pointerUp, with: { button: 0 } })],
    ['the space bar', () => ({ down: fireEvent.keyDown, up: fireEvent.keyUp, with: { key: ' ' } })],
    ['Enter', () => ({ down: fireEvent.keyDown, up: fireEvent.keyUp, with: { key: 'Enter' } })],
  ])('means it after two seconds of %s, not before', (_, means) => {
    const { down, up, with: init } = means();
    const { button, onHold, onHeld } = mount();
    down(button, init);
    vi.advanceTimersByTime(1900);
    up(button, init);
    vi.advanceTimersByTime(5000);
    expect(onHeld).not.toHaveBeenCalled();
    expect(onHold.mock.calls).toEqual([[true], [false]]);
    down(button, init);
    vi.advanceTimersByTime(2000);
    expect(onHeld).toHaveBeenCalledOnce();
  });

  it('lets go when the focus goes elsewhere', () => {
    const { button, onHeld } = mount();
    fireEvent.keyDown(button, { key: ' ' });
    fireEvent.blur(button);
    vi.advanceTimersByTime(5000);
    expect(onHeld).not.toHaveBeenCalled();
  });
});

describe('the statement', () => {
  const mount = () => {
    HTMLElement.prototype.setPointerCapture = () => undefined;
    const control: { current: StatementControl } = { current: { answer: null } };
    render(
      <LanguageContext value="en">
        <Statement text="I want this. 2026-11-23" language="en" control={control} />
      </LanguageContext>,
    );
    const [hold, decline] = screen.getAllByRole('button');
    if (!hold || !decline) throw new Error('two answers');
    return { control: control.current, hold, decline };
  };
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it('shows both answers of the head in drawings, and only in words to those who listen', () => {
    mount();
    const answers = screen.getAllByRole('listitem');
    expect(answers.map((one) => one.textContent.trim())).toEqual([
      'Nod twice to agree',
      'Shake your head to decline',
    ]);
    for (const one of answers) expect(one.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('is agreed to by a button only while it is held, or was held until it was full', () => {
    vi.useFakeTimers();
    const { control, hold } = mount();
    fireEvent.pointerDown(hold, { button: 0 });
    expect(control.answer).toBe('agree');
    void act(() => void vi.advanceTimersByTime(1000));
    fireEvent.pointerUp(hold);
    expect(control.answer).toBeNull();
    fireEvent.pointerDown(hold, { button: 0 });
    void act(() => void vi.advanceTimersByTime(1600));
    fireEvent.pointerUp(hold);
    expect(control.answer).toBe('agree');
  });

  it('says after a while that no nod was seen, but not to somebody who holds the button', () => {
    vi.useFakeTimers();
    const { hold } = mount();
    expect(screen.getByRole('status').textContent).toBe('');
    void act(() => void vi.advanceTimersByTime(12_000));
    expect(screen.getByRole('status').textContent).toContain('nod twice again');
    fireEvent.pointerDown(hold, { button: 0 });
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('is declined by a button of the same size', () => {
    const { control, decline } = mount();
    fireEvent.click(decline);
    expect(control.answer).toBe('decline');
  });
});

describe('what is hard for somebody', () => {
  const open = (needs: CaptureNeeds = noNeeds) => {
    const told: CaptureNeeds[] = [];
    function Form() {
      const [now, setNow] = useState(needs);
      const tell = (next: CaptureNeeds): void => {
        told.push(next);
        setNow(next);
      };
      return <CaptureNeedsForm needs={now} onNeeds={tell} />;
    }
    render(
      <LanguageContext value="en">
        <Form />
      </LanguageContext>,
    );
    return told;
  };
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name, hidden: true });
  afterEach(cleanup);

  it('is more time, or up to three movements to leave out', () => {
    const told = open();
    for (const name of ['Nod', 'Close my eyes', 'Open my mouth']) fireEvent.click(box(name));
    fireEvent.click(screen.getByRole('checkbox', { name: /I need more time/, hidden: true }));
    expect(told.at(-1)).toEqual({ isLongerTime: true, without: ['nod', 'close-eyes', 'open-mouth'] });
    expect(box('Turn my head left').disabled).toBe(true);
    expect(screen.getByRole('status', { hidden: true }).textContent).toContain('a person checks');
    fireEvent.click(box('Nod'));
    expect(told.at(-1)?.without).toEqual(['close-eyes', 'open-mouth']);
    expect(box('Turn my head left').disabled).toBe(false);
  });

  it('stays within what the server takes', () => {
    expect(mostLeftOut).toBe(livenessActions.length - fewestActionsToDrawFrom);
  });

  it('is shown open when it was told before', () => {
    open({ isLongerTime: true, without: [] });
    expect(document.querySelector('details')?.open).toBe(true);
  });
});

describe('the cameras of a device', () => {
  it('take turns', () => {
    expect(cameraAfter(['front', 'rear', 'usb'], 'rear')).toBe('usb');
    expect(cameraAfter(['front', 'rear'], 'rear')).toBe('front');
    expect(cameraAfter(['front', 'rear'], null)).toBe('front');
  });

  it('stay chosen for the visit, and one that was unplugged makes room for another', async () => {
    const asked: unknown[] = [];
    const track = {} as MediaStream;
    const getUserMedia = ({ video }: { video: { deviceId?: unknown } }): Promise<MediaStream> => {
      asked.push(video.deviceId);
      const isGone = video.deviceId !== undefined;
      return isGone ? Promise.reject(new DOMException('', 'OverconstrainedError')) : Promise.resolve(track);
    };
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    expect(chosenCamera()).toBeNull();
    chooseCamera('usb');
    expect(chosenCamera()).toBe('usb');
    expect(sessionStorage.getItem('portcullis-camera')).toBe('usb');
    expect(await openCamera('face', chosenCamera())).toEqual({ isOpen: true, stream: track });
    expect(asked).toEqual([{ exact: 'usb' }, undefined]);
    chooseCamera(null);
    expect(sessionStorage.getItem('portcullis-camera')).toBeNull();
    vi.unstubAllGlobals();
  });

  it('are not to be switched where there is one', () => {
    expect(cameraAfter(['front'], 'front')).toBeNull();
    expect(cameraAfter([], null)).toBeNull();
  });
});

describe('the guide', () => {
  const near = { faceWidthShare: 0.4, yawRatio: 0, offCentre: 0, faceLuma: 120 };

  it('says that there is no face only after several misses', () => {
    expect(hintFrom(null, 1, 'neutral')).toBeNull();
    expect(hintFrom(null, 6, 'neutral')).toBe('no-face');
  });

  it.each([
    ['more-light', { faceLuma: 20 }],
    ['closer', { faceWidthShare: 0.1 }],
    ['further', { faceWidthShare: 0.9 }],
    ['to-the-middle', { offCentre: 0.4 }],
    ['look-straight', { yawRatio: 0.5 }],
    [null, {}],
  ])('says “%s” of %o', (hint, change) => {
    expect(hintFrom({ ...near, ...change }, 0, 'neutral')).toBe(hint);
  });

  it('says only what helps most: light before distance, distance before place', () => {
    const far = { ...near, offCentre: 0.4, faceWidthShare: 0.1 };
    expect(hintFrom(far, 0, 'neutral')).toBe('closer');
    expect(hintFrom({ ...far, faceLuma: 20 }, 0, 'neutral')).toBe('more-light');
  });

  it('asks to look straight only where that is asked for', () => {
    expect(hintFrom({ ...near, yawRatio: 0.5 }, 0, 'turn-left')).toBeNull();
    expect(hintFrom({ ...near, yawRatio: 0.5 }, 0, 'agree')).toBeNull();
  });

  const picture = { width: 240, height: 320 };
  const points = (noseX: number, aside = 0) =>
    Array.from({ length: 68 }, (_, index) => ({
      x: (index === 1 ? 60 : index === 15 ? 180 : noseX) + aside,
      y: 160,
    }));

  it('reads a turn from where the nose stands between the cheeks', () => {
    expect(sightOf(points(120), picture)).toEqual({ faceWidthShare: 0.5, yawRatio: 0, offCentre: 0 });
    expect(sightOf(points(150), picture)?.yawRatio).toBeGreaterThan(0.3);
    expect(sightOf(points(90), picture)?.yawRatio).toBeLessThan(-0.3);
    expect(sightOf([], picture)).toBeNull();
  });

  it('measures how far the face is from the middle of what the person sees', () => {
    expect(sightOf(points(120, 60), picture)?.offCentre).toBeCloseTo(0.25);
    // of a wide picture the mirror shows the middle only
    expect(sightOf(points(120, 60), { width: 240, height: 180 })?.offCentre).toBeCloseTo(60 / 135);
  });

  it('measures light on the face itself', () => {
    expect(meanLuma(Uint8ClampedArray.from({ length: 64 }, () => 200))).toBeCloseTo(200);
    expect(meanLuma(new Uint8ClampedArray(64))).toBe(0);
  });
});

describe('a moment', () => {
  const now = new Date(2026, 10, 23, 18, 0);
  const at = (day: number, hour: number): string => new Date(2026, 10, day, hour, 5).toISOString();

  it('is named relative to today where that is plain', () => {
    expect(sayMoment(at(23, 9), now, 'zh-CN')).toBe('今天09:05');
    expect(sayMoment(at(24, 10), now, 'zh-CN')).toBe('明天10:05');
    expect(sayMoment(at(22, 10), now, 'en')).toBe('yesterday 10:05');
  });

  it('is named by its date further away', () => {
    expect(sayMoment(at(27, 10), now, 'en')).toMatch(/Nov.*27.*10:05/);
  });
});

it.each([
  ['Mozilla/5.0 (iPhone) AppleWebKit MicroMessenger/8.0', 'wechat'],
  ['Mozilla/5.0 (Linux; Android 14) AlipayClient/10', 'other-in-app'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari', 'ios'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/130', 'android'],
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/130', 'desktop'],
])('knows the way out for %s', (userAgent, kind) => {
  expect(browserKindOf(userAgent)).toBe(kind);
});

describe('the screen', () => {
  it('is what the server says is next, unless a finished step was opened', () => {
    expect(screenOf(viewAt('id-back'), null)).toBe('id-back');
    expect(screenOf(viewAt('id-back'), 'declaration')).toBe('declaration');
  });

  it('never runs ahead of the server, and never edits what is not the applicant’s turn', () => {
    expect(screenOf(viewAt('id-back'), 'liveness')).toBe('id-back');
    const sent = viewAt(null, { state: 'in_review', turn: 'reviewer' });
    expect(screenOf(sent, 'declaration')).toBe('status');
  });

  it('shows the status first when something is to be done again, then what is left', () => {
    const fix = [{ item: 'liveness' as const, reasons: ['capture-again' as const] }];
    const again = viewAt('liveness', { state: 'awaiting_resubmission', fix });
    expect(screenOf(again, null)).toBe('status');
    expect(screenOf(again, 'liveness')).toBe('liveness');
    expect(screenOf(viewAt('submit', { state: 'awaiting_resubmission' }), null)).toBe('submit');
  });
});
