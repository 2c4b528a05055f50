import { basename } from 'node:path';
import { type FolderKind, readFolder } from './folder-contract.ts';
import type { FolderGraph, FolderSetup } from './folder-messages.ts';
import { FolderThread } from './folder-thread.ts';
import { spanLabels, tagSchemeOf } from './label-spans.ts';

interface CheckOptions {
  readonly directory: string;
  /** What it should be; read from config.json unless told. */
  readonly kind?: FolderKind | undefined;
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
}

interface FolderDetails extends Pick<FolderGraph, 'inputs' | 'outputs' | 'output'> {
  readonly kind: FolderKind;
  readonly modelFile: string;
  readonly bytes: number;
  readonly maxTokens: number;
  /** Of sequence models, or of the spans of token models. */
  readonly labels: readonly string[];
  /** 0 where there are no embeddings. */
  readonly dimension: number;
  readonly pooling: string | undefined;
  /** Median milliseconds of one text on the bare graph. */
  readonly latency: readonly { readonly tokens: number; readonly milliseconds: number }[];
  /** Cosine of texts that have nothing to do with each other. */
  readonly similarity: { readonly mean: number; readonly standardDeviation: number } | undefined;
}

/** What `switchyard models check` says of a folder. */
export interface FolderReport {
  readonly directory: string;
  /** Each with its remedy; empty: the folder can be used. */
  readonly problems: readonly string[];
  readonly details: FolderDetails | undefined;
}

const LENGTHS = [16, 128, 512];
const ROUNDS = 7;

/** Opens a folder as the product would and reports all that is wrong, or what it is and how fast. */
export async function checkFolder(options: CheckOptions): Promise<FolderReport> {
  const { directory, kind, workerUrl = new URL('./folder-worker.js', import.meta.url) } = options;
  const { setup, problems, modelBytes: bytes } = readFolder({ directory, kind });
  if (setup === undefined) {
    return { directory, problems: problems.map(({ message }) => message), details: undefined };
  }
  const name = basename(directory);
  const thread = new FolderThread({ name, setup, url: workerUrl, maxQueue: 256 });
  try {
    await thread.ready();
    return { directory, problems: [], details: { ...(await detailsOf(thread, setup)), bytes } };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { directory, problems: [message], details: undefined };
  } finally {
    await thread.close();
  }
}

async function detailsOf(
  thread: FolderThread,
  setup: FolderSetup,
): Promise<Omit<FolderDetails, 'bytes'>> {
  const lengths = LENGTHS.filter((tokens) => tokens <= setup.maxTokens);
  const milliseconds = await thread.measure(lengths, ROUNDS);
  const { inputs = [], outputs = [], output = '', dimension = 0 } = thread.graph ?? {};
  const isEmbedding = setup.kind === 'embedding';
  return {
    kind: setup.kind,
    modelFile: setup.modelFile,
    maxTokens: setup.maxTokens,
    inputs,
    outputs,
    output,
    dimension,
    labels: labelsOf(setup),
    pooling: isEmbedding ? setup.pooling : undefined,
    latency: lengths.map((tokens, index) => ({ tokens, milliseconds: milliseconds[index] ?? 0 })),
    similarity: isEmbedding ? await similarityOf(thread) : undefined,
  };
}

function labelsOf(setup: FolderSetup): readonly string[] {
  if (setup.kind === 'embedding') return [];
  return setup.kind === 'token' ? spanLabels(tagSchemeOf(setup.labels)) : setup.labels;
}

async function similarityOf(thread: FolderThread) {
  const results = await Promise.all(STRANGERS.map((text) => thread.run({ text })));
  const vectors = results.map(({ values }) => values);
  const cosines = vectors.flatMap((a, row) =>
    vectors.slice(row + 1).map((b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)),
  );
  const mean = cosines.reduce((a, b) => a + b, 0) / cosines.length;
  const variance = cosines.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cosines.length;
  return { mean, standardDeviation: Math.sqrt(variance) };
}

/** Texts of which no two have the same subject. */
const STRANGERS = [
  'How long should I boil an egg so that the yolk stays soft?',
  'The tenant has to give three months of notice in writing.',
  'Write a function that merges two sorted lists.',
  'The goalkeeper saved a penalty in the last minute.',
  'Photosynthesis turns light into chemical energy.',
  'My suitcase did not arrive with the flight from Lisbon.',
  'Interest rates were raised by a quarter of a point.',
  'She practises the cello every morning before breakfast.',
  'The patient complains of a headache and a stiff neck.',
  'Which paint sticks to plastic without a primer?',
  'The treaty ended a war that had lasted thirty years.',
  'Translate this poem into Portuguese, please.',
  'A prime number has exactly two divisors.',
  'Our cat refuses to eat the new dry food.',
  'The bridge was closed because of strong wind.',
  'Please cancel my subscription at the end of the month.',
  'Volcanic ash made the soil of the island fertile.',
  'He tells the same joke at every wedding.',
  'The printer shows error 49 and stops.',
  'Plan a weekend of hiking with two small children.',
];
