import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';

type Interrupt = 'SIGINT' | 'SIGTERM';

/** What a command may touch of its surroundings; tests pass their own. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly homeDirectory: string;
  /** Calls back for every SIGINT and SIGTERM until the returned function is called. */
  onInterrupt(listener: (signal: Interrupt) => void): () => void;
}

export function processTerminal(): Terminal {
  // `switchyard eval ... | head` closes the pipe early; what is left has no reader and that is fine.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    workingDirectory: process.cwd(),
    homeDirectory: homedir(),
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export function printLine(stream: Writable, text: string): void {
  stream.write(`${text}\n`);
}

/** The next interrupt; a second one then ends the process in the usual way. */
export function nextInterrupt(terminal: Terminal): Promise<Interrupt> {
  return new Promise((resolve) => {
    const stop = terminal.onInterrupt((signal) => {
      stop();
      resolve(signal);
    });
  });
}

/** Words from files as a terminal may show them: control characters could hide or forge others. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
