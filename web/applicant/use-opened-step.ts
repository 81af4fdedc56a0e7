// Which step the person opened by themselves, kept in step with the browser's back button.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { StepName } from '../shared/strings/zh-CN.ts';

interface HistoryState {
  readonly screen?: string;
}

export interface OpenedStep {
  readonly opened: StepName | null;
  readonly open: (step: StepName | null) => void;
}

export function useOpenedStep(): OpenedStep {
  const [opened, setOpened] = useState<StepName | null>(null);
  useEffect(() => {
    const onBack = (event: PopStateEvent): void => {
      const { screen: wanted } = (event.state ?? {}) as HistoryState;
      // whether that step may still be shown is decided against the server's view
      setOpened(wanted === undefined ? null : (wanted as StepName));
    };
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);

  return { opened, open: useCallback((step) => setOpened(step), []) };
}

/** `screen`: what is on the page now. Each new one becomes an entry that the back button returns to. */
export function useScreenHistory(screen: string): void {
  useEffect(() => {
    const current = (window.history.state ?? {}) as HistoryState;
    if (current.screen === screen) return;
    if (current.screen === undefined) window.history.replaceState({ screen }, '');
    else window.history.pushState({ screen }, '');
  }, [screen]);
}
