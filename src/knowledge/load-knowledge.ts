import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { nearestName } from '../lib/nearest-name.ts';
import { findManifest, type ManifestPlace, manifestCandidates } from './find-manifest.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import type { KnowledgeBaseSettings } from './settings.ts';

/** Something is wrong with a knowledge base. */
export interface KnowledgeProblem {
  readonly code: string;
  /** Inside its entry in the configuration. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly suggestion?: string | undefined;
}

/** A knowledge base with its manifest. */
export interface LoadedKnowledgeBase {
  readonly settings: KnowledgeBaseSettings;
  readonly manifestPath: string;
  readonly manifest: Manifest;
}

export interface KnowledgeFile {
  readonly path: string;
  /** SHA-256 of what was read. */
  readonly hash: string;
}

interface LoadResult {
  readonly loaded: LoadedKnowledgeBase | undefined;
  /** Undefined: it was not found. */
  readonly file: KnowledgeFile | undefined;
  readonly problems: readonly KnowledgeProblem[];
}

const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;
const sourcePath = ['source', 'path'];

/** Reads the manifest of a base and checks what its settings say about it. */
export async function loadKnowledgeBase(
  settings: KnowledgeBaseSettings,
  place: ManifestPlace,
): Promise<LoadResult> {
  const failed = (problem: KnowledgeProblem, file?: KnowledgeFile): LoadResult => ({
    loaded: undefined,
    file,
    problems: [problem],
  });
  const path = await findManifest(settings.source, place);
  if (path === undefined) {
    const candidates = manifestCandidates(settings.source, place);
    return failed({
      code: 'file_missing',
      path: sourcePath,
      message: `the labels of the knowledge base \`${settings.name}\` are at none of ${shownPaths(candidates)}`,
      suggestion:
        'put the file there, or name the folder above `knowledge_bases` in `SWITCHYARD_CONFIG_ASSET_ROOT`',
    });
  }
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > MAX_MANIFEST_BYTES) {
      return failed({
        code: 'invalid_value',
        path: sourcePath,
        message: `\`${path}\` is larger than ${MAX_MANIFEST_BYTES} bytes`,
        suggestion: 'keep the examples that tell labels apart, a few dozen a label',
      });
    }
    bytes = await readFile(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const message = `\`${path}\` cannot be read (${code})`;
    return failed({ code: 'file_unreadable', path: sourcePath, message });
  }
  const file = { path, hash: hashOf(bytes) };
  const read = parseManifest(bytes.toString('utf8'));
  if ('problems' in read) {
    const problems = read.problems.map(({ path: place, message }) => ({
      code: 'invalid_manifest',
      path: sourcePath,
      message: `\`${path}\`: ${place === '' ? '' : `\`${place}\` `}${message}`,
      suggestion: 'the form is `{labels: {<label>: {description, exemplars: [text]}}}`',
    }));
    return { loaded: undefined, file, problems };
  }
  const { manifest } = read;
  const problems = checkLabels(settings, manifest);
  const loaded = { settings, manifestPath: path, manifest };
  return { loaded: problems.length === 0 ? loaded : undefined, file, problems };
}

/** SHA-256 of a manifest, to see whether it changed. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What settings say of labels that the manifest does not have. */
export function checkLabels(
  { name, label_thresholds = {}, groups = {} }: KnowledgeBaseSettings,
  { labels }: Manifest,
): readonly KnowledgeProblem[] {
  const named = [
    ...Object.keys(label_thresholds).map((label) => ({ label, path: ['label_thresholds', label] })),
    ...Object.entries(groups).flatMap(([group, members]) =>
      members.map((label, index) => ({ label, path: ['groups', group, index] })),
    ),
  ];
  return named.flatMap(({ label, path }) => unknownLabel({ label, path, base: name, labels }));
}

/** Nothing where the label exists. */
export function unknownLabel({
  label,
  path,
  base,
  labels,
}: {
  readonly label: string;
  readonly path: readonly (string | number)[];
  readonly base: string;
  readonly labels: Manifest['labels'];
}): readonly KnowledgeProblem[] {
  if (Object.hasOwn(labels, label)) return [];
  const near = nearestName(label, Object.keys(labels));
  return [
    {
      code: 'unknown_label',
      path,
      message: `the knowledge base \`${base}\` has no label \`${label}\``,
      suggestion: near === undefined ? 'add it to the manifest' : `did you mean \`${near}\`?`,
    },
  ];
}

function shownPaths(paths: readonly string[]): string {
  return paths.map((path) => `\`${path}\``).join(', ');
}
