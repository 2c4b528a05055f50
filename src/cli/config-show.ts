import { Command } from 'commander';
import type { JsonValue } from '../lib/json-value.ts';
import { requireConfig } from './config-path.ts';
import { findingLines } from './finding-lines.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';

interface ShowFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly defaults?: boolean;
}

const INVALID_EXIT_CODE = 3;

/** `switchyard config show` */
export function configShowCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('show')
    .description('Print what a configuration amounts to, without credentials')
    .option('--config <file>', 'configuration (else SWITCHYARD_CONFIG, ./config.yaml, ~/.config)')
    .option('--json', 'print JSON')
    .option('--defaults', 'with what applies where the file says nothing (default)')
    .option('--no-defaults', 'only what the file says, with references to variables as they are')
    .action(async (flags: ShowFlags) => {
      finish(await show(requireConfig(flags.config, terminal), flags, terminal));
    });
}

async function show(
  path: string,
  { json = false, defaults = true }: ShowFlags,
  terminal: Terminal,
): Promise<number> {
  const { stdout, stderr, environment } = terminal;
  const [{ loadConfig }, { redact }, { effectiveDocument }, { readWritten, writeDocument }] =
    await Promise.all([
      import('../config/load.ts'),
      import('../config/redact.ts'),
      import('../config/effective-document.ts'),
      import('../config/written.ts'),
    ]);
  const text = await readInput(path, terminal);
  const { config, findings } = loadConfig({ text, file: path, environment, mode: 'validate' });
  const told = findings.filter(
    ({ severity, code }) => severity === 'error' || (defaults && code === 'needs_env'),
  );
  for (const line of told.flatMap(findingLines)) printLine(stderr, line);
  if (config === undefined) return INVALID_EXIT_CODE;
  const document = redact(defaults ? effectiveDocument(config) : readWritten(text)) as JsonValue;
  stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : writeDocument(document));
  return 0;
}
