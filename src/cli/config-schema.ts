import { Command } from 'commander';
import { printLine, type Terminal } from './terminal.ts';

/** `switchyard config schema` */
export function configSchemaCommand(
  { stdout }: Terminal,
  finish: (exitCode: number) => void,
): Command {
  return new Command('schema')
    .description('Print the JSON Schema of configurations, for editors and other tools')
    .action(async () => {
      const { jsonSchemaOf } = await import('../config/json-schema.ts');
      printLine(stdout, JSON.stringify(jsonSchemaOf(), null, 1));
      finish(0);
    });
}
