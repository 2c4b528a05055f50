import { Command, Option } from 'commander';
import { diagnosticLines, type PlacedDiagnostic, placeDiagnostics } from './diagnostic-lines.ts';
import { readBase } from './dsl-compile.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';

interface CheckFlags {
  readonly base?: string;
  readonly strict?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly json?: boolean;
}

const INVALID_EXIT_CODE = 3;

/** `switchyard dsl check` */
export function dslCheckCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('check')
    .description('Say what is wrong with programs, and what is hardly meant')
    .argument('<file...>', 'programs, `-` for stdin')
    .option('--base <file>', 'configuration that the programs are meant for')
    .option('--strict', 'warnings fail too')
    .addOption(
      new Option('--format <form>', 'form of the output')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .option('--json', 'the same as `--format json`')
    .action(async (files: string[], flags: CheckFlags) => {
      finish(await check(files, flags, terminal));
    });
}

async function check(
  files: readonly string[],
  { base: basePath, strict = false, format, json }: CheckFlags,
  terminal: Terminal,
): Promise<number> {
  const { checkProgram } = await import('../dsl/check/check-program.ts');
  const base = basePath === undefined ? undefined : await readBase(basePath, terminal);
  const found: PlacedDiagnostic[] = [];
  for (const file of files) {
    const text = await readInput(file, terminal);
    const { diagnostics } = checkProgram(text, base === undefined ? {} : { base });
    found.push(...placeDiagnostics(diagnostics, { file, text }));
  }
  const fails = ({ severity }: PlacedDiagnostic) =>
    severity === 'error' || (strict && severity === 'warning');
  const isValid = !found.some(fails);
  switch (json ? 'json' : format) {
    case 'json':
      printLine(terminal.stdout, JSON.stringify({ valid: isValid, diagnostics: found }));
      break;
    case 'sarif':
      printLine(terminal.stdout, JSON.stringify(sarifOf(found)));
      break;
    case 'text':
      for (const line of found.flatMap(diagnosticLines)) printLine(terminal.stdout, line);
      printLine(terminal.stdout, `${files.join(', ')}: ${isValid ? 'valid' : 'not valid'}`);
  }
  return isValid ? 0 : INVALID_EXIT_CODE;
}

const sarifLevels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0, which code hosts show beside the lines. */
function sarifOf(diagnostics: readonly PlacedDiagnostic[]) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'switchyard',
            rules: [...new Set(diagnostics.map(({ code }) => code))].map((id) => ({ id })),
          },
        },
        results: diagnostics.map(({ code, severity, message, file, ...place }) => ({
          ruleId: code,
          level: sarifLevels[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file },
                region: {
                  startLine: place.line,
                  startColumn: place.column,
                  endLine: place.endLine,
                  endColumn: place.endColumn,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}
