/**
 * What a command can end with, besides errors of `errors.ts`: exit code and next step.
 * @public read by scripts/generate-docs.js
 */
export const commandErrors = {
  usage: row(2, 'see `switchyard --help`'),
  config_not_found: row(1, 'name a file with `--config`'),
  file_unreadable: row(1, 'check the path and its permissions'),
  port_unavailable: row(1, 'stop what listens there or choose another port (0: any free one)'),
  invalid_config: row(3, 'see what `switchyard validate` says'),
  invalid_cases: row(3, 'write one JSON object a line'),
  not_running: row(4, 'start it with `switchyard serve`, or give its address with `--url`'),
  unauthorized: row(5, 'give a key with `--token` or SWITCHYARD_TOKEN'),
  request_failed: row(1, 'see the log of the server'),
  timed_out: row(124, 'raise `--timeout`'),
} as const satisfies Record<string, { readonly exitCode: number; readonly hint: string }>;

type CommandErrorCode = keyof typeof commandErrors;

function row(exitCode: number, hint: string) {
  return { exitCode, hint };
}

/** Ends a command with a message on stderr and the exit code of the table. */
export class CommandError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string;

  constructor(
    kind: CommandErrorCode,
    message: string,
    options: { readonly code?: string; readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.code = options.code ?? kind;
    this.exitCode = commandErrors[kind].exitCode;
    this.hint = options.hint ?? commandErrors[kind].hint;
  }
}
