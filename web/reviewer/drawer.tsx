// The frame of what is written over a case: takes the focus itself, sends with Ctrl and Enter, closes with Escape.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface DrawerProps {
  readonly title: string;
  /** Keys that nothing in the drawer took; not called for sending and closing. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Drawer({ title, onKeyDown, onSend, onClose, children }: DrawerProps) {
  const drawer = useDrawerFocus(onClose);
  return (
    <section
      ref={drawer}
      class="drawer"
      role="dialog"
      aria-labelledby="drawer-title"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          onSend();
        } else onKeyDown(event);
      }}
    >
      <form
        class="drawer-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
        }}
      >
        <h2 id="drawer-title">{title}</h2>
        {children}
      </form>
    </section>
  );
}

/** Neither a reason nor a button has the focus at first; it returns to where it was. */
function useDrawerFocus(onClose: () => void) {
  const drawer = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // before the browser paints: the next key belongs to the drawer
  useLayoutEffect(() => {
    const opener = document.activeElement;
    drawer.current?.focus();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing && !document.querySelector('dialog[open]'))
        close.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return drawer;
}
