// Lets a part of the desk act on single keys while it is on the screen.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DeskView } from './desk-views.ts';
import { keyAction, viewOfKey, type KeyAction } from './keymap.ts';
import { areShortcutsOn } from './shortcut-setting.ts';

export type KeyHandlers = Partial<Record<KeyAction, () => void>>;

export function useKeys(handlers: KeyHandlers): void {
  useKeyHandler((event) => {
    const action = keyAction(event);
    return action === null ? undefined : handlers[action];
  });
}

/** Lets the number keys change the view. Not while a decision is being written: they choose its reasons then. */
export function useViewKeys(views: readonly DeskView[], show: (view: DeskView) => void): void {
  useKeyHandler((event) => {
    const view = viewOfKey(event, views);
    return view === null || document.querySelector('[role=dialog]') ? undefined : () => show(view);
  });
}

/** Nothing happens while a modal dialog is open: the keys then belong to it. */
function useKeyHandler(handlerOf: (event: KeyboardEvent) => (() => void) | undefined): void {
  const latest = useRef(handlerOf);
  latest.current = handlerOf;
  // before the browser paints: no key is lost between seeing a part and its keys working
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !areShortcutsOn() || document.querySelector('dialog[open]')) return;
      const handle = latest.current(event);
      if (!handle) return;
      event.preventDefault();
      handle();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
