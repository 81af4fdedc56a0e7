// Copies one text, and says whether it worked.
import { useState } from 'preact/hooks';
import { Icon } from '../shared/ui/Icon.tsx';
import { useWords } from './words.ts';

export function CopyButton({
  text,
  label,
  isShort = false,
}: {
  text: string;
  label: string;
  isShort?: boolean;
}) {
  const words = useWords().issued;
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
        {state === 'idle' ? '' : words[state]}
      </span>
    </span>
  );
}
