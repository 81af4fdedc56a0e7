// Lets a part of the desk act on single keys while it is on the screen.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keyAction, type KeyAction } from './keymap.ts';
import { areShortcutsOn } from './shortcut-setting.ts';

export type KeyHandlers = Partial<Record<KeyAction, () => void>>;

/** Nothing happens while a modal dialog is open: the keys then belong to it. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  // before the browser paints: no key is lost between seeing a part and its keys working
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !areShortcutsOn() || document.querySelector('dialog[open]')) return;
      const action = keyAction(event);
      const handle = action === null ? undefined : latest.current[action];
      if (!handle) return;
      event.preventDefault();
      handle();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
