// What crosses the border between a pool and its worker threads.
import type { Ask, FollowAsk, Followed, Sighting } from '../../ports/face-engine.ts';

export interface LookWork extends Ask {
  kind: 'look';
  picture: Uint8Array;
}

export interface FollowWork extends FollowAsk {
  kind: 'follow';
  frames: readonly Uint8Array[];
}

export type Work = LookWork | FollowWork;

/** An unreadable picture is an answer, so that every rejection is the worker's own fault and worth one retry. */
export type Outcome =
  | { kind: 'seen'; sighting: Sighting }
  | { kind: 'followed'; followed: Followed }
  | { kind: 'unreadable'; why: string };

/** What a worker file exports. */
export interface Worker {
  /** Loads what there is to load and proves it; answers the engine's name. */
  warmUp: () => Promise<string>;
  work: (work: Work) => Promise<Outcome>;
}
