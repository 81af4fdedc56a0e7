// What a page does again and again while somebody looks at it.
import { cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useWhileSeen } from '../../../web/reviewer/use-while-seen.ts';

let done: string[];
function Page({ says }: { says: string | null }) {
  useWhileSeen(1000, says === null ? null : () => void done.push(says));
  return null;
}
const see = (state: DocumentVisibilityState): void => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  done = [];
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('is done every so often, always with the newest work', () => {
  const { rerender } = render(<Page says="a" />);
  vi.advanceTimersByTime(2000);
  rerender(<Page says="b" />);
  vi.advanceTimersByTime(1000);
  expect(done).toEqual(['a', 'a', 'b']);
});

it('rests while the page is hidden, and is done at once when it comes back', () => {
  render(<Page says="a" />);
  see('hidden');
  vi.advanceTimersByTime(5000);
  expect(done).toEqual([]);
  see('visible');
  expect(done).toEqual(['a']);
});

it('rests while there is nothing to do, and when the page is gone', () => {
  const { rerender, unmount } = render(<Page says={null} />);
  vi.advanceTimersByTime(3000);
  window.dispatchEvent(new Event('focus'));
  rerender(<Page says="a" />);
  vi.advanceTimersByTime(1000);
  unmount();
  vi.advanceTimersByTime(3000);
  expect(done).toEqual(['a']);
});
