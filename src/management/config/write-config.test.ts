import { describe, expect, it } from 'vitest';
import { parseYaml } from './config-body.ts';
import type { StoredConfig } from './config-control.ts';
import { patchConfig } from './write-config.ts';

const text = `providers:
  models:
    - name: a
      backend_refs: [{ endpoint: "h:1", api_key: s-1, extra_headers: { x-api-key: s-2 } }]
routing:
  decisions:
    - name: d
      plugins:
        - type: header_mutation
          configuration: { add: [{ name: Authorization, value: s-3 }] }
`;
const current: StoredConfig = { text, hash: '', document: parseYaml(text) };
const ref = '/providers/models/0/backend_refs/0';
const header = '/routing/decisions/0/plugins/0/configuration/add/0';

function patched(operations: readonly object[]): string {
  return patchConfig({ kind: 'json-patch', operations }, current).text;
}

describe('a JSON Patch beside credentials', () => {
  it.each([
    ['a rename', [{ op: 'replace', path: '/providers/models/0/name', value: 'b' }]],
    ['a copy of all', [{ op: 'copy', from: ref, path: '/providers/models/0/backend_refs/-' }]],
    ['a test of what is shown', [{ op: 'test', path: `${ref}/api_key`, value: '[REDACTED]' }]],
    ['another name of the same kind', [{ op: 'replace', path: `${header}/name`, value: 'Cookie' }]],
  ])('keeps them at %s', (_title, operations) => {
    const result = patched(operations);
    expect(['s-1', 's-2', 's-3'].every((secret) => result.includes(secret))).toBe(true);
    expect(result).not.toContain('[REDACTED]');
  });

  it.each([
    ['a copy', [{ op: 'copy', from: `${ref}/api_key`, path: '/x-note' }]],
    [
      'another name',
      [
        {
          op: 'move',
          from: `${ref}/extra_headers/x-api-key`,
          path: `${ref}/extra_headers/x-other`,
        },
      ],
    ],
    ['a header that is none', [{ op: 'replace', path: `${header}/name`, value: 'X-Other' }]],
    [
      'a plugin of another type',
      [{ op: 'replace', path: '/routing/decisions/0/plugins/0/type', value: 'system_prompt' }],
    ],
  ])('does not show them by %s', (_title, operations) => {
    expect(() => patched(operations)).toThrow(/would show a credential/);
  });

  it('does not let them be guessed', () => {
    expect(() => patched([{ op: 'test', path: `${ref}/api_key`, value: 's-1' }])).toThrow(
      expect.objectContaining({ code: 'CONFIG_CHANGED' }),
    );
  });
});
