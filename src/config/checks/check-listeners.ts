import { loopback, wildcardHosts } from '../address.ts';
import type { Path } from '../problem.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf, type Report, uniqueNames } from './report.ts';

interface Socket {
  readonly address: string;
  readonly port: number;
  readonly path: Path;
  readonly owner: string;
}

/** Checks that no two servers want the same socket, and that none promises what it cannot do. */
export function checkListeners({ listeners, global }: DraftDocument, report: Report): void {
  const entries = entriesOf(listeners, ['listeners']);
  uniqueNames(entries, { what: 'listener', report });
  for (const { value, path } of entries) {
    if (value.tls === undefined) continue;
    report({
      code: 'not_implemented',
      path: [...path, 'tls'],
      isAboutKey: true,
      message: 'is not supported by this version yet, requests would come in the clear',
      suggestion: 'remove it, and put a proxy that speaks TLS in front',
    });
  }
  const { management_api: management, observability } = global?.services ?? {};
  const written = management?.bind_address ?? loopback;
  const address = wildcardHosts.has(written) ? loopback : written;
  const base = ['global', 'services'];
  const sockets: readonly Socket[] = [
    ...entries.flatMap(({ value: { name, address: host, port }, path }) =>
      host === undefined || port === undefined
        ? []
        : [{ address: host, port, path: [...path, 'port'], owner: `listener \`${name}\`` }],
    ),
    {
      address,
      port: management?.port ?? 8080,
      path: [...base, 'management_api', 'port'],
      owner: 'the management API',
    },
    {
      address,
      port: observability?.metrics?.port ?? 9190,
      path: [...base, 'observability', 'metrics', 'port'],
      owner: 'the metrics',
    },
  ];
  for (const [index, socket] of sockets.entries()) {
    const rival = sockets.slice(0, index).find((other) => overlaps(socket, other));
    if (rival === undefined) continue;
    const message = `port ${socket.port} is taken by ${rival.owner}`;
    report({ code: 'listener_conflict', path: socket.path, message });
  }
}

function overlaps(a: Socket, b: Socket): boolean {
  if (a.port !== b.port || a.port === 0) return false;
  return a.address === b.address || wildcardHosts.has(a.address) || wildcardHosts.has(b.address);
}
