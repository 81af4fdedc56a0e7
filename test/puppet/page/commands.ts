// What a test may tell the puppet in the page.
import type { Point } from '../mesh-points.ts';
import type { Action } from '../motion.ts';
import type { Pose } from '../puppet.ts';

/** A still as it travels into the page: JSON. */
export interface StillForPage {
  width: number;
  height: number;
  rgbaBase64: string; // [height, width, 4]
  points: readonly Point[];
}

export interface PuppetCommands {
  /** Reacts, acts, returns to rest. */
  act(action: Action): void;
  /** Stays in that pose until told otherwise. */
  setPose(pose: Partial<Pose>): void;
  /** From now on another face. */
  setStill(still: StillForPage): void;
}

declare global {
  interface Window {
    puppet: PuppetCommands;
    puppetStill: StillForPage;
  }
}
