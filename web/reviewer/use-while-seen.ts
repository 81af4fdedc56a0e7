// Does something again and again for as long as somebody has the page before their eyes.
import { useEffect, useRef } from 'preact/hooks';

/** Every so often, and at once when the page comes back into view; never while it is hidden. Null: not now. */
export function useWhileSeen(everyMs: number, work: (() => void) | null): void {
  const latest = useRef(work);
  latest.current = work;
  const isOn = work !== null;

  useEffect(() => {
    if (!isOn) return;
    const ifSeen = (): void => {
      if (document.visibilityState === 'visible') latest.current?.();
    };
    const timer = setInterval(ifSeen, everyMs);
    window.addEventListener('focus', ifSeen);
    document.addEventListener('visibilitychange', ifSeen);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', ifSeen);
      document.removeEventListener('visibilitychange', ifSeen);
    };
  }, [everyMs, isOn]);
}
