// Everything known about a case, in the order in which it is looked at.
import { useState } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { Checks } from './checks.tsx';
import { Compared } from './compared.tsx';
import { Declared } from './declared.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { History, Trail } from './history.tsx';
import { PhotoBoard } from './photo-board.tsx';
import { Registered } from './registered.tsx';
import { Related } from './related.tsx';
import { useKeys } from './use-keys.ts';
import type { Reveal } from './use-reveal.ts';
import { Willingness } from './willingness.tsx';

export interface ChosenFrame {
  readonly evidenceId: string;
  readonly atMs: number;
}

export interface CaseBodyProps {
  readonly view: CaseView;
  readonly reveal: Reveal;
  readonly onOpen: (applicationId: string) => void;
}

/** Rendered anew for each case, so that nothing revealed for one is revealed for the next. */
export function CaseBody({ view, reveal, onOpen }: CaseBodyProps) {
  const [frame, setFrame] = useState<ChosenFrame | null>(null);
  useKeys({ reveal: () => void reveal.toggle() });
  const wasSent = view.submittedAt !== null; // of what was not there is nothing to look at
  return (
    <div class="case-body">
      {wasSent && (
        <>
          <PhotoBoard view={view} frame={frame} onBackToBest={() => setFrame(null)} />
          <Filmstrip view={view} chosenId={frame?.evidenceId ?? null} onChoose={setFrame} />
        </>
      )}
      <Compared view={view} reveal={reveal} />
      <Registered view={view} revealed={reveal.revealed} />
      <div class="case-columns">
        <div class="case-column">
          <Declared view={view} revealed={reveal.revealed} />
          <Willingness view={view} revealed={reveal.revealed} />
        </div>
        <div class="case-column">{wasSent && <Checks view={view} />}</div>
      </div>
      <Related view={view} onOpen={onOpen} />
      <History view={view} revealed={reveal.revealed} />
      <Trail view={view} />
    </div>
  );
}
