import { type BackendPools, createBackendPools } from '../../backends/pools.ts';
import { createLeases, type Lease } from './leases.ts';

/** Connections to backends that outlive the generation which made them. */
export interface SharedPools {
  /** Pools of one generation; closing them ends the connections that no other one uses. */
  open(): BackendPools;
}

export function createSharedPools(): SharedPools {
  const leases = createLeases<BackendPools>((pool) => pool.close());
  return {
    open() {
      const held = new Map<string, Lease<BackendPools>>();
      return {
        get(origin, connectTimeoutMs) {
          const key = `${origin} ${connectTimeoutMs}`;
          const lease = held.get(key) ?? leases.acquire(key, createBackendPools);
          held.set(key, lease);
          return lease.value.get(origin, connectTimeoutMs);
        },
        async close() {
          await Promise.all([...held.values()].map((lease) => lease.release()));
        },
      };
    },
  };
}
