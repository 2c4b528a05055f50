import { type FSWatcher, watch } from 'node:fs';
import { lstat, readlink, stat } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';

interface WatchOptions {
  readonly path: string;
  /** The file may have changed; compare what it says. */
  readonly onChange: () => void;
  /** Quiet time after the last event. */
  readonly debounceMs?: number;
  /** The file looks the same for this long before it is read. */
  readonly settleMs?: number;
  /** For file systems that tell nothing: how often the file is looked at. */
  readonly pollMs?: number;
}

export interface FileWatch {
  close(): void;
}

const MAX_LINKS = 40;

/**
 * Tells when a file may have changed: written in place, replaced, removed, or reached through a link
 * that leads elsewhere now, as in mounted ConfigMaps, where `..data` is swapped. Folders are watched,
 * not the file: it may be another one after the change.
 */
export function watchFile({
  path,
  onChange,
  debounceMs = 250,
  settleMs = 300,
  pollMs = 5000,
}: WatchOptions): FileWatch {
  const watchers = new Map<string, { readonly watcher: FSWatcher; names: ReadonlySet<string> }>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let seen = '';

  async function fingerprint(): Promise<string> {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    if (found === undefined) return 'missing';
    const { dev, ino, size, mtimeNs, ctimeNs } = found;
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  }

  function soon(delayMs: number, run: () => Promise<void>): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delayMs).unref();
  }

  /** Whoever writes may write in several steps. */
  async function settle(): Promise<void> {
    const before = await fingerprint();
    soon(settleMs, async () => {
      const after = await fingerprint();
      if (after !== before) return settle();
      seen = after;
      await watchFolders();
      if (isClosed) return;
      onChange();
      poll();
    });
  }

  function poll(): void {
    soon(pollMs, async () => {
      if ((await fingerprint()) === seen) poll();
      else await settle();
    });
  }

  /** The folders are others when a link leads elsewhere, or when one was made anew. */
  async function watchFolders(): Promise<void> {
    const wanted = await foldersOf(path);
    if (isClosed) return;
    for (const [folder, { watcher }] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const [folder, names] of wanted) {
      const known = watchers.get(folder);
      if (known !== undefined) {
        known.names = names;
        continue;
      }
      open(folder, names);
    }
  }

  function open(folder: string, names: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false });
      const entry = { watcher, names };
      watchers.set(folder, entry);
      const lost = () => {
        watcher.close();
        if (watchers.get(folder) === entry) watchers.delete(folder);
      };
      watcher.on('change', (type, name) => {
        // A folder that is gone says so by its own name.
        if (type === 'rename' && !entry.names.has(String(name))) {
          void stat(folder).catch(lost);
          return;
        }
        if (name !== null && !entry.names.has(String(name))) return;
        soon(debounceMs, settle);
      });
      watcher.on('error', lost);
    } catch {
      // Not there, or no watches left: looking at the file now and then has to do.
    }
  }

  void fingerprint().then(async (found) => {
    seen = found;
    await watchFolders();
    if (isClosed) return;
    // It may have changed since it was read.
    onChange();
    if (timer === undefined) poll();
  });

  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const { watcher } of watchers.values()) watcher.close();
    },
  };
}

/** Folders that hold the file or a link on the way to it -> the names that matter in them. */
async function foldersOf(path: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const folders = new Map<string, Set<string>>();
  const add = (entry: string) => {
    const names = folders.get(dirname(entry)) ?? new Set();
    folders.set(dirname(entry), names.add(parse(entry).base));
  };
  let target = resolve(path);
  for (let links = 0; links < MAX_LINKS; links += 1) {
    const link = await firstLink(target);
    add(link ?? target);
    if (link === undefined) break;
    const leadsTo = await readlink(link).catch(() => undefined);
    if (leadsTo === undefined) break;
    target = resolve(dirname(link), leadsTo, `.${target.slice(link.length)}`);
  }
  return folders;
}

/** The first part of a path that is a link. */
async function firstLink(path: string): Promise<string | undefined> {
  const { root } = parse(path);
  let entry = root;
  for (const part of path.slice(root.length).split(sep)) {
    entry = join(entry, part);
    const found = await lstat(entry).catch(() => undefined);
    if (found?.isSymbolicLink()) return entry;
  }
  return undefined;
}
