import { describe, expect, it } from 'vitest';
import type { ModelStatus } from '../models/text-models.ts';
import { readinessOf } from './readiness.ts';

const model = { name: 'encoder', state: 'ready' } as ModelStatus;
const sound = {
  isDraining: false,
  models: [model],
  isPrepared: true,
  error: undefined,
  missing: [],
  hasBeenReady: true,
  configError: undefined,
};

describe('readiness', () => {
  it.each([
    ['all is well', {}, { ready: true, phase: 'ready', checks: { config: 'ok', models: 'ok' } }],
    [
      'models load for the first time',
      { isPrepared: false, hasBeenReady: false },
      { ready: false, phase: 'initializing_models', checks: { config: 'ok', models: 'down' } },
    ],
    [
      'models of a new configuration do not come up',
      { isPrepared: false },
      {
        ready: true,
        message: 'ready, while models are loading',
        pendingModels: ['encoder'],
        checks: { config: 'ok', models: 'degraded' },
      },
    ],
    [
      'models have failed',
      { isPrepared: false, hasBeenReady: false, error: 'no runtime' },
      { ready: true, message: 'ready, with degraded models: no runtime' },
    ],
    [
      'a new configuration was refused',
      { configError: { at: '', hash: null, findings: [] } },
      { ready: true, checks: { config: 'degraded', models: 'ok' } },
    ],
    [
      'a guard is missing',
      { error: 'no folder', missing: ['`pii:card` cannot be evaluated: no folder'] },
      {
        ready: false,
        phase: 'error',
        message: '`pii:card` cannot be evaluated: no folder',
        checks: { config: 'ok', models: 'degraded', signals: 'down' },
      },
    ],
    ['it shuts down', { isDraining: true }, { ready: false, phase: 'draining' }],
  ])('when %s', (_title, inputs, readiness) => {
    expect(readinessOf({ ...sound, ...inputs })).toMatchObject(readiness);
  });
});
