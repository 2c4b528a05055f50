import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { requireConfig } from './config-path.ts';
import { callServer, type ServerAddress, serverAddress } from './server-client.ts';
import { printLine, type Terminal } from './terminal.ts';

interface HistoryFlags {
  readonly config?: string;
  readonly dataDir: string;
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
  readonly message?: string;
}

interface VersionRow {
  readonly version: string;
  readonly timestamp: string;
  readonly source: string;
  readonly author: string | null;
  readonly message: string | null;
  readonly isCurrent: boolean;
  readonly status: string;
  readonly diff: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly sections: readonly string[];
  } | null;
}

interface Difference {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly { readonly kind: string; readonly path: string }[];
  /** Unified. */
  readonly diff: string;
}

/** The history of a running router, or of a file and its data folder. */
interface Versions {
  list(): Promise<readonly VersionRow[]>;
  diff(from: string | undefined, to: string): Promise<Difference>;
  /** Name of the version that it makes; null when nothing changed. */
  rollback(version: string, message: string | undefined): Promise<string | null>;
}

const TIMEOUT_MS = 60_000;

/** `switchyard history` */
export function historyCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const command = new Command('history').description('Versions of the configuration');
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .option('--config <file>', 'configuration whose versions are meant')
      .option('--data-dir <folder>', 'where versions are kept', '.switchyard')
      .option('--url <url>', 'management API of a running router, instead of file and folder')
      .option('--token <key>', 'management token (else SWITCHYARD_TOKEN)')
      .option('--json', 'print JSON');

  add('list', 'List what was applied, newest first').action(async (flags: HistoryFlags) => {
    const rows = await (await openVersions(flags, terminal)).list();
    printLine(
      terminal.stdout,
      flags.json ? JSON.stringify({ versions: rows.map(asJson) }) : table(rows, terminal),
    );
    finish(0);
  });
  add('diff', 'Show what changed; without versions: since the last one')
    .argument('[from]', 'version, or `current` for the file')
    .argument('[to]', 'version, or `current` for the file', 'current')
    .action(async (from: string | undefined, to: string, flags: HistoryFlags) => {
      const difference = await (await openVersions(flags, terminal)).diff(from, to);
      printLine(
        terminal.stdout,
        flags.json ? JSON.stringify(difference) : differenceText(difference, terminal),
      );
      finish(0);
    });
  add('rollback', 'Go back to a version')
    .argument('<version>', 'see `switchyard history list`')
    .option('--message <text>', 'why, for the history')
    .action(async (version: string, flags: HistoryFlags) => {
      const made = await (await openVersions(flags, terminal)).rollback(version, flags.message);
      const text =
        made === null
          ? `${version} is what the file says already`
          : `rolled back to ${version}, which is version ${made} now`;
      printLine(
        terminal.stdout,
        flags.json ? JSON.stringify({ version: made, restored: version }) : text,
      );
      finish(0);
    });
  return command;
}

function openVersions(flags: HistoryFlags, terminal: Terminal): Promise<Versions> | Versions {
  if (flags.url === undefined) return openOffline(flags, terminal);
  const address = serverAddress(flags, terminal, {
    variable: 'SWITCHYARD_MANAGEMENT_URL',
    url: flags.url,
  });
  return remoteVersions(address);
}

async function openOffline(flags: HistoryFlags, terminal: Terminal): Promise<Versions> {
  const { openOfflineHistory } = await import('../app/live/offline-history.ts');
  const history = openOfflineHistory({
    configPath: requireConfig(flags.config, terminal),
    dataDir: resolve(terminal.workingDirectory, flags.dataDir),
    environment: terminal.environment,
  });
  return {
    async list() {
      const versions = await history.list();
      return versions.map(({ activation, ...version }) => ({
        ...version,
        status: activation.status,
      }));
    },
    async diff(from, to) {
      const difference = await history.diff(from, to);
      if (difference === undefined) throw unknownVersion([from, to]);
      const { unified, ...rest } = difference;
      return { ...rest, diff: unified };
    },
    async rollback(version, message = undefined) {
      const author = userInfo().username;
      const made = await history.rollback(version, { author, message: message ?? null });
      if (made === undefined) throw unknownVersion([version]);
      return made;
    },
  };
}

function unknownVersion(names: readonly (string | undefined)[]): CommandError {
  const given = names.filter((name) => name !== undefined && name !== 'current');
  const shown = given.map((name) => `\`${name}\``).join(' or ');
  return new CommandError('request_failed', `there is no version ${shown}`, {
    code: 'VERSION_NOT_FOUND',
    hint: 'see `switchyard history list`; `--config` and `--data-dir` must be those of `serve`',
  });
}

interface RemoteVersion extends Omit<VersionRow, 'isCurrent' | 'status'> {
  readonly is_active: boolean;
  readonly activation: { readonly status: string };
}

function remoteVersions(address: ServerAddress): Versions {
  async function call<R>(path: string, body?: unknown): Promise<R> {
    const timeoutMs = TIMEOUT_MS;
    const response = await callServer(address, { path: `/config/router${path}`, body, timeoutMs });
    return (await response.json()) as R;
  }

  return {
    async list() {
      const { versions } = await call<{ readonly versions: readonly RemoteVersion[] }>('/versions');
      return versions.map(({ is_active, activation, ...version }) => ({
        ...version,
        isCurrent: is_active,
        status: activation.status,
      }));
    },
    diff(from, to) {
      const query = new URLSearchParams({ ...(from === undefined ? {} : { from }), to });
      return call(`/diff?${query}`);
    },
    async rollback(version, message) {
      const query = new URLSearchParams({
        author: userInfo().username,
        ...(message === undefined ? {} : { message }),
      });
      const made = await call<{ readonly version: string | null }>(`/rollback?${query}`, {
        version,
      });
      return made.version;
    },
  };
}

/** Without the text, which may hold credentials. */
function asJson({
  version,
  timestamp,
  source,
  author,
  message,
  isCurrent,
  status,
  diff,
}: VersionRow) {
  return { version, timestamp, source, author, message, is_current: isCurrent, status, diff };
}

function table(rows: readonly VersionRow[], terminal: Terminal): string {
  if (rows.length === 0) return 'nothing was applied yet';
  const { strong } = coloursFor(terminal);
  const cells = rows.map((row) => [
    row.version,
    `${row.source}${row.status === 'active' ? '' : ` (${row.status})`}`,
    row.author ?? '-',
    changesText(row),
    `${row.message ?? ''}${row.isCurrent ? `${row.message ? ' ' : ''}<- current` : ''}`,
  ]);
  const titles = ['VERSION', 'SOURCE', 'AUTHOR', 'CHANGES', 'MESSAGE'];
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [strong(line(titles)), ...cells.map(line)].join('\n');
}

function changesText({ diff }: VersionRow): string {
  if (diff === null) return 'first';
  const { added, removed, changed, sections } = diff;
  return `+${added} -${removed} ~${changed}${sections.length > 0 ? ` ${sections.join(',')}` : ''}`;
}

function differenceText({ from, to, changes, diff }: Difference, terminal: Terminal): string {
  if (changes.length === 0) return `${from} and ${to} say the same`;
  const { good, bad, faint } = coloursFor(terminal);
  const painted = diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (line.startsWith('@@') || line.startsWith('---') || line.startsWith('+++')) {
        return faint(line);
      }
      if (line.startsWith('+')) return good(line);
      return line.startsWith('-') ? bad(line) : line;
    });
  // A credential that changed shows in no line.
  const isHidden = !/^[+-](?![+-])/m.test(diff);
  const hidden = isHidden ? changes.map(({ kind, path }) => `${kind}: ${path}`) : [];
  return [...painted, ...hidden].join('\n');
}
