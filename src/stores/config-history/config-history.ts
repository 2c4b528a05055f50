import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { removeAbandoned, writeFileAtomically } from '../../lib/atomic-file.ts';

const finding = z.object({
  code: z.string(),
  severity: z.string(),
  path: z.string(),
  message: z.string(),
});

const diffSummary = z.object({
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  /** Top-level keys with a difference. */
  sections: z.array(z.string()).readonly(),
});

const storedVersion = z.object({
  version: z.string(),
  /** ISO 8601. */
  timestamp: z.string(),
  source: z.enum(['file', 'api', 'dsl', 'rollback', 'start']),
  /** SHA-256 of `text`, in hexadecimal. */
  hash: z.string(),
  author: z.string().nullable(),
  message: z.string().nullable(),
  /** Against the version before it; null for the first one. */
  diff: diffSummary.nullable(),
  findings: z.array(finding).readonly(),
  activation: z.object({
    /** `written`: by a command; `refused`: found in the file, but never applied. */
    status: z.enum(['active', 'degraded', 'written', 'refused']),
    /** Null when no router applied it. */
    generation: z.number().nullable(),
    duration_ms: z.number(),
    /** Changes that wait for a restart. */
    restart_required: z.array(z.string()).readonly(),
  }),
  /** The configuration file as it was, secrets included. */
  text: z.string(),
  /** The program it was compiled from. */
  dsl: z.string().optional(),
});

/** One configuration that was applied. */
export type ConfigVersion = z.output<typeof storedVersion>;
export type DiffSummary = z.output<typeof diffSummary>;
export type VersionSource = ConfigVersion['source'];

/** Every configuration that was applied, newest first. */
export interface ConfigHistory {
  append(entry: Omit<ConfigVersion, 'version' | 'timestamp' | 'hash'>): Promise<ConfigVersion>;
  list(): Promise<readonly ConfigVersion[]>;
  latest(): Promise<ConfigVersion | undefined>;
  /** Undefined: there is none, or its file is damaged. */
  get(version: string): Promise<ConfigVersion | undefined>;
  /** Name of a version's file. */
  fileName(version: string): string;
  /** Whether such a version was ever written, readable or not. */
  has(version: string): boolean;
}

interface HistoryOptions {
  readonly directory: string;
  /** Versions that are kept. */
  readonly retention?: number;
  readonly now?: () => number;
}

const DEFAULT_RETENTION = 50;
const FILE_ENDING = '.json';

/** Each configuration file has a history of its own in the data folder. */
export function historyDirectory(dataDir: string, configPath: string): string {
  const path = resolve(configPath);
  const id = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return join(dataDir, 'config-history', `${basename(path)}-${id}`);
}

/**
 * A version is one file, which appears whole or not at all. Files hold what the configuration holds,
 * secrets included: only the owner of the process can read them.
 */
export function openConfigHistory({
  directory,
  retention = DEFAULT_RETENTION,
  now = Date.now,
}: HistoryOptions): ConfigHistory {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  removeAbandoned({ directory });

  /** Newest first. */
  function versions(): readonly string[] {
    return readdirSync(directory)
      .flatMap((name) => {
        const version = name.endsWith(FILE_ENDING) ? name.slice(0, -FILE_ENDING.length) : '';
        return isVersion(version) ? [version] : [];
      })
      .sort()
      .reverse();
  }

  async function get(version: string): Promise<ConfigVersion | undefined> {
    if (!isVersion(version)) return undefined;
    const text = await readFile(pathOf(version), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : decode(text);
  }

  function pathOf(version: string): string {
    return join(directory, `${version}${FILE_ENDING}`);
  }

  return {
    async append(entry) {
      const known = versions();
      const version = nextVersion(known[0], now());
      const stored: ConfigVersion = {
        version,
        timestamp: new Date(now()).toISOString(),
        hash: hashOf(entry.text),
        ...entry,
      };
      const content = `${JSON.stringify(stored, undefined, 2)}\n`;
      await writeFileAtomically({ path: pathOf(version), content, mode: 0o600 });
      for (const old of known.slice(Math.max(0, retention - 1))) {
        rmSync(pathOf(old), { force: true });
      }
      return stored;
    },
    async list() {
      const found = await Promise.all(versions().map(get));
      return found.filter((version) => version !== undefined);
    },
    async latest() {
      for (const version of versions()) {
        const found = await get(version);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    get,
    fileName: (version) => `${version}${FILE_ENDING}`,
    has: (version) => versions().includes(version),
  };
}

function decode(text: string): ConfigVersion | undefined {
  try {
    const { data } = storedVersion.safeParse(JSON.parse(text));
    return data !== undefined && data.hash === hashOf(data.text) ? data : undefined;
  } catch {
    return undefined; // no JSON
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `20261121-212407`, and `20261121-212407-001` for the next one in the same second. */
function isVersion(text: string): boolean {
  return /^\d{8}-\d{6}(-\d{3})?$/.test(text);
}

const MAX_SUFFIX = 999;
const SECOND_MS = 1000;

/** Sorts after the newest one, also when the clock was set back. */
function nextVersion(newest: string | undefined, nowMs: number): string {
  const fresh = versionAt(nowMs);
  const base = newest?.slice(0, fresh.length) ?? '';
  if (newest === undefined || fresh > base) return fresh;
  const suffix = Number(newest.slice(base.length + 1)) + 1;
  if (suffix <= MAX_SUFFIX) return `${base}-${String(suffix).padStart(3, '0')}`;
  return versionAt(timeOf(base) + SECOND_MS);
}

function versionAt(timeMs: number): string {
  const [date = '', time = ''] = new Date(timeMs).toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}

function timeOf(base: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/.exec(base) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
