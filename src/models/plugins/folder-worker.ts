import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../onnx-runtime.ts';
import {
  CLOSE_FOLDER,
  type FolderReply,
  type FolderRequest,
  type FolderSetup,
} from './folder-messages.ts';
import { openFolderModel } from './folder-model.ts';

// The entry of the worker thread of a folder model; nothing imports this file.

type Model = Awaited<ReturnType<typeof openFolderModel>>;

async function answer(model: Model, request: FolderRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.kind === 'run') {
      const results = await model.run(request.items);
      const buffers = results.map(({ values }) => values.buffer);
      reply({ kind: 'result', id, results }, buffers);
    } else {
      const milliseconds: number[] = [];
      for (const tokens of request.lengths) {
        milliseconds.push(await medianOf(request.rounds, () => model.measure(tokens)));
      }
      reply({ kind: 'measured', id, milliseconds });
    }
  } catch (cause) {
    reply({ kind: 'rejected', id, message: messageOf(cause) });
  }
}

async function medianOf(rounds: number, measure: () => Promise<number>): Promise<number> {
  await measure();
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) found.push(await measure());
  return found.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

function reply(message: FolderReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function start(): Promise<void> {
  try {
    const model = await openFolderModel(workerData as FolderSetup);
    parentPort?.on('message', (message: FolderRequest | typeof CLOSE_FOLDER) => {
      if (message === CLOSE_FOLDER) parentPort?.close();
      else void answer(model, message);
    });
    reply({ kind: 'ready', graph: model.graph });
  } catch (cause) {
    reply({ kind: 'failed', message: messageOf(cause) });
  }
}

void start();
