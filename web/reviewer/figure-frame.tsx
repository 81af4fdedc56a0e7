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
  /** For what is a table itself. */
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

export interface FigureScrollProps {
  readonly columns: readonly string[];
  /** Rows. */
  readonly children: ComponentChildren;
}

/** A table that scrolls sideways where it is too wide, by keys as well. */
export function FigureScroll({ columns, children }: FigureScrollProps) {
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
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

export function NumbersTable({ columns, rows }: FigureNumbers) {
  return (
    <FigureScroll columns={columns}>
      {rows.map(([heading, ...cells], row) => (
        <tr key={row}>
          <th scope="row">{heading}</th>
          {cells.map((cell, column) => (
            <td key={column}>{cell}</td>
          ))}
        </tr>
      ))}
    </FigureScroll>
  );
}

export function FigureFrame({ title, note, numbers, isWide = false, children }: FigureFrameProps) {
  const words = useQualityWords();
  return (
    <figure class={isWide ? 'figure figure-wide' : 'figure'}>
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
