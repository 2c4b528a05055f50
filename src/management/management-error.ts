/** Codes that only the management API has, with their status. */
const statuses = {
  INVALID_INPUT: 400,
  INVALID_PARAMETER: 400,
  INVALID_DIMENSION: 400,
  INVALID_IMAGE: 400,
  INVALID_LAYER: 400,
  INVALID_TASK_TYPE: 400,
  BATCH_TOO_LARGE: 400,
  FORBIDDEN: 403,
  CLASSIFICATION_ERROR: 500,
  EMBEDDING_GENERATION_FAILED: 500,
  CLASSIFIER_UNAVAILABLE: 503,
  UNIFIED_CLASSIFIER_UNAVAILABLE: 503,
  EMBEDDING_MODEL_NOT_READY: 503,
  NLI_MODEL_NOT_READY: 503,
} as const satisfies Record<string, number>;

export type ManagementErrorCode = keyof typeof statuses;

/** Ends a request of the management API; `cause` is set where something failed unexpectedly. */
export class ManagementError extends Error {
  readonly code: ManagementErrorCode;
  readonly status: number;

  constructor(code: ManagementErrorCode, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'ManagementError';
    this.code = code;
    this.status = statuses[code];
  }
}
