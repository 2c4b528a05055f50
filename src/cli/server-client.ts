import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

export interface ServerAddress {
  readonly url: string;
  readonly token: string | undefined;
}

/** Where a command finds a server: its flags, the environment, the default ports. */
export function serverAddress(
  flags: { readonly url?: string | undefined; readonly token?: string },
  terminal: Terminal,
  defaults: { readonly variable: string; readonly url: string },
): ServerAddress {
  const { environment } = terminal;
  const url = flags.url ?? (environment[defaults.variable] || defaults.url);
  if (!URL.canParse(url)) throw new CommandError('usage', `\`${url}\` is not a URL`);
  return {
    url: url.replace(/\/+$/, '').replace(/\/v1$/, ''),
    token: flags.token ?? (environment.SWITCHYARD_TOKEN || undefined),
  };
}

interface ServerRequest {
  readonly path: string;
  /** Present: POST as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
}

/** Calls a server; what is not a success becomes the matching `CommandError`. */
export async function callServer(
  { url, token }: ServerAddress,
  { path, body, timeoutMs }: ServerRequest,
): Promise<Response> {
  const response = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw errorOfCall(error, url);
  });
  if (!response.ok) throw await errorOfReply(response);
  return response;
}

const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** A failure to reach the server, or to get its whole answer. */
export function errorOfCall(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'TimeoutError') {
    return new CommandError('timed_out', `no answer from ${url} in time`, { cause: error });
  }
  // fetch reports every socket trouble as a TypeError with a cause.
  if (!(error instanceof TypeError) || error.cause === undefined) return error;
  const { code } = error.cause as NodeJS.ErrnoException;
  if (code !== undefined && unreachable.has(code)) {
    return new CommandError('not_running', `nothing answers at ${url}`, { cause: error });
  }
  return new CommandError('request_failed', `the connection to ${url} broke`, { cause: error });
}

async function errorOfReply(response: Response): Promise<CommandError> {
  const { code, message } = errorFields(await response.text());
  const isRefused = response.status === 401 || response.status === 403;
  const text = message ?? `the server answered with status ${response.status}`;
  return new CommandError(isRefused ? 'unauthorized' : 'request_failed', text, {
    ...(code === undefined ? {} : { code }),
  });
}

/** Both error shapes, of the inference and of the management port, have these two fields. */
function errorFields(text: string): { readonly code?: string; readonly message?: string } {
  try {
    const { error } = JSON.parse(text);
    return { code: String(error.code), message: String(error.message) };
  } catch {
    // Something else than Switchyard answered; the status has to do.
    return {};
  }
}
