import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, resolve, sep } from 'node:path';
import { DEFAULT_MANIFEST, type KnowledgeBaseSettings } from './settings.ts';

/** Below the folder of the configuration: copies that the product writes itself. */
export const MANAGED_DIRECTORY = '.vllm-sr';
const MANAGED_PREFIX = 'knowledge_bases';
const assetRootVariables = ['SWITCHYARD_CONFIG_ASSET_ROOT', 'VLLM_SR_CONFIG_ASSET_ROOT'];
/** Recipes stand in folders of folders beside the knowledge bases that they share. */
const MAX_ANCESTORS = 5;

export interface ManifestPlace {
  readonly configDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where the manifest of a source may lie, the first that exists counts. */
export function manifestCandidates(
  { path, manifest = DEFAULT_MANIFEST }: KnowledgeBaseSettings['source'],
  { configDirectory, environment }: ManifestPlace,
): readonly string[] {
  if (isAbsolute(path)) return [join(path, manifest)];
  const directory = resolve(configDirectory);
  const roots = assetRootVariables.flatMap((name) => environment[name] || []);
  return [
    ...(isManaged(path, directory) ? [join(directory, MANAGED_DIRECTORY)] : []),
    directory,
    ...roots,
    ...ancestorsOf(directory),
  ].map((base) => join(base, path, manifest));
}

/** Undefined: there is none at any of the places. */
export async function findManifest(
  source: KnowledgeBaseSettings['source'],
  place: ManifestPlace,
): Promise<string | undefined> {
  for (const candidate of manifestCandidates(source, place)) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return candidate;
  }
  return undefined;
}

function isManaged(path: string, directory: string): boolean {
  const [first] = normalize(path).split(sep);
  return first === MANAGED_PREFIX && basename(directory) !== MANAGED_DIRECTORY;
}

function ancestorsOf(directory: string): readonly string[] {
  const ancestors: string[] = [];
  for (let at = directory; ancestors.length < MAX_ANCESTORS && dirname(at) !== at; ) {
    at = dirname(at);
    ancestors.push(at);
  }
  return ancestors;
}
