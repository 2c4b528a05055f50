import { resolve } from 'node:path';
import { Command } from 'commander';
import { CommandError } from './command-error.ts';
import { diagnosticLines, placeDiagnostics } from './diagnostic-lines.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';
import { writeOutput } from './write-output.ts';

interface FormatFlags {
  readonly check?: boolean;
  readonly canonical?: boolean;
  readonly output?: string;
}

const CHANGED_EXIT_CODE = 1;
const INVALID_EXIT_CODE = 3;

/** `switchyard dsl fmt` */
export function dslFormatCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('fmt')
    .description('Lay out programs; comments, order and meaning stay')
    .argument('<file...>', 'programs, changed in place; `-`: stdin to stdout')
    .option('--check', 'change nothing, exit 1 if a file would change')
    .option('--canonical', 'the form that decompiling gives, without comments')
    .option('-o, --output <file>', 'write there, one program only')
    .action(async (files: string[], flags: FormatFlags) => {
      if (flags.output !== undefined && files.length > 1) {
        throw new CommandError('usage', '`--output` takes one program');
      }
      let exitCode = 0;
      for (const file of files) exitCode = Math.max(exitCode, await format(file, flags, terminal));
      finish(exitCode);
    });
}

async function format(file: string, flags: FormatFlags, terminal: Terminal): Promise<number> {
  const text = await readInput(file, terminal);
  const formatted = flags.canonical ? await canonical(text) : await laidOut(text);
  const errors = formatted.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    for (const line of placeDiagnostics(errors, { file, text }).flatMap(diagnosticLines)) {
      printLine(terminal.stderr, line);
    }
    return INVALID_EXIT_CODE;
  }
  if (flags.check) {
    if (formatted.text === text) return 0;
    printLine(terminal.stdout, `${file} would change`);
    return CHANGED_EXIT_CODE;
  }
  const target = flags.output ?? file;
  if (target === '-') terminal.stdout.write(formatted.text);
  else if (target !== file || formatted.text !== text) {
    const path = resolve(terminal.workingDirectory, target);
    await writeOutput({ path, content: formatted.text });
  }
  return 0;
}

async function laidOut(text: string) {
  const { format: formatProgram } = await import('../dsl/format/format.ts');
  return formatProgram(text);
}

async function canonical(text: string) {
  const [{ parse }, { compileProgram }, { decompile }] = await Promise.all([
    import('../dsl/syntax/parse.ts'),
    import('../dsl/compile/compile.ts'),
    import('../dsl/decompile/decompile.ts'),
  ]);
  const { program, diagnostics: syntax } = parse(text);
  const { document, diagnostics } = compileProgram(program);
  return { text: decompile(document), diagnostics: [...syntax, ...diagnostics] };
}
