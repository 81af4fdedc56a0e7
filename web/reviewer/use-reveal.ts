// What of a case is unmasked at the moment; asked of the server each time, which puts it on record.
import { useState } from 'preact/hooks';
import type { RevealedView } from '../../server/contract/reveal.ts';
import { asProblem, type Problem } from '../shared/api.ts';
import { revealCase } from './review-api.ts';

/** What one key unmasks: everything that is masked. */
const all = [
  'legalName',
  'citizenId',
  'birthDate',
  'legalRepresentative',
  'registered',
  'phone',
  'email',
  'statement',
  'texts',
] as const;

export interface Reveal {
  /** Null while it is masked. */
  readonly revealed: RevealedView | null;
  readonly problem: Problem | null;
  readonly toggle: () => Promise<void>;
}

/** `prepare`: takes the claim where that is needed; answers whether the case may be unmasked. */
export function useReveal(applicationId: string | null, prepare: () => Promise<boolean>): Reveal {
  const [revealed, setRevealed] = useState<RevealedView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState(false);

  const toggle = async (): Promise<void> => {
    if (applicationId === null || isAsking) return;
    if (revealed !== null) {
      setRevealed(null);
      return;
    }
    setAsking(true);
    setProblem(null);
    try {
      if (await prepare()) setRevealed(await revealCase(applicationId, all));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setAsking(false);
    }
  };
  return { revealed, problem, toggle };
}
