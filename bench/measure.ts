/** One piece of work to be timed; returns something, so that it cannot be optimised away. */
export interface Case {
  readonly name: string;
  run(): unknown;
}

interface Timing {
  readonly medianUs: number;
  readonly p90Us: number;
}

const warmUpMs = 150;
const sampleMs = 4;
const rounds = 60;

/** Milliseconds, ever growing. */
export type Clock = () => number;

/** CPU time of the process, garbage collection included: other processes do not count in it. */
export const cpuMs: Clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Times all cases in turn, round by round, so that a noisy moment does not hit one case alone. */
export function measure(cases: readonly Case[], clock: Clock = cpuMs): ReadonlyMap<string, Timing> {
  const timeMs = (one: Case, calls: number) => timed(one, { calls, clock });
  const prepared = cases.map((one) => ({
    one,
    calls: warmUp(one, timeMs),
    samplesUs: [] as number[],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { one, calls, samplesUs } of prepared) {
      samplesUs.push((timeMs(one, calls) * 1000) / calls);
    }
  }
  return new Map(prepared.map(({ one, samplesUs }) => [one.name, timingOf(samplesUs)]));
}

/** Returns how many calls make one sample. */
function warmUp(one: Case, timeMs: (one: Case, calls: number) => number): number {
  let calls = 1;
  let spentMs = 0;
  let lastMs = 0;
  while (spentMs < warmUpMs) {
    lastMs = timeMs(one, calls);
    spentMs += lastMs;
    if (lastMs < sampleMs) calls *= 2;
  }
  return Math.max(1, Math.round((calls * sampleMs) / Math.max(timeMs(one, calls), 1e-3)));
}

const neverReturned = Symbol('never returned');

function timed(
  one: Case,
  { calls, clock }: { readonly calls: number; readonly clock: Clock },
): number {
  let last: unknown;
  const before = clock();
  for (let call = 0; call < calls; call++) last = one.run();
  const spentMs = clock() - before;
  // Reading the result keeps the compiler from dropping the work.
  if (last === neverReturned) throw new Error('a case returned what only this file has');
  return spentMs;
}

function timingOf(samplesUs: number[]): Timing {
  samplesUs.sort((a, b) => a - b);
  return { medianUs: quantile(samplesUs, 0.5), p90Us: quantile(samplesUs, 0.9) };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
