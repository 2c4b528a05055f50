import { resolve } from 'node:path';
import { Command } from 'commander';
import { CommandError } from './command-error.ts';
import { diagnosticLines, placeDiagnostics } from './diagnostic-lines.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';
import { writeOutput } from './write-output.ts';

interface CompileFlags {
  readonly base?: string;
  readonly output?: string;
  readonly json?: boolean;
}

const INVALID_EXIT_CODE = 3;

/** `switchyard dsl compile` */
export function dslCompileCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('compile')
    .description('Turn a program into a configuration')
    .argument('<file>', 'program, `-` for stdin')
    .option('--base <file>', 'configuration that everything but the routing is taken from')
    .option('-o, --output <file>', 'write there instead of stdout')
    .option('--json', 'print JSON instead of YAML')
    .action(async (file: string, flags: CompileFlags) => {
      finish(await compile(file, flags, terminal));
    });
}

async function compile(file: string, flags: CompileFlags, terminal: Terminal): Promise<number> {
  const [{ checkProgram }, { mergeIntoBase }, { writeDocument }] = await Promise.all([
    import('../dsl/check/check-program.ts'),
    import('../dsl/compile/base.ts'),
    import('../config/written.ts'),
  ]);
  const text = await readInput(file, terminal);
  const base = flags.base === undefined ? undefined : await readBase(flags.base, terminal);
  const { document, diagnostics } = checkProgram(text, base === undefined ? {} : { base });
  for (const line of placeDiagnostics(diagnostics, { file, text }).flatMap(diagnosticLines)) {
    printLine(terminal.stderr, line);
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) return INVALID_EXIT_CODE;
  const whole = base === undefined ? document : mergeIntoBase(base, document);
  const output = flags.json ? `${JSON.stringify(whole)}\n` : writeDocument(whole);
  if (flags.output === undefined) terminal.stdout.write(output);
  else {
    const path = resolve(terminal.workingDirectory, flags.output);
    await writeOutput({ path, content: output });
  }
  return 0;
}

/** A configuration as it is written. */
export async function readBase(file: string, terminal: Terminal) {
  const [{ readWritten }, { isJsonObject }] = await Promise.all([
    import('../config/written.ts'),
    import('../lib/json-value.ts'),
  ]);
  const document = readWritten(await readInput(file, terminal));
  if (isJsonObject(document)) return document;
  throw new CommandError('invalid_config', `${file === '-' ? 'stdin' : file} is no configuration`);
}
