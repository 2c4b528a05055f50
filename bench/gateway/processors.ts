import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Which processor runs what; without two of them, or `taskset`, the system decides. */
export interface Processors {
  readonly driver: number | undefined;
  readonly target: number | undefined;
  readonly note: string;
}

/** Pins this process as well. */
export function shareProcessors(): Processors {
  const unpinned = { driver: undefined, target: undefined };
  const [driver, target] = allowedProcessors();
  if (driver === undefined || target === undefined) {
    return { ...unpinned, note: 'not pinned: fewer than two processors known' };
  }
  if (!pinThisProcess(driver)) return { ...unpinned, note: 'not pinned: no `taskset` here' };
  return {
    driver,
    target,
    note: `driver and backend on processor ${driver}, target on ${target}`,
  };
}

/** Leaves this process and the threads that it starts one processor; returns which, in words. */
export function keepToOneProcessor(): string {
  const last = allowedProcessors().at(-1);
  return last !== undefined && pinThisProcess(last)
    ? `all threads on processor ${last}`
    : 'not pinned: no `taskset` here';
}

/** With all its threads. */
function pinThisProcess(processor: number): boolean {
  try {
    execFileSync('taskset', ['-a', '-c', '-p', String(processor), String(process.pid)], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** `Cpus_allowed_list` is written like `0-3,8`; only Linux has it. */
function allowedProcessors(): readonly number[] {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
    return list.split(',').flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
  } catch {
    return [];
  }
}
