import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry } from '../lib/prometheus.ts';

const RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;

/** Adds version, processor time, memory and event-loop lag; returns what stops the measuring. */
export function addProcessMetrics(registry: Registry, version: string): () => void {
  const gauge = (name: string, help: string) => registry.gauge({ name, help }).labels();
  registry
    .gauge({
      name: 'switchyard_build_info',
      help: 'Always 1.',
      labels: ['version', 'node_version'],
    })
    .labels(version, process.version)
    .set(1);
  gauge('process_start_time_seconds', 'Start of the process, Unix time.').set(
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  const cpu = registry
    .counter({ name: 'process_cpu_seconds_total', help: 'Processor time, all threads.' })
    .labels();
  const memory = gauge('process_resident_memory_bytes', 'Resident memory.');
  const heapUsed = gauge('nodejs_heap_size_used_bytes', 'Used heap of the main thread.');
  const heapTotal = gauge('nodejs_heap_size_total_bytes', 'Heap of the main thread.');
  const external = gauge('nodejs_external_memory_bytes', 'Memory outside the heap.');
  const lag = gauge('nodejs_eventloop_lag_mean_seconds', 'Mean lag since the last scrape.');
  const lagP99 = gauge('nodejs_eventloop_lag_p99_seconds', '99 % of lags since the last scrape.');
  const lagMax = gauge('nodejs_eventloop_lag_max_seconds', 'Worst lag since the last scrape.');

  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let cpuBefore: NodeJS.CpuUsage = { user: 0, system: 0 };

  registry.beforeRender(() => {
    const now = process.cpuUsage();
    cpu.inc((now.user + now.system - cpuBefore.user - cpuBefore.system) / 1e6);
    cpuBefore = now;
    const usage = process.memoryUsage();
    memory.set(usage.rss);
    heapUsed.set(usage.heapUsed);
    heapTotal.set(usage.heapTotal);
    external.set(usage.external);
    lag.set(lagSeconds(delays.mean));
    lagP99.set(lagSeconds(delays.percentile(99)));
    lagMax.set(lagSeconds(delays.max));
    delays.reset();
  });
  return () => delays.disable();
}

/** The monitor reports the whole interval between its ticks, and NaN before the first one. */
function lagSeconds(nanoseconds: number): number {
  if (Number.isNaN(nanoseconds)) return 0;
  return Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS / 1000);
}
