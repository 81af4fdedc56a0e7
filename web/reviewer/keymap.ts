// Which key does what, and when a key belongs to somebody else.
import { viewKeys, type DeskView } from './desk-views.ts';

export const keys = {
  approve: 'a',
  refuse: 'r',
  'ask-again': 'g',
  escalate: 'e',
  revoke: 'x',
  claim: 'c',
  release: 'u',
  reveal: 'v',
  related: 'l',
  undo: 'z',
  settle: 's',
  next: 'n',
  hold: 'h',
  down: 'j',
  up: 'k',
  search: '/',
  filter: 'f',
  shift: 'o',
  zoomIn: '+',
  zoomOut: '-',
  panLeft: 'ArrowLeft',
  panUp: 'ArrowUp',
  panDown: 'ArrowDown',
  panRight: 'ArrowRight',
  brighter: 'b',
  darker: 'd',
  turn: 't',
  otherPhoto: 'p',
  resetView: '0',
  helpKey: '?',
} as const;

export type KeyAction = keyof typeof keys;

/** How the table of keys is ordered; each action stands in one group. */
export const keyGroups = {
  decide: ['approve', 'refuse', 'ask-again', 'escalate', 'revoke', 'undo', 'settle'],
  case: ['claim', 'release', 'next', 'reveal', 'related'],
  photos: [
    'zoomIn',
    'zoomOut',
    'panLeft',
    'panUp',
    'panDown',
    'panRight',
    'brighter',
    'darker',
    'turn',
    'otherPhoto',
    'resetView',
  ],
  queue: ['down', 'up', 'search', 'filter', 'shift'],
  desk: ['hold', 'helpKey'],
} as const satisfies Record<string, readonly KeyAction[]>;

export type KeyGroup = keyof typeof keyGroups;

/** What is written on the key. */
export function keyCap(action: KeyAction): string {
  return arrows[keys[action]] ?? keys[action];
}

const arrows: Partial<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowRight: '→',
};

const actionOf = new Map<string, KeyAction>(
  Object.entries(keys).map(([action, key]) => [key, action as KeyAction]),
);
actionOf.set('=', 'zoomIn'); // the same key without Shift

const typingElements =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]';

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'
>;

/** Whether a key press goes into a text that somebody is writing. */
export function isTyping(event: KeyPress): boolean {
  return (
    event.isComposing || (event.target instanceof Element && event.target.closest(typingElements) !== null)
  );
}

/** With a Chinese input method on, the browser reports `Process` instead of the letter; the place of the key still tells. */
function letterOf(event: KeyPress): string {
  if (event.key === 'Process' && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

/** What a key press asks for, or null. Combinations with Ctrl, Alt and Meta are the browser's. */
export function keyAction(event: KeyPress): KeyAction | null {
  return belongsElsewhere(event) ? null : (actionOf.get(letterOf(event)) ?? null);
}

/** The one of these views that a key press asks for, or null. */
export function viewOfKey(event: KeyPress, views: readonly DeskView[]): DeskView | null {
  return belongsElsewhere(event) ? null : (views.find((view) => viewKeys[view] === event.key) ?? null);
}

function belongsElsewhere(event: KeyPress): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isForField(event);
}

/** Arrows move a slider, go from one choice to the next, and scroll what is open over the case. */
function isForField({ key, target }: KeyPress): boolean {
  return key in arrows && target instanceof Element && target.closest('input, [role=dialog]') !== null;
}
