import { copyFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ConfigError } from '../app/config-error.ts';
import type { Finding } from '../config/findings.ts';
import type { ImportedConfig, ImportFrom, ReportLine } from '../importers/import-config.ts';
import { CommandError } from './command-error.ts';
import { findingLines } from './finding-lines.ts';
import { readInput } from './read-input.ts';
import { notWritten } from './system-error.ts';
import { printLine, type Terminal } from './terminal.ts';
import { writeOutput } from './write-output.ts';

interface MigrateFlags {
  readonly from: ImportFrom;
  readonly output?: string;
  readonly force?: boolean;
  readonly into?: string;
  readonly json?: boolean;
}

/** Something is left for a person to do. */
const ATTENTION_EXIT_CODE = 3;

const sources: readonly ImportFrom[] = [
  ...([
    'auto',
    'v0.1',
    'v0.2',
    'v0.3-mixed',
    'gateway-v1',
    'tools',
    'litellm',
    'portkey',
    'openclaw',
  ] as const),
];

/** `switchyard config migrate` */
export function configMigrateCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  return new Command('migrate')
    .alias('import')
    .description('Turn a configuration of another layout or gateway into one of version v0.3')
    .argument('<file>', 'what to import')
    .addOption(new Option('--from <layout>', 'its layout').choices(sources).default('auto'))
    .option('-o, --output <file>', 'where to write (else `<name>.migrated.yaml` beside the file)')
    .option('--force', 'overwrite the output; its old content is kept as `.bak`')
    .option('--into <file>', 'a document that gets what is imported; what it says already wins')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: MigrateFlags) => {
      finish(await migrate(resolve(terminal.workingDirectory, file), flags, terminal));
    });
}

async function migrate(path: string, flags: MigrateFlags, terminal: Terminal): Promise<number> {
  const { workingDirectory } = terminal;
  const into = flags.into === undefined ? undefined : resolve(workingDirectory, flags.into);
  const imported = await readAndImport(path, { into, from: flags.from, terminal });
  const named = flags.output === undefined ? undefined : resolve(workingDirectory, flags.output);
  const isUnchanged = imported.from === 'v0.3';
  const output = isUnchanged ? named : (named ?? migratedPath(into ?? path));
  const { loadConfig } = await import('../config/load.ts');
  const { findings } = loadConfig({
    text: imported.yaml,
    file: output ?? path,
    environment: terminal.environment,
    mode: 'validate',
  });
  if (output !== undefined) {
    const { mode } = await stat(path);
    const isForced = flags.force === true;
    await writeResult({ path: output, text: imported.yaml, mode: mode & 0o777, isForced });
  }
  const result = { imported, findings, output };
  if (flags.json) printJson(result, terminal);
  else printReport(result, terminal);
  const isOpen = imported.report.some(isAttention) || findings.some(isError);
  return isOpen ? ATTENTION_EXIT_CODE : 0;
}

interface ImportOptions {
  readonly into: string | undefined;
  readonly from: ImportFrom;
  readonly terminal: Terminal;
}

async function readAndImport(
  path: string,
  { into, from, terminal }: ImportOptions,
): Promise<ImportedConfig> {
  const { importConfig } = await import('../importers/import-config.ts');
  const { ImportError } = await import('../importers/import-error.ts');
  const text = await readInput(path, terminal);
  const base = into === undefined ? undefined : await readInput(into, terminal);
  try {
    return importConfig(text, { from, ...(base === undefined ? {} : { into: base }) });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    throw new ConfigError(error.findings.map((finding) => ({ ...finding, file: path })));
  }
}

/** `router.yaml` and `router.json` -> `router.migrated.yaml`. */
function migratedPath(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.migrated.yaml`);
}

interface Output {
  readonly path: string;
  readonly text: string;
  /** Of the file that was imported. */
  readonly mode: number;
  readonly isForced: boolean;
}

async function writeResult({ path, text, mode, isForced }: Output): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw notWritten(error, path);
    },
  );
  if (isThere && !isForced) {
    throw new CommandError('usage', `\`${path}\` is there already`, {
      code: 'output_exists',
      hint: 'name another file with `--output`, or overwrite it with `--force`, which keeps a `.bak`',
    });
  }
  if (isThere) await copyFile(path, `${path}.bak`);
  // Credentials move unchanged, so that the copy is no more public than the file that it is from.
  await writeOutput({ path, content: text, mode });
}

interface Result {
  readonly imported: ImportedConfig;
  readonly findings: readonly Finding[];
  readonly output: string | undefined;
}

function printJson({ imported, findings, output }: Result, { stdout }: Terminal): void {
  const { from, report } = imported;
  const valid = !findings.some(isError);
  const attention = report.filter(isAttention).length;
  const written = output ?? null;
  printLine(stdout, JSON.stringify({ from, output: written, valid, attention, report, findings }));
}

function printReport({ imported, findings, output }: Result, { stdout, stderr }: Terminal): void {
  const { from, report } = imported;
  if (from === 'v0.3') printLine(stdout, 'is of version v0.3 already, nothing was changed');
  else for (const line of report) printLine(stdout, reportLine(line));
  for (const line of findings.flatMap(findingLines)) printLine(stderr, line);
  if (output !== undefined) printLine(stdout, `read as ${from}, wrote ${output}`);
  const attention = report.filter(isAttention).length;
  const errors = findings.filter(isError).length;
  if (attention > 0) printLine(stdout, `${counted(attention, 'part')} to look at yourself`);
  if (errors > 0) printLine(stdout, `${counted(errors, 'error')} to put right before it can run`);
}

/** `moved            default_model -> providers.defaults.default_model` */
function reportLine({ action, path, to, why }: ReportLine): string {
  const part = path === '' ? 'the document' : path;
  const where = to === undefined || to === path ? part : `${part} -> ${to}`;
  return `${action.padEnd('needs-attention'.length)}  ${where}${why === undefined ? '' : `: ${why}`}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function isAttention({ action }: ReportLine): boolean {
  return action === 'needs-attention';
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
