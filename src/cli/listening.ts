import { CommandError } from './command-error.ts';

const kinds: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken',
  EACCES: 'needs more rights',
  EADDRNOTAVAIL: 'is no address of this machine',
};

/** Turns the failure to open a port into one that says which; other errors pass unchanged. */
export function errorOfListening(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const {
    code = '',
    address,
    port,
  } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const problem = kinds[code];
  if (problem === undefined) return error;
  return new CommandError('port_in_use', `${address}:${port} ${problem}`, { cause: error });
}
