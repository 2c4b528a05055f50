import type { Registry } from '../../lib/prometheus.ts';

/** What dashboards and alerts see of the configuration. */
export interface ConfigMetrics {
  applied(generation: number): void;
  failed(): void;
  /** Generations that have requests, the current one included. */
  alive(generations: number): void;
}

const MS_PER_SECOND = 1000;

export function createConfigMetrics(registry: Registry): ConfigMetrics {
  const gauge = (name: string, help: string) => registry.gauge({ name, help }).labels();
  const success = gauge(
    'config_last_reload_success',
    '1 when the last configuration that was found could be applied, else 0.',
  );
  const timestamp = gauge(
    'config_last_reload_timestamp_seconds',
    'When a configuration was applied last, Unix time.',
  );
  const generation = gauge('config_generation', 'Configurations applied since the start.');
  const alive = gauge('config_generations_alive', 'Configurations that still serve requests.');
  const reloads = registry.counter({
    name: 'config_reload_total',
    help: 'Configurations that were to be applied, by outcome.',
    labels: ['status'],
  });
  return {
    applied(number) {
      success.set(1);
      timestamp.set(Date.now() / MS_PER_SECOND);
      generation.set(number);
      reloads.labels('success').inc();
    },
    failed() {
      success.set(0);
      reloads.labels('failure').inc();
    },
    alive: (generations) => alive.set(generations),
  };
}
