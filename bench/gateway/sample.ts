import type { Child } from './child-process.ts';
import { openLoad } from './load.ts';
import type { Scenario } from './scenarios.ts';
import { quantile } from './statistics.ts';
import type { Target } from './targets.ts';

/** What one stretch of one load on one target gave. */
export interface Sample {
  /** Of the target, an answer. */
  readonly cpuUs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly firstByteP50Ms: number;
  readonly firstByteP99Ms: number;
  readonly errors: readonly string[];
}

interface SampleOptions {
  readonly backend: Child;
  readonly target: Target;
  readonly scenario: Scenario;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** The target is asked for its time before and after, when it has nothing to do. */
export async function takeSample(options: SampleOptions): Promise<Sample> {
  const { backend, target, scenario, warmUpSeconds, seconds } = options;
  const { request, connections, behaviour } = scenario;
  await backend.ask({ kind: 'behaviour', behaviour }, 'done');
  const load = await openLoad({ port: target.child.port, request, connections });
  try {
    const warmUp = await load.run(warmUpSeconds);
    const before = await target.child.ask({ kind: 'usage' }, 'usage');
    const result = await load.run(seconds);
    const after = await target.child.ask({ kind: 'usage' }, 'usage');
    return {
      cpuUs: (after.usage.cpuUs - before.usage.cpuUs) / result.requests,
      perSecond: result.requests / result.seconds,
      p50Ms: quantile(result.latenciesMs, 0.5),
      p99Ms: quantile(result.latenciesMs, 0.99),
      firstByteP50Ms: quantile(result.firstBytesMs, 0.5),
      firstByteP99Ms: quantile(result.firstBytesMs, 0.99),
      errors: [...warmUp.errors, ...result.errors],
    };
  } finally {
    load.close();
  }
}
