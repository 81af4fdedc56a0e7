// Copies one text, and says whether it worked.
import { useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';

export interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly said: { readonly copied: string; readonly cannotCopy: string };
  /** The icon alone, with the label for screen readers. */
  readonly isShort?: boolean;
}

export function CopyButton({ text, label, said, isShort = false }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'cannotCopy'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('cannotCopy'); // no clipboard outside https and local addresses
    }
  };
  return (
    <span class="copy">
      <button type="button" class="copy-button" onClick={() => void copy()}>
        <Icon name="copy" size={18} />
        <span class={isShort ? 'visually-hidden' : ''}>{label}</span>
      </button>
      <span role="status" class="small soft">
        {state === 'idle' ? '' : said[state]}
      </span>
    </span>
  );
}
