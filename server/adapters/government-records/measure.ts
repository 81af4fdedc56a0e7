// Tells what each question came to, with how long it took; goes innermost, so that each time one is put counts.
import type { Layer } from './around.ts';
import type { Said, Trouble } from './provider-records.ts';

/** `agrees`, `capture/blurred`, `unavailable/timeout`, …: nothing about the person. */
export function outcomeOf(answer: Said | Trouble): string {
  if (answer.answer === 'unavailable') return `unavailable/${answer.why}`;
  const { means } = answer;
  return typeof means === 'object' ? `capture/${means.capture}` : means;
}

export interface MeasureTools {
  /** Milliseconds that only ever go forward. */
  readonly elapsedMs: () => number;
  readonly onAsked: (outcome: string, tookMs: number) => void;
}

export function createMeasure({ elapsedMs, onAsked }: MeasureTools): Layer {
  return async (ask, signal) => {
    const from = elapsedMs();
    const answer = await ask(signal);
    onAsked(outcomeOf(answer), elapsedMs() - from);
    return answer;
  };
}
