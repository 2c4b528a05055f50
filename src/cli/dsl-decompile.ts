import { resolve } from 'node:path';
import { Command } from 'commander';
import { readBase } from './dsl-compile.ts';
import type { Terminal } from './terminal.ts';
import { writeOutput } from './write-output.ts';

/** `switchyard dsl decompile` */
export function dslDecompileCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
): Command {
  return new Command('decompile')
    .description('Turn the routing of a configuration into a program')
    .argument('<file>', 'configuration, `-` for stdin')
    .option('-o, --output <file>', 'write there instead of stdout')
    .action(async (file: string, flags: { readonly output?: string }) => {
      const { decompile } = await import('../dsl/decompile/decompile.ts');
      const text = decompile(await readBase(file, terminal));
      if (flags.output === undefined) terminal.stdout.write(text);
      else {
        const path = resolve(terminal.workingDirectory, flags.output);
        await writeOutput({ path, content: text });
      }
      finish(0);
    });
}
