// Finds applications by number, without the text ever standing in an address.
import { useCallback, useRef, useState } from 'preact/hooks';
import type { QueueEntry } from '../../server/contract/queue.ts';
import { asProblem, isAbort, type Problem } from '../shared/api.ts';
import { searchCases } from './review-api.ts';

/** `text`: what was looked for. */
export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'too-short' }
  | { readonly kind: 'found'; readonly text: string; readonly cases: readonly QueueEntry[] }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** The same as the server takes. */
const searchable = /^(a_)?[0-9A-Za-z]{4,22}$/;

export interface SearchControl {
  readonly search: Search;
  readonly find: (text: string) => void;
  readonly clear: () => void;
}

export function useSearch(onSignedOut: (problem: Problem) => void): SearchControl {
  const [search, setSearch] = useState<Search>({ kind: 'none' });
  const running = useRef<AbortController | null>(null);

  const clear = useCallback(() => {
    running.current?.abort();
    setSearch({ kind: 'none' });
  }, []);

  const find = useCallback(
    (typed: string) => {
      running.current?.abort();
      const text = typed.trim();
      if (!searchable.test(text)) {
        setSearch({ kind: 'too-short' });
        return;
      }
      const controller = new AbortController();
      running.current = controller;
      searchCases(text, controller.signal).then(
        ({ cases }) => setSearch({ kind: 'found', text, cases }),
        (error: unknown) => {
          if (isAbort(error)) return;
          const problem = asProblem(error);
          if (problem.type === 'not-authenticated') onSignedOut(problem);
          else setSearch({ kind: 'failed', problem });
        },
      );
    },
    [onSignedOut],
  );

  return { search, find, clear };
}
