import { Command } from 'commander';
import { configDiffCommand } from './config-diff.ts';
import { configMigrateCommand } from './config-migrate.ts';
import { configSchemaCommand } from './config-schema.ts';
import { configShowCommand } from './config-show.ts';
import type { Terminal } from './terminal.ts';

/** `switchyard config` */
export function configCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const group = new Command('config').description(
    'Look at configurations, compare and convert them',
  );
  const commands = [
    configShowCommand,
    configDiffCommand,
    configMigrateCommand,
    configSchemaCommand,
  ];
  for (const create of commands) group.addCommand(create(terminal, finish));
  return group;
}
