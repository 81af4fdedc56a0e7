// One polite line for screen readers (and eyes) that never speaks faster than it can be heard.
import { useEffect, useRef, useState } from 'preact/hooks';

export interface StatusLineProps {
  readonly text: string;
  /** Least time between two announcements; the newest text wins. */
  readonly everyMs?: number;
  readonly isHidden?: boolean;
  readonly className?: string;
}

export function StatusLine({ text, everyMs = 1500, isHidden = false, className = '' }: StatusLineProps) {
  const [shown, setShown] = useState(text);
  const lastAt = useRef(0);
  useEffect(() => {
    if (text === shown) return;
    const waitMs = Math.max(0, lastAt.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setShown(text);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text, shown, everyMs]);
  return (
    <p role="status" class={isHidden ? 'visually-hidden' : `status-line ${className}`}>
      {shown}
    </p>
  );
}
