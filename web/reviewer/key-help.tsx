// The table of keys, with the switch that turns single keys off.
import { useState } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';
import { viewKeys, type DeskView } from './desk-views.ts';
import { keys, type KeyAction } from './keymap.ts';
import { areShortcutsOn, setShortcuts } from './shortcut-setting.ts';
import { useWords } from './words.ts';

export interface KeyHelpProps {
  /** The views that have a key for this person. */
  readonly views: readonly DeskView[];
  readonly onClose: () => void;
}

export function KeyHelp({ views, onClose }: KeyHelpProps) {
  const words = useWords();
  const [isOn, setOn] = useState(areShortcutsOn);
  const rows: (readonly [string, string])[] = [
    ...(Object.keys(keys) as KeyAction[]).map((action) => [keys[action], words.keys[action]] as const),
    ...views.map((view) => [viewKeys[view], words.keys.view(words.views[view])] as const),
    ['1–6', words.keys.digits],
    ['Ctrl ↵', words.keys.send],
    ['Esc', words.keys.escape],
  ];
  return (
    <Dialog title={words.keys.title} onClose={onClose}>
      <div class="key-help">
        <label class="option">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => {
              setShortcuts(event.currentTarget.checked);
              setOn(event.currentTarget.checked);
            }}
          />
          <span>{words.keys.on}</span>
        </label>
        <dl>
          {rows.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
