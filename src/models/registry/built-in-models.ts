import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { checkSize, listedFiles, readManifestFile } from '../model-folder.ts';
import type { ModelState, ModelTier } from '../text-models.ts';
import type { MomTask } from './mom-family.ts';

/** A folder of models that ships with the product. */
interface BuiltInFolder {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly bytes: number;
  readonly tier: Exclude<ModelTier, 'plugin'>;
  /** Task -> labels. */
  readonly tasks: ReadonlyMap<string, readonly string[]>;
  readonly dimension: number | undefined;
  /** Why it cannot be used. */
  readonly error: string | undefined;
}

/** What the product itself answers a task with. */
interface BuiltInAnswer {
  readonly tier: Exclude<ModelTier, 'plugin'>;
  readonly state: ModelState;
  readonly version: string;
  readonly path: string;
  readonly bytes: number;
  readonly labels?: readonly string[];
  readonly dimension?: number;
  readonly error?: string;
}

export interface BuiltInModels {
  /** Undefined: nothing built in answers this. */
  answer(task: MomTask): BuiltInAnswer | undefined;
}

const taskList = z.array(z.object({ name: z.string(), labels: z.array(z.string()).default([]) }));

/** Only what every format of these manifests has. */
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  dimension: z.int().positive().optional(),
  tasks: taskList.default([]),
  /** Of heads without a graph; the first table answers every task. */
  tables: z.array(z.object({ tasks: taskList })).optional(),
  /** The head that reads an answer beside its context. */
  support: z.object({}).optional(),
  /** What a tagger of personal data finds. */
  types: z.array(z.string()).optional(),
  files: listedFiles,
});

interface ReadOptions {
  /** `models/` of the package. */
  readonly directory: string;
  /** Asked of the machine unless given. */
  readonly hasRuntime?: boolean;
}

/** Reads the manifests of the models that ship with the product; loads no weights. */
export function readBuiltInModels(options: ReadOptions): BuiltInModels {
  const { directory, hasRuntime = isInstalled('onnxruntime-node') } = options;
  const folders = foldersOf(directory);
  const noRuntime = '`onnxruntime-node` is missing; run `npm install onnxruntime-node`';

  function candidates(task: MomTask): readonly BuiltInFolder[] {
    return folders.filter(({ tasks, dimension }) =>
      task === 'similarity' ? dimension !== undefined : tasks.has(task),
    );
  }

  return {
    answer(task) {
      // The trunk answers together with the flash heads and is named where it can work.
      const [best, ...others] = [...candidates(task)].sort((a, b) => rank(a) - rank(b));
      if (best === undefined) return task === 'pii' ? recognisers : undefined;
      if (task === 'pii' && best.error) {
        return { ...recognisers, state: 'degraded', error: best.error };
      }
      const error = best.error ?? (best.tier === 'trunk' && !hasRuntime ? noRuntime : undefined);
      const stand = others.find((folder) => folder.tier === 'flash' && folder.error === undefined);
      const used = error === undefined ? best : (stand ?? best);
      const labels = used.tasks.get(task);
      const isEmbedding = task === 'similarity' && used.dimension !== undefined;
      return {
        tier: used.tier,
        state: error === undefined ? 'ready' : used === best ? 'failed' : 'degraded',
        version: used.version,
        path: used.path,
        bytes: used.bytes,
        ...(labels && labels.length > 0 && { labels }),
        ...(isEmbedding && { dimension: used.dimension }),
        ...(error !== undefined && { error }),
      };
    },
  };
}

/** Patterns and checksums are code, no files. */
const recognisers: BuiltInAnswer = {
  tier: 'flash',
  state: 'ready',
  version: 'recognisers',
  path: '',
  bytes: 0,
};

function rank({ tier }: BuiltInFolder): number {
  return tier === 'trunk' ? 0 : 1;
}

function foldersOf(directory: string): readonly BuiltInFolder[] {
  const isFolder = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const names = isFolder ? readdirSync(directory).sort() : [];
  return names.flatMap((name) => {
    const path = join(directory, name);
    const manifest = statSync(join(path, 'manifest.json'), { throwIfNoEntry: false });
    return manifest === undefined ? [] : [readBuiltIn(name, path)];
  });
}

function readBuiltIn(name: string, path: string): BuiltInFolder {
  try {
    const { files, tasks, tables, dimension, support, types, ...manifest } = readManifestFile(
      path,
      manifestSchema,
    );
    const hasGraph = Object.keys(files).some((file) => file.endsWith('.onnx'));
    return {
      ...manifest,
      path,
      dimension,
      bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
      tier: hasGraph ? 'trunk' : 'flash',
      tasks: new Map<string, readonly string[]>([
        ...(tables?.[0]?.tasks ?? tasks).map((task) => [task.name, task.labels] as const),
        ...(support ? [['hallucination', []] as const] : []),
        ...(types ? [['pii', types] as const] : []),
      ]),
      error: sizeProblem(path, files),
    };
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    const nothing = { version: '', bytes: 0, tasks: new Map(), dimension: undefined };
    return { name, path, tier: 'trunk', ...nothing, error };
  }
}

function sizeProblem(path: string, files: z.output<typeof listedFiles>): string | undefined {
  try {
    for (const [name, { bytes }] of Object.entries(files)) {
      const file = join(path, name);
      const found = statSync(file, { throwIfNoEntry: false })?.size;
      checkSize(file, found === undefined ? { bytes } : { found, bytes });
    }
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
