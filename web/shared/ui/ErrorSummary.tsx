// Says what has to change, takes the focus, and leads to each field.
import { useEffect, useRef } from 'preact/hooks';

export interface SummaryItem {
  /** Id of the field to go to; null when it belongs to no field. */
  readonly fieldId: string | null;
  readonly text: string;
}

export interface ErrorSummaryProps {
  readonly title: string;
  readonly items: readonly SummaryItem[];
  /** The finding that the items word: another object for each try, the same one in every language. */
  readonly finding: object;
}

/** Renders nothing without items. Takes the focus once for each `finding`. */
export function ErrorSummary({ title, items, finding }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [finding]);
  if (items.length === 0) return null;
  return (
    <div ref={box} class="summary" role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={`${item.fieldId ?? ''}${item.text}`}>
            {item.fieldId ? (
              <a
                href={`#${item.fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(item.fieldId ?? '')?.focus();
                }}
              >
                {item.text}
              </a>
            ) : (
              item.text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
