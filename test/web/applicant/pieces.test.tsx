// The small parts: holding a button, hints, geometry, honest times, which browser this is.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserKindOf } from '../../../web/applicant/capture/browser-kind.ts';
import { sightOf } from '../../../web/applicant/capture/guide/face-geometry.ts';
import { hintFrom } from '../../../web/applicant/capture/quality-hints.ts';
import { sayMoment } from '../../../web/applicant/honest-time.ts';
import { screenOf } from '../../../web/applicant/screen-of.ts';
import { HoldButton } from '../../../web/applicant/screens/hold-button.tsx';
import { Statement } from '../../../web/applicant/screens/statement.tsx';
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

it('shows how to agree in a drawing beside the words, and only in words to those who listen', () => {
  const control = { current: { isHeld: false, answer: null } };
  render(<Statement text="I want this. 2026-11-23" language="en" control={control} />);
  const words = document.getElementById('agree-how');
  expect(words?.parentElement?.querySelector('svg.hold-sketch')?.getAttribute('aria-hidden')).toBe('true');
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getAllByRole('button')).toHaveLength(2);
  cleanup();
});

describe('the guide', () => {
  const near = { faceWidthShare: 0.4, yawRatio: 0 };

  it('says that there is no face only after several misses', () => {
    expect(hintFrom(null, 1, 'neutral')).toBeNull();
    expect(hintFrom(null, 6, 'neutral')).toBe('no-face');
  });

  it('asks to come closer, and to look straight only where that is asked for', () => {
    expect(hintFrom({ ...near, faceWidthShare: 0.1 }, 0, 'turn-left')).toBe('closer');
    expect(hintFrom({ ...near, yawRatio: 0.5 }, 0, 'neutral')).toBe('look-straight');
    expect(hintFrom({ ...near, yawRatio: 0.5 }, 0, 'turn-left')).toBeNull();
    expect(hintFrom(near, 0, 'neutral')).toBeNull();
  });

  it('reads a turn from where the nose stands between the cheeks', () => {
    const points = (noseX: number) =>
      Array.from({ length: 68 }, (_, index) => ({
        x: index === 1 ? 60 : index === 15 ? 180 : noseX,
        y: 100,
      }));
    expect(sightOf(points(120), 240)).toEqual({ faceWidthShare: 0.5, yawRatio: 0 });
    expect(sightOf(points(150), 240)?.yawRatio).toBeGreaterThan(0.3);
    expect(sightOf(points(90), 240)?.yawRatio).toBeLessThan(-0.3);
    expect(sightOf([], 240)).toBeNull();
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
