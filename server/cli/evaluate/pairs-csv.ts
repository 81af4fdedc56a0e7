// Reads a list of labelled pairs of photos: columns file_a, file_b, same and, if wanted, group.

export interface ListedPair {
  readonly a: string; // as it stands in the file
  readonly b: string;
  readonly same: boolean;
  readonly group: string | null;
}

/** The file cannot be used; the message is a sentence for the person who wrote it. */
export class UnusablePairs extends Error {
  override readonly name = 'UnusablePairs';
}

interface Row {
  readonly line: number; // where it begins, from 1
  readonly fields: readonly string[];
}

const needed = ['file_a', 'file_b', 'same'] as const;
const mostFaults = 20;
const meaning: Readonly<Record<string, boolean>> = {
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
};

/** RFC 4180, with LF, CRLF or CR; blank lines are left out. A quote inside an unquoted field is a character. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  let [fields, field, line, start]: [string[], string, number, number] = [[], '', 1, 1];
  let quoted: 'no' | 'inside' | 'closed' = 'no';
  const endRow = (): void => {
    fields.push(field);
    if (quoted !== 'no' || fields.some((one) => one.trim() !== '')) rows.push({ line: start, fields });
    [fields, field, quoted] = [[], '', 'no'];
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const breaks = char === '\n' || (char === '\r' && text[i + 1] !== '\n');
    if (breaks) line++;
    if (quoted === 'inside') {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text.charAt(++i);
      else quoted = 'closed';
    } else if (breaks) {
      endRow();
      start = line;
    } else if (char === '\r') continue;
    else if (char === ',') {
      fields.push(field);
      [field, quoted] = ['', 'no'];
    } else if (char === '"' && field.trim() === '') [field, quoted] = ['', 'inside'];
    else if (quoted === 'no' || char.trim() !== '') field += char;
  }
  if (quoted === 'inside')
    throw new UnusablePairs(`a quote opened at or after line ${start} is never closed`);
  endRow();
  return rows;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // drops a byte order mark
  } catch {
    throw new UnusablePairs('the list is not UTF-8 text: save it as CSV in UTF-8');
  }
}

/** Throws UnusablePairs: no UTF-8, a column missing, a row that cannot be read (all of them named, 20 at most). */
export function readPairs(bytes: Uint8Array): readonly ListedPair[] {
  const [header, ...rows] = rowsOf(decode(bytes));
  if (header === undefined) throw new UnusablePairs('the list is empty: its first line names the columns');
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new UnusablePairs(
      `the first line must name the columns file_a, file_b and same, separated by commas: ${missing.join(', ')} ` +
        `${missing.length === 1 ? 'is' : 'are'} missing`,
    );
  const faults: string[] = [];
  const pairs = rows.flatMap(({ line, fields }): ListedPair[] => {
    const value = (name: string): string => (fields[names.indexOf(name)] ?? '').trim();
    const [a, b, label, group] = [value('file_a'), value('file_b'), value('same'), value('group')];
    const same = Object.hasOwn(meaning, label.toLowerCase()) ? meaning[label.toLowerCase()] : undefined;
    if (a === '' || b === '') faults.push(`line ${line}: a file name is missing`);
    else if (same === undefined) faults.push(`line ${line}: same must be 1, 0, true, false, yes or no`);
    else return [{ a, b, same, group: group === '' ? null : group }];
    return [];
  });
  if (faults.length > 0) {
    const more = faults.length - mostFaults;
    const shown = [...faults.slice(0, mostFaults), ...(more > 0 ? [`and ${more} more`] : [])];
    throw new UnusablePairs(`${faults.length} row(s) cannot be read:\n  ${shown.join('\n  ')}`);
  }
  if (pairs.length === 0) throw new UnusablePairs('the list names columns but no pair');
  return pairs;
}
