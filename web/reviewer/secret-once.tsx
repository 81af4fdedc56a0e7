// A secret that is shown this once: to copy, until somebody says that they have kept it.
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { CopyButton } from '../shared/ui/CopyButton.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';

export interface SecretOnceProps {
  /** What it is the secret of. */
  readonly title: string;
  readonly secret: string;
  readonly onKept: () => void;
}

/** Takes the focus; the browser asks before a page with it is closed or loaded again. */
export function SecretOnce({ title, secret, onKept }: SecretOnceProps) {
  const words = useMarketplaceWords().secret;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    const askFirst = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', askFirst);
    return () => window.removeEventListener('beforeunload', askFirst);
  }, [secret]);
  return (
    <div ref={box} class="notice notice-warn secret-once" role="group" aria-label={title} tabIndex={-1}>
      <p>
        <strong>{title}</strong>
      </p>
      <p>{words.means}</p>
      <input
        class="input figures"
        readOnly
        value={secret}
        aria-label={title}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p class="desk-ways">
        <CopyButton key={secret} text={secret} label={words.copy} said={words.said} />
        <Button onClick={onKept}>{words.kept}</Button>
      </p>
    </div>
  );
}
