import { entriesOf, type Report, uniqueNames } from './check.ts';
import type { DraftDocument } from './draft.ts';
import type { Path } from './problem.ts';

interface Socket {
  readonly address: string;
  readonly port: number;
  readonly path: Path;
  readonly owner: string;
}

const wildcards = new Set(['0.0.0.0', '::', '[::]', '*']);

/** Checks that no two servers want the same socket, and that none is open by accident. */
export function checkListeners({ listeners, global }: DraftDocument, report: Report): void {
  const entries = entriesOf(listeners, ['listeners']);
  uniqueNames(entries, { what: 'listener', report });
  const { management_api: management, observability } = global?.services ?? {};
  const address = management?.bind_address ?? '127.0.0.1';
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
  if (!wildcards.has(address)) return;
  report({
    code: 'not_implemented',
    path: [...base, 'management_api', 'bind_address'],
    message: `\`${address}\` would offer the management API to everybody, and this version cannot ask for tokens yet`,
    suggestion: 'bind it to `127.0.0.1` or to one address of a private network',
  });
}

function overlaps(a: Socket, b: Socket): boolean {
  if (a.port !== b.port || a.port === 0) return false;
  return a.address === b.address || wildcards.has(a.address) || wildcards.has(b.address);
}
