import type { BenchTable } from '../bench-table.ts';
import type { Sample } from './sample.ts';
import type { Scenario } from './scenarios.ts';
import { median } from './statistics.ts';
import type { Target } from './targets.ts';

/** Target -> what each round gave. */
export type Samples = ReadonlyMap<Target, readonly Sample[]>;

/** Of CPU, to the floor, by scenario and target. They inform; nothing fails by them. */
const ratioLimits: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  json: { a: 1.6, b: 2 },
  long: { b: 2 },
  stream: { a: 1.5, b: 1.5 },
};
const REPLAY_LIMIT_PERCENT = 15;
const IDLE_LIMIT_MIB = 110;
const START_LIMIT_MS = 1000;
const MIB = 2 ** 20;

export function scenarioTable(scenario: Scenario, samples: Samples): BenchTable {
  return scenario.table === 'throughput'
    ? throughputTable(scenario, samples)
    : latencyTable(scenario, samples);
}

function throughputTable({ name, title, unit }: Scenario, samples: Samples): BenchTable {
  const floor = find(samples, 'floor');
  return {
    title,
    columns: [
      { key: 'target', title: 'target' },
      { key: 'cpu_us', title: `CPU us/${unit}`, digits: 1 },
      { key: 'cpu_ratio', title: 'ratio', digits: 2 },
      { key: 'limit', title: 'limit' },
      { key: 'per_second', title: `${unit}s/s` },
      { key: 'per_second_ratio', title: 'ratio', digits: 2 },
      { key: 'errors', title: 'errors' },
    ],
    rows: [...samples].map(([target, rounds]) => {
      const ratio = medianRatio(rounds, floor, 'cpuUs');
      return {
        target: target.title,
        cpu_us: medianOf(rounds, 'cpuUs'),
        cpu_ratio: ratio,
        limit: describeLimit(ratio, ratioLimits[name]?.[target.name], 'x'),
        per_second: medianOf(rounds, 'perSecond'),
        per_second_ratio: medianRatio(rounds, floor, 'perSecond'),
        errors: countErrors(rounds),
      };
    }),
    note: 'ratio: to the floor in the same round',
  };
}

function latencyTable({ title, unit }: Scenario, samples: Samples): BenchTable {
  const [p50, p99] =
    unit === 'stream'
      ? (['firstByteP50Ms', 'firstByteP99Ms'] as const)
      : (['p50Ms', 'p99Ms'] as const);
  const direct = find(samples, 'direct');
  const addedBy = (rounds: readonly Sample[], figure: Figure) =>
    medianOfPairs(rounds, direct, (taken, base) => taken[figure] - base[figure]);
  const floorAddedMs = addedBy(find(samples, 'floor'), p50);
  return {
    title,
    columns: [
      { key: 'target', title: 'target' },
      { key: 'p50_ms', title: 'p50 ms', digits: 2 },
      { key: 'p99_ms', title: 'p99 ms', digits: 2 },
      { key: 'added_p50_ms', title: 'added p50', digits: 2 },
      { key: 'added_p99_ms', title: 'added p99', digits: 2 },
      { key: 'added_ratio', title: 'ratio', digits: 2 },
      { key: 'cpu_us', title: `CPU us/${unit}` },
      { key: 'errors', title: 'errors' },
    ],
    rows: [...samples].map(([target, rounds]) => ({
      target: target.title,
      p50_ms: medianOf(rounds, p50),
      p99_ms: medianOf(rounds, p99),
      ...(target.name === 'direct'
        ? {}
        : {
            added_p50_ms: addedBy(rounds, p50),
            added_p99_ms: addedBy(rounds, p99),
            added_ratio: addedBy(rounds, p50) / floorAddedMs,
          }),
      cpu_us: medianOf(rounds, 'cpuUs'),
      errors: countErrors(rounds),
    })),
    note: 'added: to direct in the same round; ratio: added p50 to that of the floor',
  };
}

/** (b) with and without replay, under load at the same time. */
export interface ReplayPair {
  readonly on: Sample;
  readonly off: Sample;
}

export function replayTable(pairs: readonly ReplayPair[]): BenchTable {
  const percent = 100 * median(pairs.map(({ on, off }) => 1 - off.cpuUs / on.cpuUs));
  return {
    title: 'Replay, JSON of a 0.2 KiB prompt',
    columns: [
      { key: 'what', title: 'what' },
      { key: 'cpu_us', title: 'CPU us/request', digits: 1 },
      { key: 'percent', title: '% of (b)', digits: 1 },
      { key: 'limit', title: 'limit' },
      { key: 'errors', title: 'errors' },
    ],
    rows: [
      {
        what: 'a record a request',
        cpu_us: median(pairs.map(({ on, off }) => on.cpuUs - off.cpuUs)),
        percent,
        limit: describeLimit(percent, REPLAY_LIMIT_PERCENT, ' %'),
        errors: countErrors(pairs.flatMap(({ on, off }) => [on, off])),
      },
    ],
    note: 'both under load at the same time, 64 connections each',
  };
}

/** Process figures: start, memory. */
export function processTable(
  targets: readonly (Target & { readonly usedRssBytes: number })[],
): BenchTable {
  return {
    title: 'Processes',
    columns: [
      { key: 'target', title: 'target' },
      { key: 'start_ms', title: 'start ms' },
      { key: 'start_limit', title: 'limit' },
      { key: 'idle_mib', title: 'MiB idle' },
      { key: 'idle_limit', title: 'limit' },
      { key: 'used_mib', title: 'MiB after load' },
    ],
    rows: targets.map(({ title, name, child, idleRssBytes, usedRssBytes }) => {
      const isOurs = name === 'a' || name === 'b';
      return {
        target: title,
        start_ms: child.startMs,
        start_limit: isOurs ? describeLimit(child.startMs, START_LIMIT_MS, ' ms') : undefined,
        idle_mib: idleRssBytes / MIB,
        idle_limit: isOurs ? describeLimit(idleRssBytes / MIB, IDLE_LIMIT_MIB, ' MiB') : undefined,
        used_mib: usedRssBytes / MIB,
      };
    }),
    note: 'start: from the launch of the process until it listens; idle: before the first request',
  };
}

function find(samples: Samples, name: string): readonly Sample[] {
  return [...samples].find(([target]) => target.name === name)?.[1] ?? [];
}

type Figure = Exclude<keyof Sample, 'errors'>;

function medianOf(rounds: readonly Sample[], figure: Figure): number {
  return median(rounds.map((sample) => sample[figure]));
}

function medianRatio(rounds: readonly Sample[], base: readonly Sample[], figure: Figure): number {
  return medianOfPairs(rounds, base, (taken, other) => taken[figure] / other[figure]);
}

/** Samples of one round are compared with each other: the machine is not as fast in all of them. */
function medianOfPairs(
  rounds: readonly Sample[],
  base: readonly Sample[],
  compare: (taken: Sample, base: Sample) => number,
): number {
  return median(
    rounds.flatMap((taken, round) => {
      const other = base[round];
      return other === undefined ? [] : [compare(taken, other)];
    }),
  );
}

/** How many, and what the first one said. */
function countErrors(rounds: readonly Sample[]): string {
  const errors = rounds.flatMap((sample) => sample.errors);
  return errors.length === 0 ? '0' : `${errors.length}: ${errors[0]}`;
}

function describeLimit(value: number, limit: number | undefined, unit: string): string | undefined {
  if (limit === undefined) return undefined;
  return `${limit}${unit} ${value <= limit ? 'kept' : 'EXCEEDED'}`;
}
