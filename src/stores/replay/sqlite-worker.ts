// Entry of the thread that owns the replay file; `worker-rows.ts` is its other end.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { openReplayRows, type ReplayRows } from './sqlite-rows.ts';
import type { RowsReply, RowsRequest } from './worker-messages.ts';

async function serve(port: MessagePort): Promise<void> {
  const reply = (message: RowsReply) => port.postMessage(message);
  const rows = await openReplayRows(workerData as { path: string }).catch((error: Error) => {
    reply({ call: 0, error: error.message });
  });
  if (rows === undefined) return;
  port.on('message', async ({ call, method, parameters }: RowsRequest) => {
    try {
      // The other end is typed by the same interface.
      const run = rows[method] as (
        ...parameters: readonly unknown[]
      ) => ReturnType<ReplayRows[typeof method]>;
      reply({ call, value: await run(...parameters) });
    } catch (error) {
      reply({ call, error: (error as Error).message });
    }
    if (method === 'close') port.close();
  });
  reply({ call: 0, value: undefined });
}

if (parentPort !== null) await serve(parentPort);
