// How many people's faces are stored.
import type { FaceLevel } from '../domain/stored-faces.ts';

export interface FaceCount {
  /** Different ones, as far as their numbers tell; who is locked or declared nothing counts as one each. */
  readonly people: number;
  readonly applications: number;
}

export interface StoredFaceFigures extends FaceCount {
  readonly level: FaceLevel;
  /** At this level; null before the first count. */
  readonly since: Date | null;
  readonly countedAt: Date | null;
}

export interface StoredFaces {
  /** Looks through everything that is kept: seconds, where there is much. */
  count(): Promise<FaceCount>;
  /** Of the last count. */
  figures(): Promise<StoredFaceFigures>;
  /** Keeps a count; answers the level before it. */
  note(count: FaceCount, level: FaceLevel, at: Date): Promise<FaceLevel>;
}
