import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../app/package-info.ts';

const config = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "localhost:1" }] }]
global:
  model_catalog: { embeddings: { semantic: { embedding_config: { enable_soft_matching: false } } } }
routing:
  modelCards: [{ name: small }]
  signals:
    embeddings:
      # What lawyers are asked.
      - name: legal
        threshold: 0.99 # far too strict
        candidates: [Review the indemnity clause of this contract, Am I liable under this agreement]
      - name: other
        threshold: 0.99
        candidates: [Bake a cake with apples]
  decisions:
    - { name: law, priority: 10, rules: { type: embedding, name: legal }, modelRefs: [{ model: small }] }
`;

const laws = [
  'Is this liability clause in the contract enforceable?',
  'Check the indemnity clause in the attached agreement',
  'Does the agreement make me liable for damages?',
  'What does this contract say about liability?',
  'Explain the termination clause of my employment contract',
  'Can the supplier limit its liability in the contract?',
  'Review the confidentiality clause of this agreement',
  'Who is liable under the lease agreement?',
];
const others = [
  'Tell me a joke about cats',
  'What is the weather like on Mars?',
  'Write a poem about the sea',
  'How do I sort a list in Python?',
  'Translate good morning to French',
  'Which muscles does swimming train?',
  'Recommend a film for tonight',
  'How far is the moon?',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-tune-'));
  writeFileSync(join(folder, 'config.yaml'), config);
  const rows = [
    ...laws.map((prompt) => ({ prompt, expected_decision: 'law' })),
    ...others.map((prompt) => ({ prompt, expected_decision: null })),
    { prompt: 'x', expected_model: 'small' },
  ];
  writeFileSync(join(folder, 'cases.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a process: models run in threads of compiled files. */
function run(...argv: readonly string[]) {
  const args = [packagePath('bin/switchyard.js'), 'tune', '--cases', 'cases.jsonl', ...argv];
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { exitCode: done.status, output: done.stdout, errors: done.stderr };
}

describe('switchyard tune', () => {
  it('proposes the threshold that tells cases apart, as a diff that changes nothing else', () => {
    const { exitCode, output } = run('--output', 'tuned.yaml');
    expect(exitCode).toBe(0);
    expect(output).toContain('16 cases, 1 left out, 2 thresholds');
    expect(output).toMatch(/embedding:legal {2}0\.99 -> 0\.\d+/);
    expect(output).toContain('-        threshold: 0.99 # far too strict');
    expect(output).toMatch(/present .* 50\.0 % right/);
    expect(output).toMatch(/law -> none/);
    const tuned = readFileSync(join(folder, 'tuned.yaml'), 'utf8');
    const changed = tuned.split('\n').filter((line, at) => line !== config.split('\n')[at]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(/^ {8}threshold: 0\.\d+ # far too strict$/);
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toBe(config);
  });

  it('gives the same as JSON, for the targets that are asked for', () => {
    const tuning = JSON.parse(run('--target', 'embedding:other', '--json').output);
    expect(tuning).toMatchObject({
      targets: [{ id: 'embedding:other', present: 0.99 }],
      moves: [],
      diff: '',
    });
  });

  it('proposes nothing where the error that it would make costs too much', () => {
    const { output } = run('--cost', 'law->none=0');
    expect(output).toContain('no change is proposed');
  });

  it.each([
    [['--output', 'config.yaml'], 'error[usage] `--output` is the configuration itself'],
    [['--target', 'embedding:legl'], 'error[usage] the configuration has no threshold named'],
    [['--cost', 'law=1'], 'error[usage] `law=1` is no cost'],
    [['--folds', '20'], 'error[invalid_cases] 16 cases are too few for 20 folds'],
  ])('refuses %j', (flags, message) => {
    expect(run(...flags).errors).toContain(message);
  });
});
