import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { main } from './main.ts';

const config = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: one }
  models: [{ name: one, backend_refs: [{ endpoint: 127.0.0.1:8000 }] }]
global: { model_catalog: { kbs: [{ name: tools, source: { path: tools } }] } }
routing:
  modelCards: [{ name: one }]
  signals: { kb: [{ name: saw, kb: tools, target: { kind: label, value: saw } }] }
  decisions: [{ name: cut, rules: { type: kb, name: saw }, modelRefs: [{ model: one }] }]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-validate-'));
  writeFileSync(join(folder, 'config.yaml'), config);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function validate() {
  const terminal = fakeTerminal();
  const exitCode = await main(['validate', join(folder, 'config.yaml')], terminal);
  return { exitCode, errors: terminal.errors() };
}

describe('validation of the files that a configuration needs', () => {
  it('tells where labels of a knowledge base were looked for', async () => {
    const { exitCode, errors } = await validate();
    expect(exitCode).toBe(3);
    expect(errors).toContain('error[file_missing]');
    expect(errors).toContain(join(folder, 'tools', 'labels.json'));
    expect(errors).toContain('SWITCHYARD_CONFIG_ASSET_ROOT');
  });

  it.each([
    ['saw', 0, ''],
    ['axe', 3, 'has no label `saw`'],
  ])('reads the labels of a knowledge base: %s', async (label, code, expected) => {
    mkdirSync(join(folder, 'tools'));
    const manifest = { labels: { [label]: { exemplars: ['cut this board'] } } };
    writeFileSync(join(folder, 'tools/labels.json'), JSON.stringify(manifest));
    const { exitCode, errors } = await validate();
    expect(errors).toContain(expected);
    expect(exitCode).toBe(code);
  });
});
