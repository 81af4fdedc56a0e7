// What crosses the border between a pool and its worker threads.
import type { Ask, Sighting } from '../../ports/face-engine.ts';

export interface Work extends Ask {
  picture: Uint8Array;
}

/** An unreadable picture is an answer, so that every rejection is the worker's own fault and worth one retry. */
export type Outcome = { kind: 'seen'; sighting: Sighting } | { kind: 'unreadable'; why: string };

/** What a worker file exports. */
export interface Worker {
  /** Loads what there is to load and proves it; answers the engine's name. */
  warmUp(): Promise<string>;
  work(work: Work): Promise<Outcome>;
}
