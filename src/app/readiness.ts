import type { CheckState, Readiness } from '../management/health.ts';
import type { Encoder } from '../models/encoder.ts';

interface ReadinessInputs {
  readonly isDraining: boolean;
  readonly encoder: Encoder | undefined;
  /** Examples of the rules are embedded. */
  readonly isPrepared: boolean;
  readonly prepareError: string | undefined;
}

/** Serving needs no model: a failed one degrades the rules that use it, and `/ready` says so. */
export function readinessOf({
  isDraining,
  encoder,
  isPrepared,
  prepareError,
}: ReadinessInputs): Readiness {
  const model = encoder?.status();
  const totalModels = model === undefined ? 0 : 1;
  const failure = prepareError ?? model?.error;
  const isPending = model !== undefined && !isPrepared && failure === undefined;
  const base = {
    pendingModels: isPending ? [model.name] : [],
    readyModels: totalModels === 1 && isPrepared ? 1 : 0,
    totalModels,
  };
  const modelCheck: CheckState = isPrepared ? 'ok' : failure === undefined ? 'down' : 'degraded';
  const checks: Readonly<Record<string, CheckState>> = {
    config: 'ok',
    ...(model === undefined ? {} : { models: modelCheck }),
  };
  if (isDraining) {
    return { ready: false, phase: 'draining', message: 'shutting down', checks, ...base };
  }
  if (isPending) {
    const message = `loading model ${model.name}`;
    return { ready: false, phase: 'initializing_models', message, checks, ...base };
  }
  const message = failure === undefined ? 'ready' : `ready without learned signals: ${failure}`;
  return { ready: true, phase: 'ready', message, checks, ...base };
}
