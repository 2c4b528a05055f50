import { Command } from 'commander';
import { packageVersion } from '../app/package-info.ts';
import { readBase } from './dsl-compile.ts';
import type { Terminal } from './terminal.ts';

/** `switchyard dsl lsp` */
export function dslLspCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('lsp')
    .description('Language server for editors, over stdin and stdout')
    .option('--base <file>', 'configuration that the programs are meant for')
    .option('--stdio', 'what it does anyway; editors like to say it')
    .action(async (flags: { readonly base?: string }) => {
      const { runLanguageServer } = await import('./language-server.ts');
      const base = flags.base === undefined ? undefined : await readBase(flags.base, terminal);
      await runLanguageServer({
        input: terminal.stdin,
        output: terminal.stdout,
        base,
        version: packageVersion(),
      });
      finish(0);
    });
}
