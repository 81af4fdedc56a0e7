// Counts down by this browser's own steady clock.
import { useEffect, useRef, useState } from 'preact/hooks';

const tickMs = 200;

/** ms until then, `endsAtMs` being on the clock of `performance.now()`; calls back once, at the end. */
export function useTimeLeft(endsAtMs: number, onOver: () => void): number {
  const [leftMs, setLeftMs] = useState(() => endsAtMs - performance.now());
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    setLeftMs(endsAtMs - performance.now());
    const timer = setInterval(() => {
      const left = endsAtMs - performance.now();
      setLeftMs(left);
      if (left > 0) return;
      clearInterval(timer);
      over.current();
    }, tickMs);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return leftMs;
}
