// What this reviewer has written about a case so far: kept by the server, held in this tab until the server has it.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';
import { isEmpty, toKept, type DecisionDraft } from './decision-draft.ts';
import { createDraftKeeper, type DraftFate } from './draft-keeper.ts';
import { hold, readHeld, type DraftPlace } from './draft-storage.ts';
import { saveDraft } from './review-api.ts';

export interface DraftControl {
  /** The newest; null while nothing is written. Read it when a drawer opens: a change does not render anew. */
  readonly read: () => DecisionDraft | null;
  readonly write: (draft: DecisionDraft) => void;
  /** It was sent as what it was meant for, and is not needed any more. */
  readonly forget: () => void;
  readonly fate: DraftFate;
}

/** For one case, from the moment its view is there. */
export function useDraft(view: CaseView | null, reviewerId: string): DraftControl {
  const [fate, setFate] = useState<DraftFate>('unchanged');
  const written = useRef<DecisionDraft | null | undefined>(undefined);
  const round = view?.round ?? null;
  const applicationId = view?.applicationId ?? null;

  const place = useMemo<DraftPlace | null>(
    () => (applicationId === null || round === null ? null : { reviewerId, applicationId, round }),
    [reviewerId, applicationId, round],
  );
  const keeper = useMemo(() => {
    if (place === null) return null;
    return createDraftKeeper<DecisionDraft>({
      save: (draft) => saveDraft(place.applicationId, toKept(draft)),
      onFate: (next) => {
        if (next === 'kept') hold(place, null);
        setFate(next);
      },
    });
  }, [place]);

  // before anything more can be written
  useLayoutEffect(() => {
    if (keeper === null || place === null) return undefined;
    const left = readHeld(place); // from before a reload: the server did not get it
    if (left !== null) {
      written.current = left;
      if (left.decision !== 'revoke') keeper.write(left);
    }
    const { flush } = keeper;
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [keeper, place]);

  const forget = useCallback(() => {
    written.current = null;
    keeper?.drop();
    if (place !== null) hold(place, null);
    setFate('unchanged');
  }, [keeper, place]);
  const hasDecided = (view?.recommendation ?? null) !== null;
  useEffect(() => {
    if (hasDecided && written.current?.decision !== 'revoke') forget();
  }, [hasDecided, forget]);

  return {
    read: () => (written.current === undefined ? (view?.draft ?? null) : written.current),
    write: (draft) => {
      if (keeper === null || place === null) return;
      written.current = draft;
      hold(place, isEmpty(draft) ? null : draft);
      if (draft.decision !== 'revoke') keeper.write(draft);
    },
    forget,
    fate,
  };
}
