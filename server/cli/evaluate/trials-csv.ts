// Reads a list of labelled presentations: columns file, label and, if wanted, action and group.
import { livenessActions, type LivenessAction } from '../../domain/liveness-protocol.ts';
import { readList } from './labelled-list.ts';

export const bonaFide = 'bona_fide';

export interface ListedTrial {
  readonly line: number; // in the list, from 1
  readonly file: string; // as it stands in the list: a picture, or a folder of frames
  readonly label: string; // bona_fide, or the species of an attack
  readonly action: LivenessAction | null; // that was asked for
  readonly group: string | null;
}

/** Words that people write for an honest trial: taken as a species they would turn the figures round. */
const meantHonest = new Set(['bonafide', 'genuine', 'honest', 'live', 'real']);

const isAction = (word: string): word is LivenessAction => livenessActions.some((action) => action === word);

/** Throws UnusableList. Spaces and hyphens in `bona_fide` and underscores in an action are taken as they are meant. */
export function readTrials(bytes: Uint8Array): readonly ListedTrial[] {
  return readList(bytes, { columns: ['file', 'label'], of: 'trial' }, (value, line) => {
    const [file, group] = [value('file'), value('group')];
    const action = value('action').toLowerCase().replaceAll('_', '-');
    const plain = value('label').toLowerCase().replaceAll(/[ -]/g, '_');
    const label = plain === bonaFide ? bonaFide : value('label');
    if (file === '') return 'a file name is missing';
    if (label === '') return `a label is missing: ${bonaFide}, or the species of the attack`;
    if (meantHonest.has(plain)) return `label ${label}: an honest trial is called ${bonaFide}`;
    if (action !== '' && !isAction(action))
      return `there is no action ${value('action')}: it is one of ${livenessActions.join(', ')}, or empty`;
    return { line, file, label, action: action === '' ? null : action, group: group === '' ? null : group };
  });
}
