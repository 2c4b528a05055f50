import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

/** The configuration to use: the flag, SWITCHYARD_CONFIG, `./config.yaml`, the one of the user. */
export function findConfig(flag: string | undefined, terminal: Terminal): string | undefined {
  const { workingDirectory, homeDirectory, environment } = terminal;
  const named = flag ?? (environment.SWITCHYARD_CONFIG || undefined);
  if (named !== undefined) return resolve(workingDirectory, named);
  return [
    join(workingDirectory, 'config.yaml'),
    join(homeDirectory, '.config', 'switchyard', 'config.yaml'),
  ].find((path) => existsSync(path));
}

export function requireConfig(flag: string | undefined, terminal: Terminal): string {
  const path = findConfig(flag, terminal);
  if (path !== undefined) return path;
  throw new CommandError(
    'config_not_found',
    'no configuration: neither `--config` nor SWITCHYARD_CONFIG is set, and there is no `config.yaml`',
  );
}
