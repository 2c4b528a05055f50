import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ConfigDocument } from '../../config/document.ts';
import type { Finding } from '../../config/findings.ts';
import { type ConfiguredBase, configuredBases } from '../../config/knowledge-bases.ts';
import type { Path } from '../../config/problem.ts';
import { createKnowledgeBases, type KnowledgeBases } from '../../knowledge/knowledge-bases.ts';
import {
  hashOf,
  type KnowledgeFile,
  type KnowledgeProblem,
  type LoadedKnowledgeBase,
  loadKnowledgeBase,
  unknownLabel,
} from '../../knowledge/load-knowledge.ts';
import { createVectorCache } from '../../knowledge/vector-cache.ts';
import type { TextModels } from '../../models/text-models.ts';
import { ConfigError } from '../config-error.ts';
import { type FileWatch, watchFile } from './watch-file.ts';

interface KnowledgeOptions {
  /** Paths of knowledge bases are relative to its folder. */
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly warn: (details: object, message: string) => void;
  /** Keeps vectors of exemplars; omitted: they are embedded again by each process. */
  readonly cacheDirectory?: string | undefined;
  /** A manifest is not what it was when it was read last; omitted: nothing is watched. */
  readonly onChange?: (() => void) | undefined;
}

/** The knowledge bases of one configuration. */
export interface OpenKnowledge extends KnowledgeBases {
  /** Stops watching the files. */
  close(): void;
}

export interface SharedKnowledge {
  /**
   * Reads and checks the manifests; throws `ConfigError` when one that is used is missing or wrong.
   * Exemplars are embedded when an index is asked for.
   */
  open(
    config: ConfigDocument,
    models: TextModels,
    options?: { readonly isWatched: boolean },
  ): Promise<OpenKnowledge>;
  close(): void;
}

export function createSharedKnowledge(options: KnowledgeOptions): SharedKnowledge {
  const { warn, cacheDirectory } = options;
  const cache =
    cacheDirectory === undefined ? undefined : createVectorCache({ directory: cacheDirectory });
  /** Files of the last configuration that could not be opened: one of them may be repaired. */
  let broken: () => void = () => {};
  return {
    async open(config, models, { isWatched } = { isWatched: true }) {
      const { loaded, files, findings } = await readKnowledge(config, options);
      const stop = isWatched ? watchAll(files, options.onChange) : () => {};
      if (isWatched) {
        broken();
        broken = () => {};
      }
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) {
        if (isWatched) broken = stop;
        throw new ConfigError(errors);
      }
      if (findings.length > 0) warn({ findings }, 'knowledge bases that nothing uses are broken');
      return { ...createKnowledgeBases({ loaded, models, cache, warn }), close: stop };
    },
    close: () => broken(),
  };
}

interface ReadKnowledge {
  readonly loaded: readonly LoadedKnowledgeBase[];
  readonly files: readonly KnowledgeFile[];
  readonly findings: readonly Finding[];
}

/** Reads the manifests that a configuration names; what nothing uses can only have warnings. */
export async function readKnowledge(
  config: ConfigDocument,
  { configPath, environment }: Pick<KnowledgeOptions, 'configPath' | 'environment'>,
): Promise<ReadKnowledge> {
  const place = { configDirectory: dirname(resolve(configPath)), environment };
  const read = await Promise.all(
    configuredBases(config).map(async (base) => {
      const { loaded, file, problems } = await loadKnowledgeBase(base.settings, place);
      const unknown = loaded === undefined ? [] : unknownTargets(base, loaded);
      const severity = base.uses.length > 0 ? ('error' as const) : ('warning' as const);
      const findings = [
        ...problems.map((problem) => ({ ...problem, path: placeOf(base, problem) })),
        ...unknown,
      ].map(
        ({ path, suggestion, ...problem }): Finding => ({
          ...problem,
          severity,
          path: showPath(config, path),
          file: configPath,
          ...(suggestion === undefined ? {} : { suggestion }),
        }),
      );
      return { loaded: findings.length === 0 ? loaded : undefined, file, findings };
    }),
  );
  return {
    loaded: read.flatMap(({ loaded }) => loaded ?? []),
    files: read.flatMap(({ file }) => file ?? []),
    findings: read.flatMap(({ findings }) => findings),
  };
}

/** Labels that rules ask for stand in the manifest; groups are checked with the configuration. */
function unknownTargets(
  { settings, uses }: ConfiguredBase,
  { manifest }: LoadedKnowledgeBase,
): readonly KnowledgeProblem[] {
  return uses.flatMap(({ path, rule }) =>
    rule?.target.kind === 'label'
      ? unknownLabel({
          label: rule.target.value,
          path: [...path, 'target', 'value'],
          base: settings.name,
          labels: manifest.labels,
        })
      : [],
  );
}

/** A default base stands nowhere in the document, so its first use is named. */
function placeOf({ path, uses }: ConfiguredBase, problem: KnowledgeProblem): Path {
  if (path !== undefined) return [...path, ...problem.path];
  return [...(uses[0]?.path ?? []), 'kb'];
}

/** `kbs[0:mine].source.path` */
function showPath(config: ConfigDocument, path: Path): string {
  let value: unknown = config;
  let shown = '';
  for (const part of path) {
    value = (value as Record<string | number, unknown> | undefined)?.[part];
    const name = (value as { readonly name?: unknown } | undefined)?.name;
    if (typeof part === 'string') shown += shown === '' ? part : `.${part}`;
    else shown += typeof name === 'string' ? `[${part}:${name}]` : `[${part}]`;
  }
  return shown;
}

function watchAll(files: readonly KnowledgeFile[], onChange: (() => void) | undefined): () => void {
  if (onChange === undefined) return () => {};
  const watches: FileWatch[] = files.map(({ path, hash }) =>
    watchFile({
      path,
      onChange: () => {
        void hashAt(path).then((now) => {
          if (now !== hash) onChange();
        });
      },
    }),
  );
  return () => {
    for (const watch of watches) watch.close();
  };
}

/** Undefined where it cannot be read, which is a change too. */
async function hashAt(path: string): Promise<string | undefined> {
  try {
    return hashOf(await readFile(path));
  } catch {
    return undefined;
  }
}
