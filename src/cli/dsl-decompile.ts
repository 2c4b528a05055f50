import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readBase } from './dsl-compile.ts';
import type { Terminal } from './terminal.ts';

/** `switchyard dsl decompile` */
export function dslDecompileCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  return new Command('decompile')
    .description('Turn the routing of a configuration into a program')
    .argument('<file>', 'configuration')
    .option('-o, --output <file>', 'write there instead of stdout')
    .action(async (file: string, flags: { readonly output?: string }) => {
      const { decompile } = await import('../dsl/decompile.ts');
      const text = decompile(await readBase(file));
      if (flags.output === undefined) terminal.stdout.write(text);
      else await writeFile(flags.output, text);
      finish(0);
    });
}
