import { describe, expect, it } from 'vitest';
import { parseProbes } from '../../recipes/probes.ts';
import { casesOfProbes } from './probe-cases.ts';

function casesOf(group: object, rest: object = {}) {
  const written = { schema_version: 'v1', name: 'p', decisions: [{ id: 'g', ...group }], ...rest };
  const { probes, problems } = parseProbes(written);
  if (probes === undefined) throw new Error(JSON.stringify(problems));
  return casesOfProbes(probes, 'probes.yaml');
}

describe('cases of probes', () => {
  it('carry what group and variant expect', () => {
    const [first, second] = casesOf({
      expected_decision: 'law',
      expected_alias: 'large',
      model: 'acme/careful',
      expected_signals: { keyword: ['a'] },
      forbidden_signals: { domain: ['b'] },
      variants: [
        { id: 'v', query: 'sue', tags: ['en'], padding: { text: '-', repeat: 3 } },
        { id: 'w', query: 'sue', expected_signals: { keyword: ['c'] } },
      ],
    });
    expect(first).toEqual({
      id: 'g/v',
      place: 'probes.yaml: g/v',
      title: 'sue',
      body: { model: 'acme/careful', messages: [{ role: 'user', content: '---sue' }] },
      expected: {
        decision: 'law',
        model: 'large',
        signals: ['keyword:a'],
        isSignalsExact: false,
        forbiddenSignals: ['domain:b'],
      },
      tags: ['en'],
    });
    expect(second?.expected.signals).toEqual(['keyword:c']);
  });

  it('carry the plugins that a decision must and must not have', () => {
    const [one] = casesOf({
      expected_decision: 'law',
      expected_plugins: ['system_prompt'],
      forbidden_plugins: ['response_cache'],
      plugin_match: 'exact',
      variants: [{ id: 'v', query: 'x' }],
    });
    expect(one?.expected).toEqual({
      decision: 'law',
      plugins: ['system_prompt'],
      isPluginsExact: true,
      forbiddenPlugins: ['response_cache'],
    });
  });

  it('ask a query as often as it says, inside of its padding', () => {
    const padding = { text: '-', repeat: 2, placement: 'around' };
    const [one] = casesOf({ variants: [{ id: 'v', query: 'x', repeat: 3, padding }] });
    expect(one?.body.messages).toEqual([{ role: 'user', content: '--x\nx\nx--' }]);
  });

  it.each([
    [{ messages: [{ role: 'user', content: 'x' }], repeat: 2 }, 'go with `query` only'],
    [
      { query: 'x'.repeat(2000), repeat: 10_000, padding: { text: '-' } },
      'asks for more than 10 MiB',
    ],
  ])('are not made of %#', (variant, problem) => {
    expect(() => casesOf({ variants: [{ id: 'v', ...variant }] })).toThrow(problem);
  });

  it('expect no decision where none is named', () => {
    expect(casesOf({ variants: [{ id: 'v', query: 'x' }] })[0]?.expected).toEqual({
      decision: null,
    });
  });

  it('fill in pictures and generated text', () => {
    const parts = [
      { type: 'text', text: 'ab' },
      { type: 'image_fixture', fixture: 'dot' },
    ];
    const fixtures = {
      images: { dot: { media_type: 'image/png', data_base64: 'AAAA', sha256: 'a'.repeat(64) } },
    };
    const variant = {
      id: 'v',
      messages: [{ role: 'user', content: parts }],
      generated_text: { message_index: 0, content_index: 0, target_text_bytes: 5 },
    };
    const [one] = casesOf({ variants: [variant] }, { fixtures });
    expect(one?.body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'abxxx' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        ],
      },
    ]);
  });

  it('name the probe whose picture is missing', () => {
    const content = [{ type: 'image_fixture', fixture: 'dot' }];
    const variants = [{ id: 'v', messages: [{ role: 'user', content }] }];
    expect(() => casesOf({ variants })).toThrow('probes.yaml: g/v `dot` is no picture');
  });
});
