import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../onnx-runtime.ts';
import { openTextGraph } from './onnx-session.ts';

// The entry of a worker thread that times a bare graph; nothing imports this file.

/** What the thread is told when it starts, and the number of tokens of each request. */
const file = workerData as string;

async function start(): Promise<void> {
  try {
    const graph = await openTextGraph(file);
    parentPort?.on('message', async (tokens: number) => {
      if (tokens === 0) {
        parentPort?.close();
        return;
      }
      const ids = new Int32Array(tokens).fill(1);
      const text = { ids, types: new Int32Array(tokens), isTruncated: false };
      parentPort?.postMessage({ milliseconds: await graph.time([text]) });
    });
    parentPort?.postMessage({ milliseconds: 0 });
  } catch (cause) {
    parentPort?.postMessage({ error: messageOf(cause) });
  }
}

void start();
