/** Runs something in this turn of the event loop, after its I/O. */
export type AfterIo = (run: () => void) => void;

/**
 * Gathers what is to be done when everything that the sockets brought in one turn has been read.
 * Requests that came together then take each step together: its code is in the processor's cache, and
 * whom they write to wakes up once instead of once a message. Without load nothing waits.
 */
export function createAfterIo(): AfterIo {
  let waiting: (() => void)[] = [];

  function add(run: () => void): void {
    waiting.push(run);
    if (waiting.length === 1) setImmediate(runAll);
  }

  function runAll(): void {
    const due = waiting;
    waiting = [];
    let at = 0;
    try {
      for (; at < due.length; at += 1) (due[at] as () => void)();
    } finally {
      // A bug in one must not lose the others.
      for (at += 1; at < due.length; at += 1) add(due[at] as () => void);
    }
  }

  return add;
}
