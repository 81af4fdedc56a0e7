// What the embedded database's worker thread and its hub say to each other.

export type Task =
  /** Frontend messages of the PostgreSQL protocol that end in one the server answers. */
  | { kind: 'exchange'; batch: Uint8Array }
  /** Checkpoint and vacuum, where enough was written since the last time; `final` whatever little was. */
  | { kind: 'maintain'; final: boolean }
  | { kind: 'close' };

export interface Request {
  id: number;
  task: Task;
}

export type Report =
  | { kind: 'ready' }
  | { kind: 'answer'; id: number; bytes: Uint8Array }
  /** The task failed, the engine is sound. */
  | { kind: 'failed'; id: number; reason: string }
  /** The engine is broken: nothing it says from here on can be relied on. */
  | { kind: 'broken'; reason: string };
