import { createRequire } from 'node:module';
import type { Pool as UndiciPool } from 'undici';

// The package's entry also loads fetch, WebSocket and caches: 8 MiB that nothing here uses.
const Pool: typeof UndiciPool = createRequire(import.meta.url)('undici/lib/dispatcher/pool.js');

const MAX_CONNECTIONS = 1024;

export interface BackendPools {
  /** The pool of one origin with one connect timeout; made on first use, shared by all models. */
  get(origin: string, connectTimeoutMs: number): UndiciPool;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

export function createBackendPools(): BackendPools {
  const pools = new Map<string, UndiciPool>();
  return {
    get(origin, connectTimeoutMs) {
      const key = `${origin} ${connectTimeoutMs}`;
      const pool =
        pools.get(key) ??
        new Pool(origin, {
          connections: MAX_CONNECTIONS,
          pipelining: 1,
          connect: { timeout: connectTimeoutMs },
        });
      pools.set(key, pool);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
