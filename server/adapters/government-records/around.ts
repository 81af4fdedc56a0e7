// What can be put around each single question to a provider, as layers: the first is the outermost.
import type { Provider, Said, Trouble } from './provider-records.ts';

/** One question over the wire; may be asked more than once, and each time it is a question. */
export type OneQuestion = (signal: AbortSignal) => Promise<Said | Trouble>;

/** Answers in the question's place, as soon as the signal is aborted at the latest. Never throws by itself. */
export type Layer = (ask: OneQuestion, signal: AbortSignal) => Promise<Said | Trouble>;

export function around(provider: Provider, layers: readonly Layer[]): Provider {
  const ask = (question: OneQuestion, signal: AbortSignal): Promise<Said | Trouble> =>
    layers.reduceRight<OneQuestion>((inner, layer) => (given) => layer(inner, given), question)(signal);
  return {
    ...provider,
    compare: (person, photo, signal) => ask((given) => provider.compare(person, photo, given), signal),
    confirm: (person, signal) => ask((given) => provider.confirm(person, given), signal),
  };
}
