// Sessions of applicants that were ended before their time, by leaving a device.

export interface LeftSession {
  readonly id: string;
  /** When its token would have been too old in any case. */
  readonly expiresAt: Date;
}

export interface LeftSessions {
  /** Leaving twice is leaving once. */
  add(session: LeftSession): Promise<void>;
  has(id: string): Promise<boolean>;
  /** Those whose tokens were too old before the moment. */
  forget(before: Date): Promise<void>;
}
