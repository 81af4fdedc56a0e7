// Renews a claim by itself while its holder is at work on it.
import { useEffect, useRef } from 'preact/hooks';
import type { CaseView } from '../../server/contract/review.ts';

/** With less than this left, the next sign of work renews. A claim lasts half an hour. */
const renewBelowMs = 10 * 60_000;
/** Least time between two attempts, so that a refusal is not repeated with each key. */
const pauseMs = 60_000;

/** Whether a sign of work should renew the claim now. */
export function isRenewalDue(view: CaseView | null, nowMs: number): boolean {
  if (view?.state !== 'in_review' || !view.claim?.isMine || view.recommendation !== null) return false;
  const leftMs = Date.parse(view.claim.until) - nowMs;
  return leftMs > 0 && leftMs < renewBelowMs;
}

export function useRenewal(view: CaseView | null, renew: () => void): void {
  const latest = useRef({ view, renew });
  latest.current = { view, renew };
  const lastAtMs = useRef(0);
  useEffect(() => {
    const onWork = (): void => {
      const nowMs = Date.now();
      if (nowMs - lastAtMs.current < pauseMs || !isRenewalDue(latest.current.view, nowMs)) return;
      lastAtMs.current = nowMs;
      latest.current.renew();
    };
    window.addEventListener('pointerdown', onWork);
    window.addEventListener('keydown', onWork);
    return () => {
      window.removeEventListener('pointerdown', onWork);
      window.removeEventListener('keydown', onWork);
    };
  }, []);
}
