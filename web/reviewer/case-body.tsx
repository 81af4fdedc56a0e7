// Everything known about a case, in the order in which it is looked at.
import { useState } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { CaseLegalHold } from './case-legal-hold.tsx';
import { Checks } from './checks.tsx';
import { Compared } from './compared.tsx';
import { Declared } from './declared.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { History, Trail } from './history.tsx';
import { PhotoBoard } from './photo-board.tsx';
import { Registered } from './registered.tsx';
import { Related } from './related.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useKeys } from './use-keys.ts';
import { LookingContext, usePictures } from './use-pictures.ts';
import type { Reveal } from './use-reveal.ts';
import type { Role } from './wire.ts';
import { WhyLook } from './why-look.tsx';
import { Willingness } from './willingness.tsx';
import { useWords } from './words.ts';

export interface ChosenFrame {
  readonly evidenceId: string;
  readonly atMs: number;
}

export interface CaseBodyProps {
  readonly view: CaseView;
  /** The reviewer, as their name is written across the pictures. */
  readonly viewer: string;
  readonly role: Role;
  readonly reveal: Reveal;
  readonly onOpen: (applicationId: string) => void;
  readonly onSignedOut: (problem: Problem) => void;
}

/** Holds the pictures, so that each one that arrives draws these alone anew and not the whole case. */
function Pictures({ view, viewer, onSignedOut }: Pick<CaseBodyProps, 'view' | 'viewer' | 'onSignedOut'>) {
  const words = useWords();
  const [frame, setFrame] = useState<ChosenFrame | null>(null);
  const pictures = usePictures(view, onSignedOut);
  return (
    <LookingContext.Provider value={{ pictures, viewer }}>
      <WhyLook />
      {pictures.problem !== null && (
        <ProblemNotice problem={pictures.problem}>
          <Button onClick={pictures.again}>{words.tryAgain}</Button>
        </ProblemNotice>
      )}
      <PhotoBoard view={view} frame={frame} onBackToBest={() => setFrame(null)} />
      <Filmstrip view={view} chosenId={frame?.evidenceId ?? null} onChoose={setFrame} />
    </LookingContext.Provider>
  );
}

/** Rendered anew for each case, so that nothing revealed for one is revealed for the next. */
export function CaseBody({ view, viewer, role, reveal, onOpen, onSignedOut }: CaseBodyProps) {
  useKeys({ reveal: () => void reveal.toggle() });
  const wasSent = view.submittedAt !== null; // of what was not there is nothing to look at
  return (
    <div class="case-body">
      {wasSent && <Pictures view={view} viewer={viewer} onSignedOut={onSignedOut} />}
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
      {role === 'operator' && <CaseLegalHold applicationId={view.applicationId} onSignedOut={onSignedOut} />}
      <History view={view} revealed={reveal.revealed} />
      <Trail view={view} />
    </div>
  );
}
