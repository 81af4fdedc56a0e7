// Notices that the embedded engine has crashed, which PGlite itself passes over in silence.
import type { PGlite } from '@electric-sql/pglite';

/** The exit status by which the engine jumps back to its main loop after an SQL error. */
const backToMainLoop = 100;

/**
 * PGlite catches whatever its main loop throws and carries on: an SQL error, but also a WebAssembly trap, a PANIC
 * or a failed fsync, after which carrying on would acknowledge writes that are lost. Calls `onCrash` for the latter.
 */
export function stopAtCrash(db: PGlite, onCrash: (error: unknown) => void): void {
  const engine = db.Module;
  const mainLoopOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      mainLoopOnce();
    } catch (error) {
      if ((error as { status?: unknown }).status !== backToMainLoop) onCrash(error);
      throw error;
    }
  };
}
