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
  try {
    execFileSync('taskset', ['-a', '-c', '-p', String(driver), String(process.pid)], {
      stdio: 'ignore',
    });
  } catch {
    return { ...unpinned, note: 'not pinned: no `taskset` here' };
  }
  return {
    driver,
    target,
    note: `driver and backend on processor ${driver}, target on ${target}`,
  };
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
