// How often and how long an applicant may try; more than enough for honest people, little for a machine.

export const attempts = {
  /** Times a reviewer may ask again before only approving or refusing is left. */
  resubmissions: 5,
  /** Captures that may end without success; the face-free path is open at any time. */
  liveness: 8,
  /** Photos kept per application and hour. Every upload costs seconds of computing. */
  photosPerHour: 40,
} as const;

/** What a check that could not ask its service is worth: time in `checking`, and questions that may each be billed. */
export const serviceWait = {
  /** From the submission on; then a person looks, and sees that the service could not be asked. */
  longestMs: 10 * 60_000,
  shortestPauseMs: 15_000,
  /** Put in vain; those that a guard kept back do not count. */
  mostQuestions: 3,
} as const;

export const draftLifetimeMs = 7 * 24 * 3_600_000;
export const resumeLinkLifetimeMs = 7 * 24 * 3_600_000;
/** From asking for pictures to loading the last of them, by a slow line. Each address opens once. */
export const evidencePassLifetimeMs = 2 * 60_000;
/** Pieces asked for at once: a case has about thirty; one whose capture took long is asked for in parts. */
export const mostEvidencePasses = 100;
export const claimLifetimeMs = 30 * 60_000;
/** Links go by ways that we do not know. `usual`: to be opened while both are at it; `demo`: printed at a start, opened whenever. */
export const signInLinkLifetimesMs = {
  demo: 24 * 3_600_000,
  usual: 3_600_000,
  /** An emergency way in lasts no longer than the emergency should. */
  'break-glass': 15 * 60_000,
} as const;
/** The two limits of NIST SP 800-63B-4 for its second level are 24 hours, and an hour without activity. */
export const reviewerSessionLifetimeMs = 12 * 3_600_000;
/** A reviewer who did nothing for so long is not on shift any more. As long as a claim: reading a hard case is work. */
export const shiftIdleMs = 30 * 60_000;
/** What comes back is kept so long for the reviewer who asked for it. */
export const keptForAskerMs = 30 * 60_000;
export const reviewerIdleMs = 3_600_000;
export const breakGlassSessionLifetimeMs = 3_600_000;
/** From leaving for the identity provider to coming back: a second factor takes its time. */
export const providerSignInLifetimeMs = 10 * 60_000;
/** How long after its end a session can still be looked up in the database. */
export const endedSessionKeepMs = 90 * 24 * 3_600_000;
/** How often the use of a session is written down, at most. */
export const sessionNoteMs = 60_000;
