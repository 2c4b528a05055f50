import { PassThrough, Readable, Writable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** Everything written so far. */
  output(): string;
  errors(): string;
  /** Acts like Ctrl-C (SIGINT) or a supervisor (SIGTERM). */
  interrupt(signal: 'SIGINT' | 'SIGTERM'): void;
}

/** A terminal in memory, without colours; stdin holds the given text. */
export function fakeTerminal(
  options: Partial<Pick<Terminal, 'environment' | 'workingDirectory' | 'homeDirectory'>> & {
    readonly input?: string;
  } = {},
): FakeTerminal {
  const { environment = {}, workingDirectory = '/nowhere', homeDirectory = '/nowhere' } = options;
  const stdout = new TextSink();
  const stderr = new TextSink();
  const listeners = new Set<(signal: 'SIGINT' | 'SIGTERM') => void>();
  const stdin = options.input === undefined ? new PassThrough() : Readable.from([options.input]);
  return {
    stdin,
    stdout,
    stderr,
    environment,
    workingDirectory,
    homeDirectory,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    output: () => stdout.text,
    errors: () => stderr.text,
    interrupt(signal) {
      for (const listener of [...listeners]) listener(signal);
    },
  };
}

class TextSink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
