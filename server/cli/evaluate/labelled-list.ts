// Reads a list that somebody wrote as CSV: columns by name, every row that cannot be read named at once.

/** The list cannot be used; the message is a sentence for the person who wrote it. */
export class UnusableList extends Error {
  override readonly name = 'UnusableList';
}

interface Row {
  readonly line: number; // where it begins, from 1
  readonly fields: readonly string[];
}

/** Rows are told apart from a sentence that says what is wrong with them. */
export type RowReader<T> = (value: (column: string) => string, line: number) => T | string;

const mostFaults = 20;

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
  if (quoted === 'inside') throw new UnusableList(`a quote opened at or after line ${start} is never closed`);
  endRow();
  return rows;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // drops a byte order mark
  } catch {
    throw new UnusableList('the list is not UTF-8 text: save it as CSV in UTF-8');
  }
}

const inWords = (names: readonly string[]): string =>
  names.length === 1
    ? `column ${names.join('')}`
    : `columns ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/**
 * `of`: what a row is, for the sentence about an empty list. Column names in any case and order, others are ignored.
 * Throws UnusableList: no UTF-8, a column missing, a row that cannot be read (all of them named, 20 at most).
 */
export function readList<T extends object>(
  bytes: Uint8Array,
  { columns, of }: { columns: readonly string[]; of: string },
  read: RowReader<T>,
): readonly T[] {
  const [header, ...rows] = rowsOf(decode(bytes));
  if (header === undefined) throw new UnusableList('the list is empty: its first line names the columns');
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new UnusableList(
      `the first line must name the ${inWords(columns)}, separated by commas: ${missing.join(', ')} ` +
        `${missing.length === 1 ? 'is' : 'are'} missing`,
    );
  const faults: string[] = [];
  const listed = rows.flatMap(({ line, fields }): T[] => {
    const one = read((name) => (fields[names.indexOf(name)] ?? '').trim(), line);
    if (typeof one !== 'string') return [one];
    faults.push(`line ${line}: ${one}`);
    return [];
  });
  if (faults.length > 0) {
    const more = faults.length - mostFaults;
    const shown = [...faults.slice(0, mostFaults), ...(more > 0 ? [`and ${more} more`] : [])];
    throw new UnusableList(`${faults.length} row(s) cannot be read:\n  ${shown.join('\n  ')}`);
  }
  if (listed.length === 0) throw new UnusableList(`the list names columns but no ${of}`);
  return listed;
}
