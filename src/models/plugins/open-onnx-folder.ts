import { basename } from 'node:path';
import { SwitchyardError } from '../../errors.ts';
import type { ModelStatus } from '../text-models.ts';
import { type FolderOptions, readFolder } from './folder-contract.ts';
import type { FolderItem, FolderResult, FolderSetup } from './folder-messages.ts';
import { FolderThread } from './folder-thread.ts';
import { spanLabels, tagSchemeOf } from './label-spans.ts';
import type { EmbeddingPlugin, EmbedOptions, SequencePlugin, TokenPlugin } from './plugin-model.ts';

interface OpenFolderOptions extends Omit<FolderOptions, 'kind'> {
  /** How the model is called in `status()`; the name of the folder unless told. */
  readonly name?: string;
  /** Texts that may wait; more are rejected at once. */
  readonly maxQueue?: number;
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
}

interface OpenEmbeddingOptions extends OpenFolderOptions {
  readonly queryPrefix?: string;
  readonly documentPrefix?: string;
}

const MAX_QUEUE = 256;

/**
 * Opens a local folder as an embedding model. Throws a `SwitchyardError` of code `model_unavailable`
 * at once where a file is missing or wrong; what only the runtime finds shows in `ready()`.
 */
export function openEmbeddingFolder(options: OpenEmbeddingOptions): EmbeddingPlugin {
  const { queryPrefix = '', documentPrefix = '' } = options;
  const folder = openFolder(options, 'embedding');
  const { thread } = folder;

  function item(text: string, purpose: EmbedOptions['purpose']): FolderItem {
    return { text: `${purpose === 'document' ? documentPrefix : queryPrefix}${text}` };
  }

  async function embed(text: string, { signal, purpose }: EmbedOptions = {}) {
    const { values, tokens, isTruncated } = await thread.run(item(text, purpose), signal);
    return { vector: values, tier: 'plugin' as const, tokens, isTruncated };
  }

  return {
    ...folder.common,
    get dimension() {
      return thread.graph?.dimension ?? 0;
    },
    embed,
    async embedAll(texts, embedOptions = {}) {
      const found = [];
      // Part by part, so that a long list leaves room in the queue.
      const step = Math.max(1, Math.min(32, Math.floor(folder.maxQueue / 2)));
      for (let start = 0; start < texts.length; start += step) {
        const part = texts.slice(start, start + step);
        found.push(...(await Promise.all(part.map((text) => embed(text, embedOptions)))));
      }
      return found;
    },
  };
}

/** Opens a local folder as a classifier of texts; throws like `openEmbeddingFolder`. */
export function openSequenceFolder(options: OpenFolderOptions): SequencePlugin {
  const { common, thread, setup } = openFolder(options, 'sequence');
  const labels = setup.kind === 'sequence' ? setup.labels : [];
  return {
    ...common,
    labels,
    async classify(text, { signal, pair } = {}) {
      const item = { text, ...(pair !== undefined && { pair }) };
      const { values, isTruncated } = await thread.run(item, signal);
      return { labels, probabilities: values, tier: 'plugin', isDegraded: false, isTruncated };
    },
  };
}

/** Opens a local folder as a finder of labelled spans; throws like `openEmbeddingFolder`. */
export function openTokenFolder(options: OpenFolderOptions): TokenPlugin {
  const { common, thread, setup } = openFolder(options, 'token');
  return {
    ...common,
    labels: spanLabels(tagSchemeOf(setup.kind === 'token' ? setup.labels : [])),
    async findSpans(text, { signal } = {}) {
      const { spans, tokens, isTruncated }: FolderResult = await thread.run({ text }, signal);
      return { spans, tokens, isTruncated };
    },
  };
}

function openFolder(options: OpenFolderOptions, kind: FolderSetup['kind']) {
  const { directory, name = basename(directory), maxQueue = MAX_QUEUE } = options;
  const { workerUrl = new URL('./folder-worker.js', import.meta.url) } = options;
  const { setup, problems } = readFolder({ ...options, kind });
  if (setup === undefined) {
    throw new SwitchyardError(
      'model_unavailable',
      problems.map(({ message }) => message).join('; '),
    );
  }
  const thread = new FolderThread({ name, setup, url: workerUrl, maxQueue });
  // Whoever does not ask sees it in `status()`.
  thread.ready().catch(() => undefined);
  const status = (): ModelStatus => ({
    name,
    kind,
    tier: 'plugin',
    state: thread.state,
    version: '',
    path: directory,
    ...(setup.kind !== 'embedding' && { labels: setup.labels }),
    ...(thread.error && { error: thread.error.message }),
  });
  const common = { status, ready: () => thread.ready(), close: () => thread.close() };
  return { thread, setup, maxQueue, common };
}
