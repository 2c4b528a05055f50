import type { ConfigFailure } from '../management/config/config-control.ts';
import type { CheckState, Readiness } from '../management/management-services.ts';
import type { ModelStatus } from '../models/text-models.ts';

interface ReadinessInputs {
  readonly isDraining: boolean;
  readonly models: readonly ModelStatus[];
  /** Examples of the rules are embedded. */
  readonly isPrepared: boolean;
  /** Why they could not be. */
  readonly error: string | undefined;
  /** Why requests must not come: rules that cannot be evaluated and must be. */
  readonly missing: readonly string[];
  /** Requests were answered with all models before, so those of now go on without the missing ones. */
  readonly hasBeenReady: boolean;
  /** The last change of the configuration was refused, so the one before it runs. */
  readonly configError: ConfigFailure | undefined;
}

/**
 * Serving needs no model, but for what must not be missing: a failed one degrades the rules that use
 * it, and `/ready` says so. Nor does it need the newest configuration.
 */
export function readinessOf({
  isDraining,
  models: all,
  isPrepared,
  error: prepareError,
  missing,
  hasBeenReady,
  configError,
}: ReadinessInputs): Readiness {
  const models = all.filter(({ state }) => state !== 'idle');
  const totalModels = models.length;
  const failure = prepareError ?? models.find(({ error }) => error !== undefined)?.error;
  const isLoading = totalModels > 0 && !isPrepared && failure === undefined;
  const isPending = isLoading && !hasBeenReady;
  const base = {
    pendingModels: isLoading ? models.map(({ name }) => name) : [],
    readyModels: models.filter(({ state }) => isPrepared && state === 'ready').length,
    totalModels,
  };
  const isUnguarded = missing.length > 0;
  const modelCheck: CheckState = isPending
    ? 'down'
    : isPrepared && failure === undefined
      ? 'ok'
      : 'degraded';
  const checks: Readonly<Record<string, CheckState>> = {
    config: configError === undefined ? 'ok' : 'degraded',
    ...(totalModels === 0 ? {} : { models: modelCheck }),
    ...(isUnguarded && { signals: 'down' }),
  };
  if (isDraining) {
    return { ready: false, phase: 'draining', message: 'shutting down', checks, ...base };
  }
  if (isPending) {
    const message = 'loading the embedded models';
    return { ready: false, phase: 'initializing_models', message, checks, ...base };
  }
  if (isUnguarded) {
    return { ready: false, phase: 'error', message: missing.join(', '), checks, ...base };
  }
  const troubles = [
    ...(isLoading ? ['while models are loading'] : []),
    ...(failure === undefined ? [] : [`with degraded models: ${failure}`]),
    ...(configError === undefined ? [] : [`with an older configuration: ${reasonOf(configError)}`]),
  ];
  return {
    ready: true,
    phase: 'ready',
    message: ['ready', ...troubles].join(', '),
    checks,
    ...base,
  };
}

function reasonOf({ findings }: ConfigFailure): string {
  const first = findings.find(({ severity }) => severity === 'error');
  if (first === undefined) return 'the new one was refused';
  const { path, line, message } = first;
  const place = path !== '' ? `\`${path}\` ` : line === undefined ? '' : `line ${line} `;
  return `${place}${message}`;
}
