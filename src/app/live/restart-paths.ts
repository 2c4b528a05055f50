import { isDeepStrictEqual } from 'node:util';
import type { ConfigDocument } from '../../config/document.ts';
import { socketOf } from './generation.ts';

/** What is read once, when the process starts. */
const readOnce: readonly {
  readonly path: string;
  readonly of: (config: ConfigDocument) => unknown;
}[] = [
  {
    path: 'global.services.management_api.bind_address',
    of: ({ global }) => global.services.management_api.bind_address,
  },
  {
    path: 'global.services.management_api.port',
    of: ({ global }) => global.services.management_api.port,
  },
  {
    path: 'global.services.observability.metrics.enabled',
    of: ({ global }) => global.services.observability.metrics.enabled,
  },
  {
    path: 'global.services.observability.metrics.port',
    of: ({ global }) => global.services.observability.metrics.port,
  },
  {
    path: 'global.services.router_replay.enabled',
    of: ({ global }) => global.services.router_replay.enabled,
  },
  {
    path: 'global.services.router_replay.store_backend',
    of: ({ global }) => global.services.router_replay.store_backend,
  },
  {
    path: 'global.services.router_replay.ttl_seconds',
    of: ({ global }) => global.services.router_replay.ttl_seconds,
  },
];

/** Places where a configuration differs from the one that the process started with, and cannot follow. */
export function restartPaths(started: ConfigDocument, next: ConfigDocument): readonly string[] {
  return [
    ...listenerPaths(started, next),
    ...readOnce
      .filter(({ of }) => !isDeepStrictEqual(of(started), of(next)))
      .map(({ path }) => path),
  ];
}

function listenerPaths(started: ConfigDocument, next: ConfigDocument): readonly string[] {
  const open = new Set(started.listeners.map(socketOf));
  const wanted = new Set(next.listeners.map(socketOf));
  const added = next.listeners.flatMap((listener, index) =>
    open.has(socketOf(listener)) ? [] : [`listeners[${index}:${listener.name}]`],
  );
  const isOneGone = [...open].some((socket) => !wanted.has(socket));
  return added.length > 0 || !isOneGone ? added : ['listeners'];
}
