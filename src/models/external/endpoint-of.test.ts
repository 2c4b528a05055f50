import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { modelCatalog } from '../../config/global/model-catalog.ts';
import { endpointOf } from './endpoint-of.ts';

type Entry = NonNullable<z.output<typeof modelCatalog>['external']>[number];

describe('the endpoint of an external model', () => {
  it.each<[Omit<Entry, 'name'>, string]>([
    [{ llm_endpoint: { address: 'guard', port: 8000 } }, 'http://guard:8000'],
    [{ llm_endpoint: { address: 'guard', protocol: 'https' } }, 'https://guard'],
    [{ llm_endpoint: { address: '::1', port: 80 } }, 'http://[::1]:80'],
    [{ base_url: 'https://a/v1', llm_endpoint: { address: 'guard' } }, 'https://a/v1'],
  ])('%j is at %s', (entry, url) => {
    expect(endpointOf({ name: 'x', ...entry }, {}).baseUrl).toBe(url);
  });

  it('takes limits and keys as they were set, and leaves the rest to the client', () => {
    const base_url = 'http://a';
    expect(endpointOf({ name: 'x', base_url }, {})).toEqual({
      ...{ name: 'x', baseUrl: base_url, breaker: expect.anything() },
    });
    const entry = { llm_timeout_seconds: 2, max_tokens: 9, temperature: 0, api_key_env: 'KEY' };
    expect(endpointOf({ name: 'x', base_url, ...entry }, { KEY: 'secret' })).toMatchObject({
      ...{ timeoutMs: 2000, maxTokens: 9, temperature: 0, apiKey: 'secret' },
    });
  });

  it.each([
    [{}, 'no address'],
    [{ base_url: 'http://a', api_key_env: 'NONE' }, '`NONE` of its key has no value'],
    [{ base_url: 'http://a', api_key_env: 'constructor' }, 'has no value'],
  ])('%j cannot be used: %s', (entry, message) => {
    expect(() => endpointOf({ name: 'x', ...entry }, {})).toThrow(message);
  });
});
