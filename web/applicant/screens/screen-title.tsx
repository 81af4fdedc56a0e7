// The heading of a screen: takes the focus when the screen appears, names the document.
import { useEffect, useRef } from 'preact/hooks';
import { useStrings } from '../../shared/strings/tables.ts';

/** Until the first screen was left, the focus stays where the browser put it. */
let isFirstScreen = true;

export function ScreenTitle({ text }: { text: string }) {
  const strings = useStrings();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstScreen) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirstScreen = false;
  }, []);
  useEffect(() => {
    document.title = strings.common.pageTitle(text);
  }, [text, strings]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {text}
    </h1>
  );
}
