import type { AddressInfo, Server } from 'node:net';
import type { Behaviour, Reply, Request } from './messages.ts';

interface ChildOptions {
  readonly port: number;
  readonly behave?: (behaviour: Behaviour) => void;
}

/** Says that the server of this process takes requests, and answers the bench until it goes away. */
export function answerTheBench({ port, behave }: ChildOptions): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    const request = message as Request;
    if (request.kind === 'usage') {
      const { user, system } = process.cpuUsage();
      reply({
        kind: 'usage',
        usage: { cpuUs: user + system, rssBytes: process.memoryUsage.rss() },
      });
      return;
    }
    behave?.(request.behaviour);
    reply({ kind: 'done' });
  });
  reply({ kind: 'ready', port });
}

export function failToStart(error: unknown): never {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.send?.({ kind: 'failed', message } satisfies Reply, () => process.exit(1));
  throw error;
}

/** Listens on a free port of the loopback interface. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

function reply(message: Reply): void {
  process.send?.(message);
}
