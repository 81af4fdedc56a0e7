// Reads a list of labelled pairs of photos: columns file_a, file_b, same and, if wanted, group.
import { readList } from './labelled-list.ts';

export interface ListedPair {
  readonly a: string; // as it stands in the file
  readonly b: string;
  readonly same: boolean;
  readonly group: string | null;
}

const meaning: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
};

/** Throws UnusableList. */
export function readPairs(bytes: Uint8Array): readonly ListedPair[] {
  return readList(bytes, { columns: ['file_a', 'file_b', 'same'], of: 'pair' }, (value) => {
    const [a, b, label, group] = [value('file_a'), value('file_b'), value('same'), value('group')];
    const same = Object.hasOwn(meaning, label.toLowerCase()) ? meaning[label.toLowerCase()] : undefined;
    if (a === '' || b === '') return 'a file name is missing';
    if (same === undefined) return 'same must be 1, 0, true, false, yes or no';
    return { a, b, same, group: group === '' ? null : group };
  });
}
