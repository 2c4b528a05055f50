import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBuiltInModels } from './built-in-models.ts';
import { findMomModel, momFamily } from './mom-family.ts';
import { type ConfiguredModel, listModels, resolveModel } from './resolve-model.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'switchyard-registry-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string): void {
  const file = join(directory, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function listed(content: string) {
  return { bytes: content.length, sha256: '0'.repeat(64) };
}

/** A product with an encoder that knows domains, and flash heads that know more. */
function shipped(hasRuntime = true) {
  const trunk = {
    ...{ name: 'trunk', version: '2.0', dimension: 384, support: {} },
    tasks: [{ name: 'domain', labels: ['law', 'math'] }],
    files: { 'encoder.onnx': listed('weights') },
  };
  const flash = {
    ...{ name: 'flash', version: '1.0' },
    tables: [
      {
        tasks: [
          { name: 'domain', labels: ['law', 'math'] },
          { name: 'jailbreak', labels: ['benign', 'jailbreak'] },
        ],
      },
      { tasks: [{ name: 'domain', labels: ['law', 'math', 'english'] }] },
    ],
    files: { 'heads.bin': listed('heads') },
  };
  write('shipped/base/manifest.json', JSON.stringify(trunk));
  write('shipped/base/encoder.onnx', 'weights');
  write('shipped/flash/manifest.json', JSON.stringify(flash));
  write('shipped/flash/heads.bin', 'heads');
  write('shipped/language/README.md', 'no model');
  return () => readBuiltInModels({ directory: join(directory, 'shipped'), hasRuntime });
}

function options(configured: readonly ConfiguredModel[] = [], hasRuntime = true) {
  const builtIn = shipped(hasRuntime)();
  return { builtIn, modelDirectories: [join(directory, 'mine')], configured };
}

const remote: ConfiguredModel = {
  ...{ name: 'company-guard', task: 'jailbreak', source: 'remote' },
  ...{ state: 'ready', version: 'guard-7b', path: '' },
};

describe('the family', () => {
  it('calls every model and every alias by one name only', () => {
    const names = momFamily.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  it.each([
    ['mom-brain-flash', 'mom-brain-flash'],
    ['models/mom-halugate-detector', 'mom-halugate-detector'],
    ['models/mmbert32k-intent-classifier-merged/', 'mom-brain-flash'],
    ['LLM-Semantic-Router/mmbert32k-PII-detector-merged', 'mom-pii-flash'],
    ['Qwen/Qwen3-Embedding-0.6B', 'mom-similarity-pro'],
    ['mom-embedding-light', 'mom-similarity-flash'],
    ['gpt-4', undefined],
    ['', undefined],
  ])('%s is %s', (name, model) => {
    expect(findMomModel(name)?.name).toBe(model);
  });
});

describe('resolving a name', () => {
  it('finds what is built in', () => {
    expect(resolveModel('mom-brain-flash', options())).toMatchObject({
      ...{ source: 'built-in', tier: 'trunk', state: 'ready', version: '2.0', bytes: 7 },
      ...{ labels: ['law', 'math'], isSubstitute: false },
    });
    expect(resolveModel('mom-similarity-flash', options())).toMatchObject({ dimension: 384 });
    expect(resolveModel('mom-jailbreak-flash', options())).toMatchObject({ tier: 'flash' });
    expect(resolveModel('mom-halugate-detector', options())).toMatchObject({ tier: 'trunk' });
    expect(resolveModel('mom-pii-flash', options())).toMatchObject({ version: 'recognisers' });
  });

  it('says that a smaller model answers, and how to change that', () => {
    expect(resolveModel('mom-brain-max', options())).toMatchObject({
      ...{ source: 'built-in', isSubstitute: true, size: 'max' },
      remedy: expect.stringContaining('local ONNX folder'),
    });
  });

  it.each([
    ['mom-expert-law-flash', 'answers', '`providers.models`'],
    ['mom-halugate-explainer', 'nli', 'entailment'],
    ['mom-feedback-flash', 'feedback', 'sequence model'],
  ])('has nothing for %s and says what to do', (name, task, remedy) => {
    expect(resolveModel(name, options())).toMatchObject({
      ...{ task, source: 'none', state: 'not available' },
      remedy: expect.stringContaining(remedy),
    });
  });

  it('prefers a folder of that name, under any of its names', () => {
    write('mine/mmbert32k-intent-classifier-merged/config.json', '{}');
    expect(resolveModel('mom-brain-flash', options())).toMatchObject({
      ...{ name: 'mom-brain-flash', source: 'folder', tier: 'plugin', bytes: 2 },
      path: join(directory, 'mine/mmbert32k-intent-classifier-merged'),
    });
    expect(resolveModel('mom-brain-pro', options())).toMatchObject({ source: 'built-in' });
  });

  it('finds a folder by its path, whatever it is called', () => {
    write('elsewhere/my-model/config.json', '{}');
    const path = join(directory, 'elsewhere/my-model');
    expect(resolveModel(path, options())).toMatchObject({ source: 'folder', path });
    expect(resolveModel(join(directory, 'elsewhere'), options())).toBeUndefined();
  });

  it('lets configured models answer, by name and by task', () => {
    const configured = [remote];
    for (const name of ['company-guard', 'mom-jailbreak-flash']) {
      expect(resolveModel(name, options(configured))).toMatchObject({
        ...{ source: 'remote', version: 'guard-7b', task: 'jailbreak', isSubstitute: false },
      });
    }
    expect(resolveModel('mom-brain-flash', options(configured))).toMatchObject({ tier: 'trunk' });
  });

  it('lists the family and what is here besides', () => {
    write('mine/my-model/config.json', '{}');
    const names = listModels(options([remote])).map(({ name }) => name);
    expect(names).toEqual([...momFamily.map(({ name }) => name), 'company-guard', 'my-model']);
  });
});

describe('built-in models that are not well', () => {
  it('falls back to flash heads without the runtime, and says so', () => {
    expect(resolveModel('mom-brain-flash', options([], false))).toMatchObject({
      ...{ tier: 'flash', state: 'degraded' },
      error: expect.stringContaining('npm install onnxruntime-node'),
    });
    expect(resolveModel('mom-similarity-flash', options([], false))).toMatchObject({
      ...{ tier: 'trunk', state: 'failed' },
    });
  });

  it('names a file of another size', () => {
    const read = shipped();
    write('shipped/base/encoder.onnx', 'half');
    expect(read().answer('domain')).toMatchObject({
      ...{ tier: 'flash', state: 'degraded' },
      error: expect.stringMatching(/encoder\.onnx` has 4 bytes instead of 7/),
    });
  });

  it('knows a broken tagger from its recognisers', () => {
    const read = shipped();
    const files = { 'tagger.bin': listed('tagger') };
    const manifest = { name: 'pii', version: '3.0', types: ['PERSON'], files };
    write('shipped/pii/manifest.json', JSON.stringify(manifest));
    expect(read().answer('pii')).toMatchObject({
      ...{ state: 'degraded', version: 'recognisers' },
      error: expect.stringContaining('tagger.bin` is missing'),
    });
    write('shipped/pii/tagger.bin', 'tagger');
    expect(read().answer('pii')).toMatchObject({ state: 'ready', labels: ['PERSON'] });
  });

  it('survives a manifest that is none', () => {
    const read = shipped();
    write('shipped/base/manifest.json', '{');
    expect(read().answer('similarity')).toBeUndefined();
    expect(read().answer('domain')).toMatchObject({ tier: 'flash', state: 'ready' });
  });

  it('survives a folder that is not there', () => {
    const builtIn = readBuiltInModels({ directory: join(directory, 'nowhere') });
    expect(builtIn.answer('domain')).toBeUndefined();
  });
});
