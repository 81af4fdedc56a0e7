// Loads the guide while the applicant reads, so that it is there when the camera opens.
import { useEffect, useState } from 'preact/hooks';
import type { Guide } from './capture/guide.ts';

/** Null until it is there, and for ever where it cannot be. */
export function useGuide(isWanted: boolean): Guide | null {
  const [guide, setGuide] = useState<Guide | null>(null);
  useEffect(() => {
    if (!isWanted || typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return;
    let loaded: Guide | null = null;
    let isLeft = false;
    void import('./capture/guide.ts').then(
      ({ loadGuide }) => {
        if (isLeft) return;
        loaded = loadGuide();
        setGuide(loaded);
      },
      () => undefined, // guidance is optional
    );
    return () => {
      isLeft = true;
      loaded?.close();
      setGuide(null);
    };
  }, [isWanted]);
  return guide;
}
