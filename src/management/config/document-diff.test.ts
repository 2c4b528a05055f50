import { describe, expect, it } from 'vitest';
import { changesOf, diffDocuments } from './document-diff.ts';

const document = (key: string, header: string) => ({
  providers: { models: [{ name: 'a', backend_refs: [{ endpoint: 'h:1', api_key: key }] }] },
  routing: {
    decisions: [
      {
        name: 'd',
        plugins: [
          {
            type: 'header_mutation',
            configuration: { add: [{ name: 'Authorization', value: header }] },
          },
        ],
      },
    ],
  },
});

describe('the difference of two configurations', () => {
  const from = document('key-1', 'word-1');
  const to = document('key-2', 'word-2');

  it('says of credentials only that they are others, whatever makes them one', () => {
    const hidden = { kind: 'changed', from: '[REDACTED]', to: '[REDACTED]' };
    expect(changesOf({ from, to })).toEqual([
      { ...hidden, path: 'providers.models[0].backend_refs[0].api_key' },
      { ...hidden, path: 'routing.decisions[0].plugins[0].configuration.add[0].value' },
    ]);
  });

  it('shows no credential as YAML', () => {
    const shown = diffDocuments({
      from: { title: 'a', document: { ...from, 'x-a': 1 } },
      to: { title: 'b', document: to },
    });
    expect(shown.unified).toContain('-x-a: 1');
    expect(JSON.stringify(shown)).not.toMatch(/key-|word-/);
  });
});
