// A figure with its title, and the same numbers as a table for whoever reads rather than looks.
import type { ComponentChildren } from 'preact';
import { Disclosure } from '../shared/ui/Disclosure.tsx';
import { useQualityWords } from './quality-words.ts';

export interface FigureNumbers {
  /** The first is the heading of the rows' own headings. */
  readonly columns: readonly string[];
  /** Each begins with its heading. */
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface FigureFrameProps {
  readonly title: string;
  readonly note?: string;
  readonly numbers: FigureNumbers;
  readonly children: ComponentChildren;
}

export function NumbersTable({ columns, rows }: FigureNumbers) {
  return (
    <div class="figure-scroll" tabIndex={0}>
      <table class="figure-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{heading}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function FigureFrame({ title, note, numbers, children }: FigureFrameProps) {
  const words = useQualityWords();
  return (
    <figure class="figure">
      <figcaption>
        <strong>{title}</strong> {note !== undefined && <span class="soft">{note}</span>}
      </figcaption>
      {children}
      <Disclosure title={words.asTable}>
        <NumbersTable {...numbers} />
      </Disclosure>
    </figure>
  );
}
