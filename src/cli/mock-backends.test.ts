import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { redirectBackends } from './mock-backends.ts';

const config = `
version: v0.3 # kept
providers:
  models:
    - name: one
      backend_refs:
        - endpoint: \${HOST:-10.0.0.1:80}   # a comment
          weight: 2
        - { base_url: https://api.example.com/openai/v1, provider: openai }
    - name: two
      backend_refs: [{ endpoint: "two.internal" }]
routing:
  decisions:
    - name: not a backend
      description: "endpoint: stays"
`;

describe('redirecting backends to the mock', () => {
  const redirected = redirectBackends(config, 'http://127.0.0.1:7777');

  it('replaces every address, and keeps the path that the provider needs', () => {
    const [one, two] = parse(redirected).providers.models;
    expect(one.backend_refs).toEqual([
      { endpoint: 'http://127.0.0.1:7777', weight: 2 },
      { base_url: 'http://127.0.0.1:7777/openai/v1', provider: 'openai' },
    ]);
    expect(two.backend_refs).toEqual([{ endpoint: 'http://127.0.0.1:7777' }]);
  });

  it('leaves everything else where it was', () => {
    const lines = (text: string) =>
      text.split('\n').map((line) => line.replace(/(endpoint|base_url):.*/, ''));
    expect(lines(redirected)).toEqual(lines(config));
    expect(redirected).toContain('"endpoint: stays"');
    expect(redirected).toContain('# a comment');
  });
});
