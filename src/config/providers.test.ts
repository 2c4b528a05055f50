import { describe, expect, it } from 'vitest';
import { checkDocument } from './check-document.ts';

interface Parts {
  /** Of the only model. */
  readonly model?: object;
  readonly ref?: object;
  readonly listener?: object;
  readonly rest?: object;
}

function check({ model, ref, listener, rest }: Parts) {
  const document = {
    version: 'v0.3',
    listeners: [{ name: 'l', address: '127.0.0.1', port: 0, ...listener }],
    providers: {
      defaults: { default_model: 'a' },
      models: [{ name: 'a', backend_refs: [{ endpoint: 'localhost:8000', ...ref }], ...model }],
    },
    routing: { modelCards: [{ name: 'a' }] },
    ...rest,
  };
  const { config, problems } = checkDocument(document, { environment: {}, mode: 'run' });
  const found = problems.map(
    ({ severity, code, path }) =>
      `${severity} ${code} ${path.join('.').replace('providers.models.0.', '')}`,
  );
  return { config, found };
}

const reliability = (settings: object): Parts => ({ model: { reliability: settings } });

describe('what this version does not do for models and listeners yet', () => {
  it.each<[Parts, string]>([
    [reliability({ lb_policy: 'least_request' }), 'reliability.lb_policy'],
    [reliability({ consecutive_5xx: 0 }), 'reliability.consecutive_5xx'],
    [reliability({ base_ejection_time: '30s' }), 'reliability.base_ejection_time'],
    [reliability({ max_ejection_percent: 100 }), 'reliability.max_ejection_percent'],
    [reliability({ health_check_path: '/health' }), 'reliability.health_check_path'],
    [reliability({ retry_on: '5xx, reset' }), 'reliability.retry_on'],
    [{ model: { api_format: 'anthropic' } }, 'api_format'],
    [{ model: { fallback: ['a'] } }, 'fallback'],
    [{ model: { pricing: { request_fee: 0 } } }, 'pricing.request_fee'],
    [{ ref: { provider: 'anthropic' } }, 'backend_refs.0.provider'],
    [{ ref: { dialect: 'deepseek' } }, 'backend_refs.0.dialect'],
    [{ rest: { setup: { mode: true, state: 'bootstrap', created_by: 'me' } } }, 'setup'],
  ])('%j is kept and named', (parts, path) => {
    const { config, found } = check(parts);
    expect(config).toBeDefined();
    expect(found).toEqual([`warning not_active ${path}`]);
  });

  it('is refused where it would be unsafe to go on without', () => {
    const { found } = check({ listener: { tls: { cert_file: 'c.pem', key_file: 'k.pem' } } });
    expect(found).toEqual(['error not_implemented listeners.0.tls']);
  });
});

describe('settings of models and listeners that are wrong', () => {
  it.each<[Parts, string]>([
    [reliability({ retry_count: 6, retry_on: '5xx' }), 'invalid_value reliability.retry_count'],
    [reliability({ retry_count: 1 }), 'missing_field reliability.retry_on'],
    [reliability({ retry_on: '5xx,sometimes' }), 'invalid_value reliability.retry_on'],
    [reliability({ lb_policy: 'random' }), 'invalid_value reliability.lb_policy'],
    [reliability({ max_ejection_percent: 101 }), 'invalid_value reliability.max_ejection_percent'],
    [reliability({ health_check_path: 'health' }), 'invalid_value reliability.health_check_path'],
    [reliability({ timeout: 'soon' }), 'invalid_value reliability.timeout'],
    [{ model: { api_format: 'openia' } }, 'invalid_value api_format'],
    [{ model: { fallback: ['b'] } }, 'unknown_model fallback.0'],
    [{ ref: { provider: 'opnai' } }, 'invalid_value backend_refs.0.provider'],
    [
      { listener: { trusted_identity_headers: ['everybody'] } },
      'invalid_value listeners.0.trusted_identity_headers.0',
    ],
    [{ listener: { tls: { cert_file: 'c.pem' } } }, 'missing_field listeners.0.tls.key_file'],
    [{ rest: { setup: { state: 'bootstrap' } } }, 'missing_field setup.mode'],
  ])('%j is refused', (parts, expected) => {
    const { found } = check(parts);
    expect(found).toContain(`error ${expected}`);
  });
});
