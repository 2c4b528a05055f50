import { Command } from 'commander';
import { dslCheckCommand } from './dsl-check.ts';
import { dslCompileCommand } from './dsl-compile.ts';
import { dslDecompileCommand } from './dsl-decompile.ts';
import { dslDraftCommand } from './dsl-draft.ts';
import { dslFormatCommand } from './dsl-fmt.ts';
import { dslLspCommand } from './dsl-lsp.ts';
import { dslTestCommand } from './dsl-test.ts';
import type { Terminal } from './terminal.ts';

/** `switchyard dsl` */
export function dslCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const group = new Command('dsl').description('Write policies in the routing language');
  const commands = [
    dslCompileCommand,
    dslDecompileCommand,
    dslFormatCommand,
    dslCheckCommand,
    dslTestCommand,
    dslDraftCommand,
    dslLspCommand,
  ];
  for (const create of commands) group.addCommand(create(terminal, finish));
  return group;
}
