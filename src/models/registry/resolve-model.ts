import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelState, ModelTier } from '../text-models.ts';
import type { BuiltInModels } from './built-in-models.ts';
import {
  findMomModel,
  type MomModel,
  type MomTask,
  momFamily,
  taskRemedies,
} from './mom-family.ts';

/** A model that the configuration names; it goes before everything else. */
export interface ConfiguredModel {
  readonly name: string;
  /** What it is used for; it answers to every name of this task that has no model of its own. */
  readonly task?: MomTask;
  readonly source: 'folder' | 'remote';
  readonly state: ModelState;
  readonly version: string;
  /** Of a folder. */
  readonly path: string;
  readonly labels?: readonly string[];
  readonly dimension?: number;
  readonly error?: string;
}

/** What a name stands for on this machine. */
export interface ModelDescription {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly purpose: string;
  readonly task: MomTask | undefined;
  readonly size: MomModel['size'] | undefined;
  readonly source: 'built-in' | 'folder' | 'remote' | 'none';
  readonly tier: ModelTier | undefined;
  readonly state: ModelState | 'not available';
  readonly version: string;
  readonly path: string;
  /** Of all its files; 0 where there are none or they are elsewhere. */
  readonly bytes: number;
  readonly labels?: readonly string[];
  readonly dimension?: number;
  readonly error?: string;
  /** A smaller model answers than the name asks for. */
  readonly isSubstitute: boolean;
  /** What to do for the model that the name asks for. */
  readonly remedy?: string;
}

export interface ResolveOptions {
  readonly builtIn: BuiltInModels;
  /** Folders whose subfolders are models, first match wins. */
  readonly modelDirectories: readonly string[];
  readonly configured?: readonly ConfiguredModel[];
}

/** Undefined where the name is neither of the family nor a model here nor a folder. */
export function resolveModel(name: string, options: ResolveOptions): ModelDescription | undefined {
  const model = findMomModel(name);
  const named = options.configured?.find((one) => one.name === name || one.name === model?.name);
  if (named !== undefined) return configuredDescription(named, model);
  const folder = findFolder([name, ...(model ? [model.name, ...model.aliases] : [])], options);
  if (folder !== undefined) return folderDescription(name, folder, model);
  if (model === undefined) return undefined;
  const ofTask = options.configured?.find(({ task }) => task === model.task);
  if (ofTask !== undefined) return configuredDescription(ofTask, model);
  return builtInDescription(model, options.builtIn);
}

/** The whole family, then what is here besides: configured models and folders of other names. */
export function listModels(options: ResolveOptions): readonly ModelDescription[] {
  const family = momFamily.map(({ name }) => name);
  const others = [
    ...(options.configured ?? []).map(({ name }) => name),
    ...options.modelDirectories.flatMap(modelFolders),
  ].filter((name) => findMomModel(name) === undefined);
  const names = [...new Set([...family, ...others])];
  return names.flatMap((name) => resolveModel(name, options) ?? []);
}

function factsOf(name: string, model: MomModel | undefined) {
  return {
    name: model?.name ?? name,
    aliases: model?.aliases ?? [],
    purpose: model?.purpose ?? '',
    task: model?.task,
    size: model?.size,
  };
}

function configuredDescription(
  { name, task, ...configured }: ConfiguredModel,
  model: MomModel | undefined,
): ModelDescription {
  const facts = factsOf(name, model);
  return {
    ...facts,
    task: facts.task ?? task,
    tier: 'plugin',
    isSubstitute: false,
    bytes: configured.source === 'folder' ? folderBytes(configured.path) : 0,
    ...configured,
  };
}

function folderDescription(
  name: string,
  path: string,
  model: MomModel | undefined,
): ModelDescription {
  return {
    ...factsOf(name, model),
    source: 'folder',
    tier: 'plugin',
    state: 'ready',
    version: '',
    path,
    bytes: folderBytes(path),
    isSubstitute: false,
    remedy: `see \`switchyard models check ${path}\``,
  };
}

function builtInDescription(model: MomModel, builtIn: BuiltInModels): ModelDescription {
  const facts = factsOf(model.name, model);
  const answer = builtIn.answer(model.task);
  const remedy = taskRemedies[model.task];
  if (answer === undefined) {
    const nothing = { tier: undefined, version: '', path: '', bytes: 0, isSubstitute: false };
    return { ...facts, ...nothing, source: 'none', state: 'not available', remedy };
  }
  const isSubstitute = model.size !== 'flash';
  return {
    ...facts,
    ...answer,
    source: 'built-in',
    isSubstitute,
    ...(isSubstitute && { remedy }),
  };
}

function findFolder(
  names: readonly string[],
  { modelDirectories }: ResolveOptions,
): string | undefined {
  const [given = ''] = names;
  const asPath = given.includes('/') && isModelFolder(given) ? given : undefined;
  const places = modelDirectories.flatMap((directory) =>
    names.map((name) => join(directory, name.split('/').at(-1) || name)),
  );
  return asPath ?? places.find(isModelFolder);
}

function isModelFolder(path: string): boolean {
  return existsSync(join(path, 'config.json'));
}

function modelFolders(directory: string): readonly string[] {
  const isFolder = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) return [];
  return readdirSync(directory)
    .filter((name) => isModelFolder(join(directory, name)))
    .sort();
}

function folderBytes(path: string): number {
  const entries = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
    : [];
  return entries.reduce((sum, name) => {
    const file = statSync(join(path, name), { throwIfNoEntry: false });
    return sum + (file?.isFile() ? file.size : 0);
  }, 0);
}
