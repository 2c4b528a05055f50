import { existsSync } from 'node:fs';
import { type DocumentDiff, diffDocuments } from '../../management/config/document-diff.ts';
import {
  type ConfigHistory,
  type ConfigVersion,
  historyDirectory,
  openConfigHistory,
} from '../../stores/config-history/config-history.ts';
import { ConfigError } from '../config-error.ts';
import { createConfigFile, readDocument } from './config-file.ts';
import { keepUnknown } from './keep-unknown.ts';
import { summaryOfDiff } from './summary-of-diff.ts';

interface OfflineHistoryOptions {
  readonly configPath: string;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface RollbackOptions {
  readonly author: string | null;
  readonly message: string | null;
}

/** The versions of a configuration file, without a running router; undefined answers: no such version. */
export interface OfflineHistory {
  /** Newest first; texts are not for showing, they may hold credentials. */
  list(): Promise<readonly (ConfigVersion & { readonly isCurrent: boolean })[]>;
  /** `current` is the file as it is now; without `from`: the version before that. */
  diff(
    from: string | undefined,
    to: string,
  ): Promise<(DocumentDiff & { readonly from: string; readonly to: string }) | undefined>;
  /** Writes an old version to the file; a router that watches it applies it. */
  rollback(version: string, options: RollbackOptions): Promise<string | undefined>;
}

const CURRENT = 'current';

export function openOfflineHistory(options: OfflineHistoryOptions): OfflineHistory {
  const { configPath, dataDir, environment } = options;
  const file = createConfigFile({ path: configPath, environment });
  const directory = historyDirectory(dataDir, configPath);
  // Looking must not make folders.
  const history: ConfigHistory | undefined = existsSync(directory)
    ? openConfigHistory({ directory })
    : undefined;

  async function documentOf(name: string): Promise<{ readonly document: unknown } | undefined> {
    const text = name === CURRENT ? (await file.read()).text : (await history?.get(name))?.text;
    return text === undefined ? undefined : { document: readDocument(text) ?? null };
  }

  async function list(): Promise<readonly (ConfigVersion & { readonly isCurrent: boolean })[]> {
    const versions = (await history?.list()) ?? [];
    const current = await file.read().catch(() => undefined);
    const newest = versions.find(({ hash }) => hash === current?.hash);
    return versions.map((version) => ({ ...version, isCurrent: version === newest }));
  }

  return {
    list,
    async diff(given, to) {
      const from = given ?? (await list()).find(({ isCurrent }) => !isCurrent)?.version ?? CURRENT;
      const [before, after] = await Promise.all([documentOf(from), documentOf(to)]);
      if (before === undefined || after === undefined) return undefined;
      const documents = { from: { title: from, ...before }, to: { title: to, ...after } };
      return { from, to, ...diffDocuments(documents) };
    },
    async rollback(name, { author, message }) {
      const version = await history?.get(name);
      if (history === undefined || version === undefined) return undefined;
      const { text, dsl } = version;
      const { config, findings } = file.check(text);
      if (config === undefined) throw new ConfigError(findings);
      const current = await file.read().catch(() => undefined);
      if (current !== undefined) await keepUnknown(history, current);
      await file.write(text);
      const kept = await history.append({
        source: 'rollback',
        author,
        message: message ?? `rollback to ${name}`,
        diff: current === undefined ? null : summaryOfDiff(current.document, readDocument(text)),
        findings: [],
        activation: {
          status: 'written',
          generation: null,
          duration_ms: 0,
          restart_required: [],
        },
        text,
        ...(dsl === undefined ? {} : { dsl }),
      });
      return kept.version;
    },
  };
}
