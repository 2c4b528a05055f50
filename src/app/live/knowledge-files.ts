import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { MANAGED_DIRECTORY } from '../../knowledge/find-manifest.ts';
import { hashOf, loadKnowledgeBase } from '../../knowledge/load-knowledge.ts';
import { writeFileAtomically } from '../../lib/atomic-file.ts';
import type { KnowledgeControl } from '../../management/kbs/knowledge-control.ts';

interface FilesOptions {
  readonly configPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Older ones belong to versions of the configuration that nobody goes back to. */
const MAX_MANIFESTS = 50;
const HASH_UNITS = 16;

/** Manifests that the product writes itself, beside the configuration; each content has a file. */
export function createKnowledgeFiles({
  configPath,
  environment,
}: FilesOptions): Pick<KnowledgeControl, 'load' | 'isManaged' | 'write'> {
  const configDirectory = dirname(resolve(configPath));
  const state =
    basename(configDirectory) === MANAGED_DIRECTORY
      ? configDirectory
      : join(configDirectory, MANAGED_DIRECTORY);
  const managed = join(state, 'knowledge_bases');
  return {
    load: (settings) => loadKnowledgeBase(settings, { configDirectory, environment }),
    isManaged: (path) => path.startsWith(managed + sep),
    async write(base, manifest) {
      const folder = join(managed, base);
      await mkdir(folder, { recursive: true });
      const content = `${JSON.stringify(manifest, null, 2)}\n`;
      const name = `labels-${hashOf(Buffer.from(content)).slice(0, HASH_UNITS)}.json`;
      const path = join(folder, name);
      const isNew = (await stat(path).catch(() => undefined)) === undefined;
      await writeFileAtomically({ path, content, mode: 0o600 });
      return {
        source: { path: `knowledge_bases/${base}/`, manifest: name },
        async undo() {
          if (isNew) await rm(path, { force: true });
        },
        keep: () => forgetOldest(folder, name),
      };
    },
  };
}

async function forgetOldest(folder: string, current: string): Promise<void> {
  const names = (await readdir(folder)).filter(
    (name) => /^labels-[0-9a-f]+\.json$/.test(name) && name !== current,
  );
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, changedMs: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0 };
    }),
  );
  files.sort((a, b) => b.changedMs - a.changedMs);
  for (const { path } of files.slice(MAX_MANIFESTS - 1)) await rm(path, { force: true });
}
