import { errorTable, SwitchyardError } from '../errors.ts';

export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
    readonly status: number;
    readonly hint: string;
  };
}

/** OpenAI's error envelope, with the hint of our table. */
export function errorBody(error: SwitchyardError): ErrorBody {
  const { type, hint } = errorTable[error.code];
  return {
    error: {
      message: error.message,
      type,
      param: error.param ?? null,
      code: error.code,
      status: error.status,
      hint,
    },
  };
}

/** Anything else than a `SwitchyardError` is a bug: no detail leaves the process. */
export function asSwitchyardError(thrown: unknown): SwitchyardError {
  if (thrown instanceof SwitchyardError) return thrown;
  return new SwitchyardError(
    'internal_error',
    'internal routing error, contact your administrator',
    {
      cause: thrown,
    },
  );
}

interface UpstreamError {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * The error of a backend in the client's envelope: status, message, type, code and param are kept
 * where the backend gave them.
 */
export function upstreamErrorBody({ status, body }: UpstreamError): string {
  const given = readError(body);
  return JSON.stringify({
    error: {
      message: text(given.message) ?? `the backend answered with status ${status}`,
      type: text(given.type) ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
      param: text(given.param) ?? null,
      code: given.code === undefined || given.code === null ? 'upstream_error' : String(given.code),
      status,
    },
  });
}

function readError(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (typeof parsed !== 'object' || parsed === null) return {};
    const { error, message, detail } = parsed as Record<string, unknown>;
    if (typeof error === 'object' && error !== null) return error as Record<string, unknown>;
    return { message: text(error) ?? text(message) ?? text(detail) };
  } catch {
    return {}; // no JSON: an HTML page of a proxy, say, which must not reach the client
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
