import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ConfigDocument } from '../config/document.ts';
import { type ConfiguredBase, configuredBases } from '../config/knowledge-bases.ts';
import type { Problem } from '../config/problem.ts';
import { checkLabels, unknownLabel } from '../knowledge/load-knowledge.ts';
import { type Manifest, parseManifest } from '../knowledge/manifest.ts';
import { DEFAULT_MANIFEST } from '../knowledge/settings.ts';

/** Folder of a recipe with the knowledge bases that its configuration names. */
export const KNOWLEDGE_FOLDER = 'knowledge_bases';

const MAX_FILES = 100;
const MAX_DEPTH = 4;
/** The same on every file system, and plain in an archive. */
const safeName = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const carriedFile = /\.(json|md)$/;

interface FoundFiles {
  /** Relative to the recipe, with `/`, sorted. */
  readonly names: readonly string[];
  readonly refused: readonly Refused[];
}

interface Refused {
  readonly name: string;
  /** `unexpected_file`: it would only not be carried. */
  readonly code: 'refused_file' | 'unexpected_file';
  readonly message: string;
}

/** The files below `knowledge_bases/` of a folder; links are not followed. */
export async function findKnowledgeFiles(directory: string): Promise<FoundFiles> {
  const names: string[] = [];
  const refused: Refused[] = [];
  const refuse = (name: string, message: string) => {
    refused.push({ name, code: 'refused_file', message });
  };
  const pass = (name: string, message: string) => {
    refused.push({ name, code: 'unexpected_file', message });
  };

  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await entriesOf(join(directory, folder))) {
      const name = posix.join(folder, entry.name);
      if (names.length + refused.length >= MAX_FILES) {
        refuse(folder, `has more than ${MAX_FILES} files`);
        return;
      }
      if (!safeName.test(entry.name)) {
        pass(name, 'has a name of other characters than letters, digits, `.`, `_` and `-`');
      } else if (entry.isDirectory()) {
        if (depth < MAX_DEPTH) await visit(name, depth + 1);
        else refuse(name, `lies deeper than ${MAX_DEPTH} folders`);
      } else if (!entry.isFile()) {
        refuse(name, 'is no plain file, put the file itself there');
      } else if (!carriedFile.test(entry.name)) {
        pass(name, 'is no `.json` or `.md`, which is what knowledge bases have');
      } else names.push(name);
    }
  };

  const root = await lstat(join(directory, KNOWLEDGE_FOLDER)).catch(ignoreMissing);
  if (root?.isDirectory()) await visit(KNOWLEDGE_FOLDER, 1);
  else if (root !== undefined)
    refuse(KNOWLEDGE_FOLDER, 'is no folder, put the folder itself there');
  return { names: names.sort(), refused };
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

interface CheckOptions {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** A recipe that is given away brings every base that it uses. */
  readonly isWhole: boolean;
}

/** What is wrong with the knowledge bases that a recipe brings, or should bring. */
export function checkKnowledge(
  config: ConfigDocument,
  { files, isWhole }: CheckOptions,
): readonly Problem[] {
  return configuredBases(config).flatMap((base): readonly Problem[] => {
    const { settings, path, uses } = base;
    const { source, name } = settings;
    const place = path === undefined ? (uses[0]?.path ?? []) : [...path, 'source', 'path'];
    const file = posix.join(source.path, source.manifest ?? DEFAULT_MANIFEST);
    const lacking = isWhole && uses.length > 0 ? ('error' as const) : ('warning' as const);
    if (!file.startsWith(`${KNOWLEDGE_FOLDER}/`)) {
      const message = `\`${file}\` is outside of \`${KNOWLEDGE_FOLDER}/\`, where a recipe keeps its knowledge bases`;
      return [{ code: 'outside_recipe', severity: lacking, path: place, message }];
    }
    const bytes = files.get(file);
    if (bytes === undefined) {
      const message = `the recipe does not bring \`${file}\` of the knowledge base \`${name}\``;
      return [{ code: 'missing_file', severity: lacking, path: place, message }];
    }
    const read = parseManifest(new TextDecoder().decode(bytes));
    if ('problems' in read) {
      return read.problems.map(({ path: at, message }) => ({
        code: 'invalid_manifest',
        severity: 'error',
        path: place,
        message: `\`${file}\`: ${at === '' ? '' : `\`${at}\` `}${message}`,
      }));
    }
    const { manifest } = read;
    const own = path === undefined ? [] : checkLabels(settings, manifest);
    return [
      ...own.map((problem) => ({ ...problem, path: [...(path ?? []), ...problem.path] })),
      ...unknownTargets(base, manifest),
    ].map((problem) => ({ ...problem, severity: 'error' }));
  });
}

function unknownTargets({ settings, uses }: ConfiguredBase, { labels }: Manifest) {
  return uses.flatMap(({ path, rule }) =>
    rule?.target.kind === 'label'
      ? unknownLabel({
          label: rule.target.value,
          path: [...path, 'target', 'value'],
          base: settings.name,
          labels,
        })
      : [],
  );
}
