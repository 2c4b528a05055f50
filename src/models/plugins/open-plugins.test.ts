import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../../test/doubles/onnx-folder.ts';
import { openPlugins } from './open-plugins.ts';
import { modelSources } from './schema.ts';

const workerUrl = new URL('../../../dist/models/plugins/folder-worker.js', import.meta.url);
const folders: string[] = [];

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

function folder(options: Parameters<typeof tinyFolder>[0]): string {
  const path = tinyFolder(options);
  folders.push(path);
  return path;
}

function open(models: object, directory = '/') {
  return openPlugins({
    sources: modelSources.parse(models),
    directory,
    environment: {},
    labels: () => ['yes', 'no'],
    workerUrl,
  });
}

const rows = { hello: [1, 0] };

describe('the models of a configuration', () => {
  it('are opened with paths relative to its folder, and loaded', async () => {
    const path = folder({ kind: 'sequence', rows, labels: ['no', 'yes'] });
    const domain = { kind: 'onnx', path: `./${basename(path)}`, on_error: 'fail' };
    const { plugins, problems } = await open({ domain }, dirname(path));
    expect(problems).toEqual([]);
    expect(Object.keys(plugins)).toEqual(['classifiers']);
    const { domain: found } = plugins.classifiers ?? {};
    expect(found?.onError).toBe('fail');
    expect(found?.model.status()).toMatchObject({ name: basename(path), state: 'ready', path });
    await found?.model.close();
  });

  it('are all refused together, each with its file and what to do', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'switchyard-empty-'));
    folders.push(empty);
    const onnx = (path: string) => ({ kind: 'onnx', path });
    const { plugins, problems } = await open({
      embedder: onnx('/nowhere/at/all'),
      domain: onnx(empty),
      jailbreak: onnx(folder({ kind: 'sequence', rows, labels: ['yes', 'maybe'] })),
      // Only the runtime sees these two.
      feedback: onnx(folder({ kind: 'sequence', rows, labels: ['no', 'yes'], tableRows: 6 })),
      modality: onnx(folder({ kind: 'hidden', rows, labels: ['no', 'yes'] })),
      pii: { kind: 'remote', base_url: 'http://127.0.0.1:9', api_key_env: 'UNSET_KEY' },
    });
    expect(plugins).toEqual({});
    const messages = Object.fromEntries(problems.map(({ key, message }) => [key, message]));
    expect(messages).toEqual({
      embedder: '`/nowhere/at/all` is no folder; give the folder of a model in Hugging Face layout',
      domain: expect.stringMatching(/model\.onnx` is missing.*tokenizer\.json` is missing/),
      jailbreak: expect.stringMatching(
        /config\.json` lacks the labels no and has the unexpected labels maybe; map the names/,
      ),
      feedback: expect.stringMatching(/token ids up to 14, but .* has 6 rows; take both files/),
      modality: expect.stringMatching(/which is no shape of sequence labels/),
      pii: expect.stringMatching(/`UNSET_KEY` of the model `remote-pii` is not set; set it/),
    });
  });

  it('may be servers that are down', async () => {
    const embedder = { kind: 'remote', base_url: 'http://127.0.0.1:9', model: 'm' };
    const { plugins, problems } = await open({ embedder });
    expect(problems).toEqual([]);
    expect(plugins.embedder?.status()).toMatchObject({ name: 'm', state: 'starting' });
    await plugins.embedder?.close();
  });
});
