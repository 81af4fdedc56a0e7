// A file input that looks like the other buttons and speaks the page's language, which the browser's own does not.
import { Icon } from './Icon.tsx';

export interface FileChoiceProps {
  readonly id?: string;
  readonly label: string;
  /** Media types, as in `accept`. */
  readonly accept: string;
  readonly describedBy?: string | undefined;
  readonly onFile: (file: File) => void;
}

/** The same file may be chosen twice. */
export function FileChoice({ id, label, accept, describedBy, onFile }: FileChoiceProps) {
  return (
    <label class="button button-second file-choice">
      <Icon name="file" /> {label}
      <input
        {...(id === undefined ? {} : { id })}
        type="file"
        class="visually-hidden"
        accept={accept}
        aria-describedby={describedBy}
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (file) onFile(file);
          input.value = '';
        }}
      />
    </label>
  );
}
