// Presentation attack: what detectors say of the kept frames. None ships now, so it cannot be asked.
import type { CheckReport } from '../../domain/check.ts';

export function checkPresentationAttack(): CheckReport {
  return {
    check: 'presentation-attack',
    result: { outcome: 'unavailable', reason: 'attack-detector-not-installed' },
    measurements: [],
  };
}
