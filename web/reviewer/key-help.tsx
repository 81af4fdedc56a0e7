// The table of keys, with the switch that turns single keys off.
import { useState } from 'preact/hooks';
import { Button } from '../shared/ui/Button.tsx';
import { Dialog } from '../shared/ui/Dialog.tsx';
import { viewKeys, type DeskView } from './desk-views.ts';
import { keyCap, keyGroups, type KeyGroup } from './keymap.ts';
import { areShortcutsOn, setShortcuts } from './shortcut-setting.ts';
import { useWords } from './words.ts';

export interface KeyHelpProps {
  /** The views that have a key for this person. */
  readonly views: readonly DeskView[];
  readonly onClose: () => void;
}

type KeyRow = readonly [key: string, meaning: string];

export function KeyHelp({ views, onClose }: KeyHelpProps) {
  const words = useWords();
  const [isOn, setOn] = useState(areShortcutsOn);
  const more: Partial<Record<KeyGroup, readonly KeyRow[]>> = {
    decide: [
      ['1–6', words.keys.digits],
      ['/', words.keys.findReason],
      ['i', words.keys.propose],
      ['Ctrl ↵', words.keys.send],
      ['Esc', words.keys.escape],
    ],
    desk: views.map((view) => [viewKeys[view], words.keys.view(words.views[view])]),
  };
  const groups = Object.keys(keyGroups) as KeyGroup[];
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
        <div class="key-groups">
          {groups.map((group) => (
            <section key={group} aria-label={words.keys.groups[group]}>
              <h3>{words.keys.groups[group]}</h3>
              <dl>
                {[
                  ...keyGroups[group].map((action): KeyRow => [keyCap(action), words.keys[action]]),
                  ...(more[group] ?? []),
                ].map(([key, meaning]) => (
                  <div key={key}>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{meaning}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
