import { CommandError } from './command-error.ts';

interface SystemError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
}

const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken',
  EACCES: 'needs more rights',
  EADDRNOTAVAIL: 'is no address of this machine',
};

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'its permissions forbid it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

/** What a port or a file refused, in words; undefined for errors of another kind. */
export function commandErrorOf(error: unknown): CommandError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, address, port, path } = error as SystemError;
  if (syscall === 'listen' && portProblems[code] !== undefined) {
    const kind = 'port_unavailable';
    return new CommandError(kind, `${address}:${port} ${portProblems[code]}`, { cause: error });
  }
  const isAboutFile = path !== undefined || syscall === 'read';
  if (!isAboutFile || fileProblems[code] === undefined) return undefined;
  const message = `cannot read ${path ?? 'the file'}: ${fileProblems[code]}`;
  return new CommandError('file_unreadable', message, { cause: error });
}
