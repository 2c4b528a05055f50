import { describe, expect, it } from 'vitest';
import type { FoundProvider } from './probe-providers.ts';
import { availableModels, proposeCast } from './starter-config.ts';

function provider(host: string, isLocal: boolean, ...ids: readonly string[]): FoundProvider {
  const url = `http://${host}`;
  const models = ids.map((id) => ({ id }));
  return { url, baseUrl: `${url}/v1`, kind: 'openai-compatible', isLocal, models };
}

const cast = (part: string, ...providers: readonly FoundProvider[]) =>
  proposeCast([part], availableModels(providers)).get(part)?.name;

describe('who plays which part', () => {
  it.each([
    [['llama-70b', 'llama-8b'], 'llama-8b', 'llama-70b'],
    [['Mixtral-8x7B-Instruct', 'qwen-14b'], 'qwen-14b', 'Mixtral-8x7B-Instruct'],
    [['smollm:135m', 'qwen2.5:0.5b'], 'smollm:135m', 'qwen2.5:0.5b'],
    [['big', 'big-mini'], 'big-mini', 'big'],
    [['gemini-pro', 'gemini-flash'], 'gemini-flash', 'gemini-pro'],
    [['only'], 'only', 'only'],
  ])('of %j the small one is %s and the large one %s', (ids, small, large) => {
    const models = provider('a', true, ...ids);
    expect(cast('small', models)).toBe(small);
    expect(cast('large', models)).toBe(large);
    expect(cast('main', models)).toBe(large);
  });

  const near = provider('10.0.0.1', true, 'near-8b', 'near-70b');
  const far = provider('api.example.com', false, 'far-8b', 'far-400b');

  it('keeps local what is local', () => {
    expect(cast('local', near, far)).toBe('near-70b');
    expect(cast('remote', near, far)).toBe('far-400b');
    expect(cast('remote', near)).toBe('near-70b');
    expect(cast('local', far)).toBeUndefined();
  });

  it('knows three servers with a model of one name', () => {
    const same = ['a', 'b', 'b/x'].map((host) => provider(host, true, 'm'));
    expect(availableModels(same).map(({ name }) => name)).toEqual(['m', 'm@b', 'm@http://b/x/v1']);
  });
});
