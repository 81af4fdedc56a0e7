// The pictures of a case: asked for with a reason, loaded once each, and let go when the case is left.
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { OpenEvidenceBody } from '../../server/contract/evidence.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { asProblem, isAbort, readPicture, type Problem } from '../shared/api.ts';
import { sortIntoBoxes } from './evidence-choice.ts';
import { openEvidence } from './review-api.ts';

export type LookReason = OpenEvidenceBody['reason'];

/** `loading` until it is there; otherwise an address of this page's own. */
export type PictureState = 'loading' | 'unreadable' | { readonly address: string };

export interface Pictures {
  readonly of: (evidenceId: string) => PictureState;
  /** Nobody has said yet why this case is looked at. */
  readonly needsReason: boolean;
  readonly look: (reason: LookReason) => void;
  readonly problem: Problem | null;
  readonly again: () => void;
}

/** Pictures on their way at once; the rest waits in the order in which they are looked at. */
const atOnce = 6;

/** What is compared comes first, then what else there is, then the film. */
export function wantedOf({
  evidence,
  liveness,
  submittedAt,
}: Pick<CaseView, 'evidence' | 'liveness' | 'submittedAt'>): readonly string[] {
  if (submittedAt === null) return [];
  const { documents, live, records } = sortIntoBoxes(evidence);
  const inSight = [documents, live, records].flatMap((pieces) => pieces.slice(0, 1));
  const compared = [...inSight, ...documents, ...live, ...records, ...evidence].map(
    ({ evidenceId }) => evidenceId,
  );
  const film = (liveness?.steps ?? []).flatMap(({ keptFrames }) => keptFrames.map((one) => one.evidenceId));
  return [...new Set([...compared, ...film])];
}

export function usePictures(view: CaseView, onSignedOut: (problem: Problem) => void): Pictures {
  const [states, setStates] = useState<ReadonlyMap<string, PictureState>>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [chosen, setChosen] = useState<LookReason | null>(null);
  const [time, setTime] = useState(0);
  const latest = useRef({ states, onSignedOut });
  latest.current = { states, onSignedOut };
  const wanted = wantedOf(view);
  const missing = wanted.filter((id) => !states.has(id)).join(' ');
  const reason: LookReason | null = view.state === 'in_review' ? 'review' : chosen;
  const { applicationId } = view;

  useEffect(() => {
    if (missing === '' || reason === null) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    const put = (id: string, state: PictureState): void =>
      setStates((before) => new Map([...before, [id, state]]));
    const load = async (): Promise<void> => {
      const evidenceIds = missing.split(' ');
      const { addresses } = await openEvidence(applicationId, { reason, evidenceIds }, signal);
      const addressOf = new Map(addresses.map(({ evidenceId, address }) => [evidenceId, address]));
      const waiting = evidenceIds.values();
      const next = async (): Promise<void> => {
        for (const evidenceId of waiting) {
          const address = addressOf.get(evidenceId);
          if (address === undefined) {
            put(evidenceId, 'unreadable');
            continue;
          }
          try {
            const blob = await readPicture(address, signal);
            if (signal.aborted) return;
            put(evidenceId, { address: URL.createObjectURL(blob) });
          } catch (error) {
            if (isAbort(error)) return;
            put(evidenceId, 'unreadable');
            setProblem(asProblem(error));
          }
        }
      };
      await Promise.all(Array.from({ length: atOnce }, next));
    };
    setProblem(null);
    load().catch((error: unknown) => {
      if (isAbort(error)) return;
      const met = asProblem(error);
      if (met.type === 'not-authenticated') latest.current.onSignedOut(met);
      else setProblem(met);
    });
    return () => leaving.abort();
    // what is missing shrinks while it is loaded: that is no new question
  }, [applicationId, reason, wanted.join(' '), time]);

  useEffect(
    () => () => {
      for (const state of latest.current.states.values())
        if (typeof state === 'object') URL.revokeObjectURL(state.address);
    },
    [],
  );

  return {
    of: (evidenceId) => states.get(evidenceId) ?? 'loading',
    needsReason: reason === null && missing !== '',
    look: setChosen,
    problem,
    again: () => {
      setStates((before) => new Map([...before].filter(([, state]) => state !== 'unreadable')));
      setTime((before) => before + 1);
    },
  };
}

/** The case's pictures and who looks at them, for everything that shows one. */
export interface Looking {
  readonly pictures: Pictures;
  readonly viewer: string;
}

export const LookingContext = createContext<Looking | null>(null);

export function useLooking(): Looking {
  const looking = useContext(LookingContext);
  if (looking === null) throw new Error('pictures are shown inside a case');
  return looking;
}
