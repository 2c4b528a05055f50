import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../../test/doubles/onnx-folder.ts';
import { benchModel, openFolderSubject } from './bench-model.ts';
import { checkFolder } from './check-folder.ts';

const compiled = new URL('../../../dist/models/plugins/', import.meta.url);
const workerUrl = new URL('folder-worker.js', compiled);
const folders = new Set<string>();

function folder(options: Parameters<typeof tinyFolder>[0]): string {
  const directory = tinyFolder(options);
  folders.add(directory);
  return directory;
}

afterEach(() => {
  for (const directory of folders) rmSync(directory, { recursive: true });
  folders.clear();
});

const rows = { hello: [3, 0], '[CLS]': [0, 1], '[UNK]': [1, 1], '[SEP]': [1, 0] };

describe('checking a folder', () => {
  it('describes an embedding model', async () => {
    const directory = folder({ kind: 'hidden', rows });
    const { problems, details } = await checkFolder({ directory, workerUrl });
    expect(problems).toEqual([]);
    expect(details).toMatchObject({
      ...{ kind: 'embedding', dimension: 2, pooling: 'mean', maxTokens: 32, labels: [] },
      ...{ inputs: ['input_ids', 'attention_mask'], output: 'last_hidden_state' },
    });
    // 128 and 512 tokens are more than the model takes.
    expect(details?.latency).toEqual([{ tokens: 16, milliseconds: expect.any(Number) }]);
    expect(details?.latency[0]?.milliseconds).toBeGreaterThan(0);
    expect(details?.similarity?.mean).toBeGreaterThan(0.9);
    expect(details?.similarity?.standardDeviation).toBeGreaterThanOrEqual(0);
  });

  it('tells the kind and the labels from config.json', async () => {
    const labels = ['O', 'B-PER'];
    const config = { architectures: ['BertForTokenClassification'] };
    const token = folder({ kind: 'token', rows, labels, config });
    const sequence = folder({ kind: 'sequence', rows, labels: ['a', 'b'] });
    const found = [token, sequence].map((directory) => checkFolder({ directory, workerUrl }));
    expect(
      (await Promise.all(found)).map(({ details }) => [details?.kind, details?.labels]),
    ).toEqual([
      ['token', ['PER']],
      ['sequence', ['a', 'b']],
    ]);
  });

  it('reports what only the runtime finds', async () => {
    const directory = folder({ kind: 'sequence', rows, labels: ['a', 'b', 'c'] });
    const { problems, details } = await checkFolder({ directory, workerUrl });
    expect(problems).toEqual([expect.stringContaining('names 3 labels')]);
    expect(details).toBeUndefined();
  });
});

describe('measuring a folder', () => {
  it('compares it with the bare graph', async () => {
    const subject = await openFolderSubject(folder({ kind: 'hidden', rows }), workerUrl);
    const report = await benchModel(subject, {
      ...{ rounds: 5, lengths: [8, 64] },
      workerUrl: new URL('graph-timing-worker.js', compiled),
    });
    await subject.close();
    // The tiny model takes 32 tokens, and that is what both are measured with.
    expect(report.rows.map(({ tokens }) => tokens)).toEqual([8, 32]);
    for (const { milliseconds, plainMilliseconds, ratio } of report.rows) {
      expect(ratio).toBeCloseTo(milliseconds / plainMilliseconds, 6);
    }
  });

  it('says why a folder cannot be measured', async () => {
    await expect(openFolderSubject('/no/such/folder', workerUrl)).rejects.toThrow('is no folder');
  });
});
