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

/**
 * Asked for at once. An ordinary case has about thirty; one whose capture took long has hundreds, more than the server
 * gives leave for at once, or than a slow line loads while a leave lasts.
 */
const askedAtOnce = 40;

/** What is compared comes first, then the film. What is shown nowhere is not looked at: frames of tries that failed. */
export function wantedOf({
  evidence,
  liveness,
  submittedAt,
}: Pick<CaseView, 'evidence' | 'liveness' | 'submittedAt'>): readonly string[] {
  if (submittedAt === null) return [];
  const { documents, live, records } = sortIntoBoxes(evidence);
  const inSight = [documents, live, records].flatMap((pieces) => pieces.slice(0, 1));
  const film = (liveness?.steps ?? []).flatMap(({ keptFrames }) => keptFrames);
  const shown = [...inSight, ...documents, ...live, ...records, ...(liveness?.closeUps ?? []), ...film];
  return [...new Set(shown.map(({ evidenceId }) => evidenceId))];
}

function groupsOf<T>(all: readonly T[], size: number): readonly T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, group) =>
    all.slice(group * size, (group + 1) * size),
  );
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
    const loadOne = async (evidenceId: string, address: string | undefined): Promise<void> => {
      if (address === undefined) {
        put(evidenceId, 'unreadable');
        return;
      }
      try {
        const blob = await readPicture(address, signal);
        if (!signal.aborted) put(evidenceId, { address: URL.createObjectURL(blob) });
      } catch (error) {
        if (isAbort(error)) return;
        put(evidenceId, 'unreadable');
        setProblem(asProblem(error));
      }
    };
    const load = async (): Promise<void> => {
      for (const evidenceIds of groupsOf(missing.split(' '), askedAtOnce)) {
        const { addresses } = await openEvidence(applicationId, { reason, evidenceIds }, signal);
        const addressOf = new Map(addresses.map(({ evidenceId, address }) => [evidenceId, address]));
        const waiting = evidenceIds.values();
        const next = async (): Promise<void> => {
          for (const evidenceId of waiting) {
            if (signal.aborted) return;
            await loadOne(evidenceId, addressOf.get(evidenceId));
          }
        };
        await Promise.all(Array.from({ length: atOnce }, next));
      }
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
