// Looks every so often for messages that are due, and delivers to each endpoint by itself: a slow one holds up no other.
import { deliverDue, type DeliverDeps, type DeliveryReport } from './deliver-due.ts';

export interface Delivering {
  /** Begins nothing more, stops what is under way, and waits for it. What was stopped is sent again later. */
  stop(): Promise<void>;
}

export function keepDelivering(
  deps: DeliverDeps,
  watch: {
    readonly intervalMs: number;
    readonly onReport: (endpointId: string, report: DeliveryReport) => void;
    readonly onError: (error: unknown) => void;
  },
): Delivering {
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  let looking: Promise<void> | null = null;

  async function serve(endpointId: string): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        const report = await deliverDue(deps, endpointId, stopping.signal);
        if (report.tried === 0) return;
        watch.onReport(endpointId, report);
      }
    } catch (error) {
      if (!stopping.signal.aborted) watch.onError(error);
    }
  }

  async function look(): Promise<void> {
    try {
      for (const endpointId of await deps.database.webhooks.due(deps.clock.now())) {
        if (busy.has(endpointId) || stopping.signal.aborted) continue;
        const serving = serve(endpointId).finally(() => busy.delete(endpointId));
        busy.set(endpointId, serving);
      }
    } catch (error) {
      if (!stopping.signal.aborted) watch.onError(error);
    }
  }

  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, watch.intervalMs);
  timer.unref();

  return {
    async stop() {
      clearInterval(timer);
      stopping.abort(new Error('the process is closing'));
      await looking;
      await Promise.all(busy.values());
    },
  };
}
