import { parentPort, workerData } from 'node:worker_threads';
import { openFlashModel } from './flash/flash-model.ts';
import { openGlosser } from './gloss/open-glosser.ts';
import { type GraphSession, openGraphSession } from './graph-session.ts';
import { messageOf } from './onnx-runtime.ts';
import { openPiiFinder, type PiiFinder } from './pii/open-pii-finder.ts';
import { Reader, type ReaderEngine } from './reader.ts';
import { openStaticEmbedder } from './static-embedder.ts';
import { findUnsupported, type SupportInput } from './support.ts';
import { knownWords, openTokenizer } from './vocabulary.ts';
import type { Tokenizer } from './wordpiece.ts';
import { type BatchMessage, CLOSE, type WorkerReply, type WorkerSetup } from './worker-messages.ts';

// The entry of a worker thread; nothing imports this file.

interface Models {
  readonly reader: Reader;
  readonly tokenizer: Tokenizer;
  readonly session: GraphSession | undefined;
  readonly piiFinder: () => Promise<PiiFinder>;
}

/** Passes of several lengths, so that the first request is not the one that pays. */
const WARM_UP_TEXTS = ['warm up', 'a longer text to warm up with, '.repeat(4), 'word '.repeat(120)];

const {
  directory,
  flashDirectory,
  piiDirectory,
  glossDirectory,
  engine: wanted,
  manifest,
} = workerData as WorkerSetup;

let isClosing = false;

function receive(models: Models, message: BatchMessage | typeof CLOSE): void {
  if (message !== CLOSE) {
    void answer(models, message);
    return;
  }
  isClosing = true;
  parentPort?.close();
}

async function answer(models: Models, batch: BatchMessage): Promise<void> {
  const open = new Set(batch.map(({ id }) => id));
  const done = (message: WorkerReply & { readonly id: number }, transfer: ArrayBuffer[] = []) => {
    open.delete(message.id);
    reply(message, transfer);
  };
  try {
    const texts = batch.flatMap(({ id, job }) => (job.kind === 'read' ? [{ id, ...job }] : []));
    await models.reader.read(texts, (id, reading) => {
      const memory = [reading.embedding, ...Object.values(reading.probabilities)];
      done(
        { kind: 'read', id, ...reading },
        memory.map(({ buffer }) => buffer),
      );
    });
    for (const { id, job } of batch) {
      if (isClosing) return;
      if (job.kind === 'support') {
        done({ kind: 'support', id, spans: await support(models, job.input) });
      } else if (job.kind === 'pii') {
        done({ kind: 'pii', id, finding: (await models.piiFinder()).find(job.text) });
      }
    }
  } catch (cause) {
    const message = `the worker of the models failed: ${messageOf(cause)}`;
    for (const id of open) reply({ kind: 'rejected', id, message });
  }
}

async function support({ session, tokenizer }: Models, input: SupportInput) {
  if (session === undefined) throw new Error('there is no encoder');
  return findUnsupported(input, { session, tokenizer, ...manifest.support });
}

/** Made at its first use: the numbering plans of the world take memory. */
function createPiiLoader(): () => Promise<PiiFinder> {
  let finder: Promise<PiiFinder> | undefined;
  return () => {
    finder ??= openPiiFinder({ directory: piiDirectory });
    return finder;
  };
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function start(): Promise<void> {
  try {
    const tokenizer = openTokenizer(directory);
    const flash = openFlashModel(flashDirectory, { tokenizer });
    let problem: string | undefined;
    const session =
      wanted === 'flash'
        ? undefined
        : await openGraphSession(directory).catch((cause: unknown) => {
            problem = messageOf(cause);
            return undefined;
          });
    const engine: ReaderEngine = session
      ? { tier: 'trunk', session }
      : { tier: 'flash', embedder: openStaticEmbedder(directory, { manifest, tokenizer }) };
    const gloss = openGlosser(glossDirectory, knownWords(directory));
    const reader = new Reader({ manifest, tokenizer, flash, gloss, engine });
    const warmUp = WARM_UP_TEXTS.map((text, id) => ({ id, text }));
    await reader.read(warmUp, () => {});
    const models = { reader, tokenizer, session, piiFinder: createPiiLoader() };
    parentPort?.on('message', (message) => receive(models, message));
    reply(problem === undefined ? { kind: 'ready' } : { kind: 'ready', problem });
  } catch (cause) {
    reply({ kind: 'failed', message: messageOf(cause) });
  }
}

void start();
