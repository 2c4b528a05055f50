import { Command } from 'commander';
import { packageVersion } from '../app/package-info.ts';
import { chatCommand } from './chat.ts';
import { configCommand } from './config.ts';
import { dslCommand } from './dsl.ts';
import { evalCommand } from './eval.ts';
import { historyCommand } from './history.ts';
import { initCommand } from './init.ts';
import { mockCommand } from './mock.ts';
import { modelsCommand } from './models.ts';
import { recipeCommand } from './recipe.ts';
import { reportError } from './report-error.ts';
import { serveCommand } from './serve.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { testCommand } from './test.ts';
import { tuneCommand } from './tune.ts';
import { validateCommand } from './validate.ts';

const EXIT_CODES = `
Exit codes: 0 success, 1 operational error, 2 usage, 3 validation failed, 4 not running,
            5 not authorized, 124 timed out, 130 interrupted
`;

/** Runs one command line; returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command('switchyard')
    .description('One endpoint in front of many language models, with exact explanations')
    .version(packageVersion(), '--version')
    .addHelpText('after', EXIT_CODES);
  const commands = [
    initCommand,
    serveCommand,
    validateCommand,
    configCommand,
    dslCommand,
    recipeCommand,
    historyCommand,
    evalCommand,
    testCommand,
    tuneCommand,
    chatCommand,
    modelsCommand,
    mockCommand,
  ];
  for (const create of commands) program.addCommand(create(terminal, finish));
  speakThrough(terminal, program);
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, terminal);
  }
}

/** Throws instead of exiting, and writes usage errors like all others. */
function speakThrough(terminal: Terminal, command: Command): void {
  for (const subcommand of command.commands) speakThrough(terminal, subcommand);
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
    outputError: (text, write) => {
      const [first = '', ...rest] = text
        .trimEnd()
        .replace(/^error: /, '')
        .split('\n');
      // `... is invalid. write a whole number`: what follows is of the reader of the option.
      const [, message = first, next = ''] = /^(.* is invalid)\. (.+)$/.exec(first) ?? [];
      const hint =
        next || rest.join(' ').replace(/^\((.*)\)$/, '$1') || `see \`${pathOf(command)} --help\``;
      write(`error[usage] ${inOurWords(message)}\n  hint: ${hint}\n`);
    },
  });
}

/** Names in backticks, one sentence without a period. */
function inOurWords(message: string): string {
  return message
    .replace(/'([^']*)'/g, '`$1`')
    .replace(/\.$/, '')
    .replace('. Expected ', ', expected ');
}

/** `switchyard models list` */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent === null ? command.name() : `${pathOf(parent)} ${command.name()}`;
}
