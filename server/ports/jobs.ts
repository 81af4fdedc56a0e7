// Work that runs after the request that asked for it.

/** Runs one SQL statement on a connection; inside a transaction when it comes from one. `$1` placeholders. */
export interface SqlExecutor {
  execute(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** What each job is told. Identifiers only: a job reads the rest from the database when it runs. */
export interface JobData {
  /** `round` counts the submissions of one application, from 1. */
  'verify-application': { applicationId: string; round: number };
  /** A decision whose time to be undone is over. */
  'settle-decision': { applicationId: string; decisionId: string };
  /** A look at who waits for a service that could not be asked. */
  'resume-waiting': Record<string, never>;
  /** A look at what would make a live gate fall back. */
  'watch-gate': Record<string, never>;
  /** What falls due by time alone: expiry, erasure, work that got stuck. */
  tend: Record<string, never>;
}

export type JobName = keyof JobData;

/** `signal` aborts when the process is closing or when the job's time is up; by then another run may begin. */
export type JobHandler<Name extends JobName> = (data: JobData[Name], signal: AbortSignal) => Promise<void>;

export interface Jobs {
  /**
   * Asks that a job run once the transaction behind `tx` is committed; rolled back, it never existed.
   * `afterMs`: not before that much time has passed since the transaction began, by the database's clock.
   * Answers nothing. A job with the same name and data that waits, runs or is to be retried isn't queued twice;
   * one that has ended is queued anew.
   * When it cannot: rejects, and the caller's transaction must not be committed.
   * Keeps name and data for some hours after the job has ended.
   */
  enqueue<Name extends JobName>(
    tx: SqlExecutor,
    name: Name,
    data: JobData[Name],
    when?: { readonly afterMs: number },
  ): Promise<void>;

  /**
   * Asks that jobs of one name be handled here, from now until `close`.
   * Answers when handling has begun. Every committed job runs AT LEAST once: a handler that throws is run again
   * after a short pause, and so is one whose process died; handlers must be safe to run twice.
   * When it cannot (database away): tries again until it can; `isReady` is false meanwhile.
   * Keeps nothing in this process.
   */
  work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void>;

  /** Whether the last question to the queue was answered. Does not promise that jobs are being handled in time. */
  isReady(): boolean;

  /**
   * Asks to stop: takes no new jobs, aborts the signals of the running ones, waits for them, though not for ever.
   * A job that has not come to its end by then runs again later. Never rejects.
   */
  close(): Promise<void>;
}
