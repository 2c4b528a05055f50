/** Every error that a client or an operator can meet: HTTP status, OpenAI error type, what to do. */
export const errorTable = {
  invalid_json: row(400, 'invalid_request_error', 'send one JSON object, encoded as UTF-8'),
  invalid_utf8: row(400, 'invalid_request_error', 'encode the request body as UTF-8'),
  missing_field: row(400, 'invalid_request_error', 'add the field that `param` names'),
  invalid_type: row(400, 'invalid_request_error', 'change the type of the field in `param`'),
  invalid_value: row(400, 'invalid_request_error', 'change the value of the field in `param`'),
  body_too_deep: row(400, 'invalid_request_error', 'nest objects and arrays less deeply'),
  too_many_messages: row(400, 'invalid_request_error', 'send fewer messages'),
  no_route: row(
    400,
    'invalid_request_error',
    'set `providers.defaults.default_model` or add a decision that matches',
  ),
  invalid_api_key: row(401, 'authentication_error', 'send `authorization: Bearer <key>`'),
  identity_required: row(
    403,
    'permission_error',
    'let a trusted proxy name the user, see `global.services.authz.identity`',
  ),
  request_blocked: row(403, 'permission_error', 'a decision of the configuration refuses this'),
  not_found: row(404, 'invalid_request_error', 'check the path against the API reference'),
  model_not_found: row(404, 'invalid_request_error', 'list the names with `GET /v1/models`'),
  record_not_found: row(404, 'invalid_request_error', 'list the ids with `GET /v1/router_replay`'),
  method_not_allowed: row(405, 'invalid_request_error', 'use a method of the `allow` header'),
  request_timeout: row(408, 'invalid_request_error', 'send the whole body faster'),
  request_too_large: row(413, 'invalid_request_error', 'send a smaller body or raise the limit'),
  unsupported_encoding: row(415, 'invalid_request_error', 'send the body without compression'),
  client_closed: row(499, 'invalid_request_error', 'the client went away before the answer'),
  internal_error: row(500, 'api_error', 'look for the request id in the log'),
  upstream_unavailable: row(502, 'api_error', 'check that the backend runs and is reachable'),
  upstream_invalid: row(502, 'api_error', 'check what the backend answers'),
  output_contract_violated: row(
    502,
    'api_error',
    'the model gave no answer of the form that the decision wants; see `on_violation`',
  ),
  upstream_error: row(502, 'api_error', 'see the message of the backend'),
  signal_failed: row(
    503,
    'api_error',
    'a signal with `on_error: fail` or `block` had no result; retry',
  ),
  model_unavailable: row(503, 'api_error', 'see `GET /info/models`; install `onnxruntime-node`'),
  store_unavailable: row(503, 'api_error', 'check the file of the store, its disk and its mode'),
  service_unavailable: row(503, 'api_error', 'retry after the time in `retry-after`'),
  upstream_timeout: row(504, 'api_error', 'retry, or raise the timeout of the listener'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

interface ErrorRow {
  readonly status: number;
  readonly type: string;
  readonly hint: string;
}

function row(status: number, type: string, hint: string): ErrorRow {
  return { status, type, hint };
}

interface ErrorOptions {
  /** The request field at fault, as a path such as `messages[2].role`. */
  readonly param?: string;
  /** Replaces the status of the table, for answers that keep the one of the backend. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Ends a request or a command with a code of the table; anything else that is thrown is a bug. */
export class SwitchyardError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly param: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SwitchyardError';
    this.code = code;
    this.status = options.status ?? errorTable[code].status;
    this.param = options.param;
    this.headers = options.headers ?? {};
  }
}
