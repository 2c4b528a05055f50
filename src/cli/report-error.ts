import { CommanderError } from 'commander';
import { ConfigError } from '../app/config-error.ts';
import { errorTable, SwitchyardError } from '../errors.ts';
import { CommandError } from './command-error.ts';
import { findingLines } from './finding-lines.ts';
import { commandErrorOf } from './system-error.ts';
import { printLine, type Terminal } from './terminal.ts';

const INVALID_CONFIG_EXIT_CODE = 3;

/** Says on stderr what ended a command; returns the exit code. */
export function reportError(thrown: unknown, { stderr, environment }: Terminal): number {
  const error = commandErrorOf(thrown) ?? thrown;
  // Commander has already written its message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) {
    printLine(stderr, `error[${error.code}] ${error.message}\n  hint: ${error.hint}`);
    return error.exitCode;
  }
  if (error instanceof ConfigError) {
    for (const line of error.findings.flatMap(findingLines)) printLine(stderr, line);
    return INVALID_CONFIG_EXIT_CODE;
  }
  if (error instanceof SwitchyardError) {
    printLine(
      stderr,
      `error[${error.code}] ${error.message}\n  hint: ${errorTable[error.code].hint}`,
    );
    return 1;
  }
  const text = error instanceof Error ? error.message : String(error);
  printLine(stderr, `error[internal_error] ${text}\n  hint: set SWITCHYARD_DEBUG=1 for the stack`);
  if (environment.SWITCHYARD_DEBUG && error instanceof Error) printLine(stderr, error.stack ?? '');
  return 1;
}
