/** Codes of the configuration API, with their status. */
const statuses = {
  INVALID_INPUT: 400,
  YAML_PARSE_ERROR: 400,
  CONFIG_VALIDATION_ERROR: 400,
  BACKUP_INVALID: 400,
  INVALID_RECIPE: 400,
  INVALID_RECIPE_NAME: 400,
  RECIPE_NAME_MISMATCH: 400,
  VERSION_NOT_FOUND: 404,
  KB_READ_ONLY: 403,
  RECIPE_NOT_FOUND: 404,
  KB_NOT_FOUND: 404,
  DEPLOY_IN_PROGRESS: 409,
  RESTART_REQUIRED: 409,
  ACTIVATION_FAILED: 409,
  RECIPE_IN_USE: 409,
  KB_EXISTS: 409,
  KB_IN_USE: 409,
  KB_NOT_LOADED: 409,
  DEFAULT_RECIPE_REQUIRED: 409,
  CONFIG_CHANGED: 412,
  PRECONDITION_REQUIRED: 428,
  READ_ERROR: 500,
  WRITE_ERROR: 500,
  NO_CONFIG_PATH: 500,
  CURRENT_CONFIG_INVALID: 500,
  HISTORY_UNAVAILABLE: 503,
  RECORDS_UNAVAILABLE: 503,
} as const satisfies Record<string, number>;

type ConfigApiErrorCode = keyof typeof statuses;

interface ErrorOptions {
  /** Replaces the status of the table. */
  readonly status?: number;
  /** Fields beside code and message. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Of the file as it is now, for whoever has to read it again. */
  readonly etag?: string;
  readonly cause?: unknown;
}

/** Ends a request of the configuration API. */
export class ConfigApiError extends Error {
  readonly code: ConfigApiErrorCode;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly etag: string | undefined;

  constructor(code: ConfigApiErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ConfigApiError';
    this.code = code;
    this.status = options.status ?? statuses[code];
    this.details = options.details ?? {};
    this.etag = options.etag;
  }
}
