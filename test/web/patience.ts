// Waits for a page as long as a busy machine may need: a bound for what hangs, not for what is slow.
import { configure } from '@testing-library/preact';
import { options } from 'preact';

configure({ asyncUtilTimeout: 60_000 });

/** What follows a painted page, by a timer: the page's own frames are gone once its test file is over. */
(options as { requestAnimationFrame?: (callback: () => void) => void }).requestAnimationFrame = (callback) =>
  void setTimeout(callback, 0);
