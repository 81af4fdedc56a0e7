// How often and how long an applicant may try; more than enough for honest people, little for a machine.

export const attempts = {
  /** Times a reviewer may ask again before only approving or refusing is left. */
  resubmissions: 5,
  /** Captures that may end without success; the face-free path is open at any time. */
  liveness: 8,
  /** Photos kept per application and hour. Every upload costs seconds of computing. */
  photosPerHour: 40,
} as const;

export const draftLifetimeMs = 7 * 24 * 3_600_000;
export const resumeLinkLifetimeMs = 7 * 24 * 3_600_000;
export const claimLifetimeMs = 30 * 60_000;
export const signInLinkLifetimeMs = 24 * 3_600_000;
/** The two limits of NIST SP 800-63B-4 for its second level are 24 hours, and an hour without activity. */
export const reviewerSessionLifetimeMs = 12 * 3_600_000;
/** A reviewer who did nothing for so long is not on shift any more. As long as a claim: reading a hard case is work. */
export const shiftIdleMs = 30 * 60_000;
/** What comes back is kept so long for the reviewer who asked for it. */
export const keptForAskerMs = 30 * 60_000;
export const reviewerIdleMs = 3_600_000;
/** An emergency way in lasts no longer than the emergency should. */
export const breakGlassLinkLifetimeMs = 15 * 60_000;
export const breakGlassSessionLifetimeMs = 3_600_000;
/** From leaving for the identity provider to coming back: a second factor takes its time. */
export const providerSignInLifetimeMs = 10 * 60_000;
/** How long after its end a session can still be looked up in the database. */
export const endedSessionKeepMs = 90 * 24 * 3_600_000;
/** How often the use of a session is written down, at most. */
export const sessionNoteMs = 60_000;
