// Keeps the open case in the address, so that reload, back and a copied link work.
import { useCallback, useEffect, useState } from 'preact/hooks';

function caseInAddress(): string | null {
  const id = new URLSearchParams(location.search).get('case');
  return id !== null && /^a_[0-9A-Za-z]{22}$/.test(id) ? id : null;
}

export function useCaseAddress(): [string | null, (applicationId: string | null) => void] {
  const [applicationId, setApplicationId] = useState(caseInAddress);

  useEffect(() => {
    const onBack = (): void => setApplicationId(caseInAddress());
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);

  const open = useCallback((id: string | null) => {
    if (id !== caseInAddress()) {
      history.pushState(null, '', id === null ? location.pathname : `?case=${id}`);
    }
    setApplicationId(id);
  }, []);

  return [applicationId, open];
}
