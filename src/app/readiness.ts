import type { CheckState, Readiness } from '../management/health.ts';
import type { ModelStatus } from '../models/text-models.ts';

interface ReadinessInputs {
  readonly isDraining: boolean;
  readonly models: readonly ModelStatus[];
  /** Examples of the rules are embedded. */
  readonly isPrepared: boolean;
  readonly prepareError: string | undefined;
}

/** Serving needs no model: a failed one degrades the rules that use it, and `/ready` says so. */
export function readinessOf({
  isDraining,
  models: all,
  isPrepared,
  prepareError,
}: ReadinessInputs): Readiness {
  const models = all.filter(({ state }) => state !== 'idle');
  const totalModels = models.length;
  const failure = prepareError ?? models.find(({ error }) => error !== undefined)?.error;
  const isPending = totalModels > 0 && !isPrepared && failure === undefined;
  const base = {
    pendingModels: isPending ? models.map(({ name }) => name) : [],
    readyModels: models.filter(({ state }) => isPrepared && state === 'ready').length,
    totalModels,
  };
  const modelCheck: CheckState = failure !== undefined ? 'degraded' : isPrepared ? 'ok' : 'down';
  const checks: Readonly<Record<string, CheckState>> = {
    config: 'ok',
    ...(totalModels === 0 ? {} : { models: modelCheck }),
  };
  if (isDraining) {
    return { ready: false, phase: 'draining', message: 'shutting down', checks, ...base };
  }
  if (isPending) {
    const message = 'loading the embedded models';
    return { ready: false, phase: 'initializing_models', message, checks, ...base };
  }
  const message = failure === undefined ? 'ready' : `ready, with degraded models: ${failure}`;
  return { ready: true, phase: 'ready', message, checks, ...base };
}
