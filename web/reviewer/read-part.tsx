// A part of a page that the server is asked for: on its way, in the way, or there.
import type { ComponentChildren } from 'preact';
import { Button } from '../shared/ui/Button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import type { Reading } from './use-reading.ts';
import { useWords } from './words.ts';

export interface ReadPartProps<View> {
  readonly reading: Reading<View>;
  readonly children: (view: View) => ComponentChildren;
}

/** What was read last stays under a problem, which offers to try again. */
export function ReadPart<View>({ reading, children }: ReadPartProps<View>) {
  const words = useWords();
  const { view, problem, isReading, again } = reading;
  return (
    <>
      {problem !== null && (
        <ProblemNotice problem={problem}>
          <Button onClick={again}>{words.tryAgain}</Button>
        </ProblemNotice>
      )}
      {view === null && isReading && <p role="status">{words.loading}</p>}
      {view !== null && children(view)}
    </>
  );
}
