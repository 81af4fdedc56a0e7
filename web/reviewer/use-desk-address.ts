// Keeps the view and the open case in the address, so that reload, back and a copied link work.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { deskAddress, readDeskAddress, type DeskAddress, type DeskView } from './desk-views.ts';

export interface DeskAddressState extends DeskAddress {
  readonly show: (view: DeskView) => void;
  readonly open: (applicationId: string | null) => void;
}

export function useDeskAddress(existing: readonly DeskView[]): DeskAddressState {
  const [address, setAddress] = useState(() => readDeskAddress(location.search, existing));

  useEffect(() => {
    const onBack = (): void => setAddress(readDeskAddress(location.search, existing));
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, [existing]);

  const go = useCallback(
    (change: Partial<DeskAddress>) => {
      const now = readDeskAddress(location.search, existing);
      const next = { ...now, ...change };
      if (next.view !== now.view || next.openId !== now.openId)
        history.pushState(null, '', location.pathname + deskAddress(next));
      setAddress(next);
    },
    [existing],
  );
  const show = useCallback((view: DeskView) => go({ view }), [go]);
  const open = useCallback((openId: string | null) => go({ view: 'queue', openId }), [go]);

  return { ...address, show, open };
}
