import type { Logger } from 'pino';

/** Logs troubles that come in thousands as at most one line an interval each. */
export interface Complaints {
  /** `count` troubles of one kind; `error` of the first of them is logged. */
  add(message: string, count: number, error?: unknown): void;
  /** Writes what waits. */
  close(): void;
}

interface Pending {
  count: number;
  error: unknown;
}

/** The first complaint of a kind is written at once, those that follow as a sum. */
export function createComplaints(log: Logger, intervalMs: number): Complaints {
  /** A message is a key while its interval lasts. */
  const pending = new Map<string, Pending>();
  let timer: NodeJS.Timeout | undefined;

  function write(message: string, { count, error }: Pending): void {
    log.error({ count, ...(error === undefined ? {} : { err: error }) }, message);
  }

  function endInterval(): void {
    timer = undefined;
    for (const [message, sum] of pending) {
      if (sum.count === 0) pending.delete(message);
      else {
        write(message, sum);
        pending.set(message, { count: 0, error: undefined });
      }
    }
    if (pending.size > 0) startInterval();
  }

  function startInterval(): void {
    timer ??= setTimeout(endInterval, intervalMs).unref();
  }

  return {
    add(message, count, error) {
      const sum = pending.get(message);
      if (sum === undefined) {
        write(message, { count, error });
        pending.set(message, { count: 0, error: undefined });
        startInterval();
        return;
      }
      sum.count += count;
      sum.error ??= error;
    },
    close() {
      clearTimeout(timer);
      for (const [message, sum] of pending) if (sum.count > 0) write(message, sum);
      pending.clear();
    },
  };
}
