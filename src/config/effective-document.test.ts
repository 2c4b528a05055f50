import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { effectiveDocument } from './effective-document.ts';
import { loadConfig } from './load.ts';
import { writeDocument } from './written.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const reference = `${root}../shared/reference/config/`;
const files = [
  `${root}recipes/quickstart.yaml`,
  `${root}test/fixtures/config/full.yaml`,
  // The conformance set lies beside the checkout and is no part of it.
  ...(existsSync(reference)
    ? readdirSync(reference, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('config.yaml'))
        .map((path) => `${reference}${path}`)
    : []),
];

function load(text: string) {
  return loadConfig({ text, environment: {}, mode: 'validate' }).config;
}

describe('the effective document', () => {
  it.each(files)('of %s means the same as the file', (path) => {
    const config = load(readFileSync(path, 'utf8'));
    if (config === undefined) throw new Error('does not load');
    expect(load(writeDocument(effectiveDocument(config)))).toEqual(config);
  });

  it('has defaults, and durations as text', () => {
    const config = load(`version: v0.3
routing: { modelCards: [{ name: a }] }
providers:
  defaults: { default_model: a, timeouts: { connect: 1500ms } }
  models:
    - { name: a, backend_refs: [{ endpoint: h }], reliability: { base_ejection_time: 2m } }
global: { services: { observability: { metrics: { windowed_metrics: { time_windows: [1h] } } } } }
`);
    if (config === undefined) throw new Error('does not load');
    expect(effectiveDocument(config)).toMatchObject({
      listeners: [{ name: 'listener_0', port: 8899, timeout: '300s', max_messages: 4096 }],
      providers: {
        defaults: { timeouts: { connect: '1500ms' } },
        models: [{ reliability: { base_ejection_time: '120s' } }],
      },
      global: {
        services: { observability: { metrics: { windowed_metrics: { time_windows: ['3600s'] } } } },
      },
    });
  });
});
