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
  EPERM: 'its permissions forbid it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

const writeProblems: Readonly<Record<string, string>> = {
  ...fileProblems,
  ENOENT: 'there is no such folder',
  EEXIST: 'a part of the path is no folder',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
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

/** For `catch`: names the file where the system does not, as it does for a folder that is read. */
export function aboutFile(path: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && (error as SystemError).code === 'EISDIR') {
      Object.assign(error, { path });
    }
    throw error;
  };
}

/** The error for a file that could not be written, whatever it was called meanwhile. */
export function notWritten(error: unknown, path: string): unknown {
  const problem = writeProblems[(error as SystemError).code ?? ''];
  if (problem === undefined) return error;
  return new CommandError('file_unreadable', `cannot write ${path}: ${problem}`, {
    code: 'file_unwritable',
    cause: error,
  });
}
