import { Worker } from 'node:worker_threads';
import { SwitchyardError } from '../../errors.ts';
import type { ReplayRows } from './sqlite-rows.ts';
import type { RowsReply, RowsRequest } from './worker-messages.ts';

interface WorkerRowsOptions {
  readonly path: string;
  /** The compiled entry of the worker thread. */
  readonly workerUrl: URL;
}

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The table behind a thread of its own: what a disk or a long query takes, checkpoints and locks of
 * other processes included, is never taken from the event loop.
 */
export async function openWorkerRows({ path, workerUrl }: WorkerRowsOptions): Promise<ReplayRows> {
  const worker = new Worker(workerUrl, {
    name: 'switchyard-replay',
    workerData: { path },
    execArgv: [],
  });
  const calls = new Map<number, Call>();
  let lastCall = 0;
  let death: SwitchyardError | undefined;

  worker.on('message', (reply: RowsReply) => {
    const call = calls.get(reply.call);
    calls.delete(reply.call);
    // A thread without work must not keep the process alive, one with work must.
    if (calls.size === 0) worker.unref();
    if ('error' in reply) call?.reject(unavailable(reply.error));
    else call?.resolve(reply.value);
  });
  worker.on('error', (error) => die(`its thread died (${error.message})`));
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      die('it is closed');
      resolve();
    });
  });

  function die(reason: string): void {
    death ??= unavailable(reason);
    for (const call of calls.values()) call.reject(death);
    calls.clear();
  }

  function wait<Result>(call: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      calls.set(call, { resolve: (value) => resolve(value as Result), reject });
    });
  }

  function send<Method extends keyof ReplayRows>(
    method: Method,
    parameters: Parameters<ReplayRows[Method]>,
    /** Memory that is handed over instead of copied. */
    transfer: ArrayBuffer[] = [],
  ): ReturnType<ReplayRows[Method]> {
    if (death !== undefined) return Promise.reject(death) as ReturnType<ReplayRows[Method]>;
    lastCall += 1;
    const request: RowsRequest = { call: lastCall, method, parameters };
    if (calls.size === 0) worker.ref();
    worker.postMessage(request, transfer);
    return wait(lastCall) as ReturnType<ReplayRows[Method]>;
  }

  await wait(0);
  return {
    append: (rows) =>
      send('append', [rows], [rows.bytes.buffer, rows.ends.buffer] as ArrayBuffer[]),
    list: (query) => send('list', [query]),
    get: (id) => send('get', [id]),
    deleteBefore: (id, limit) => send('deleteBefore', [id, limit]),
    async close() {
      if (death === undefined) await send('close', []);
      // Until then the file may still be locked.
      worker.ref();
      await ended;
    },
  };
}

function unavailable(reason: string): SwitchyardError {
  return new SwitchyardError('store_unavailable', `replay store: ${reason}`);
}
