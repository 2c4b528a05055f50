import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dot } from '../lib/vectors.ts';
import { readManifest } from './manifest.ts';
import { openStaticEmbedder } from './static-embedder.ts';
import { openTokenizer } from './vocabulary.ts';

const directory = fileURLToPath(new URL('../../models/base', import.meta.url));
const manifest = readManifest(directory);
const tokenizer = openTokenizer(directory);
const embedder = openStaticEmbedder(directory, { manifest, tokenizer });
const cases = JSON.parse(
  readFileSync(new URL('fixtures/static-vectors.json', import.meta.url), 'utf8'),
) as readonly { readonly text: string; readonly vector: readonly number[] }[];

describe('the static embedding', () => {
  it.each(cases)('gives the vector of the training side: %j', ({ text, vector }) => {
    const found = embedder.embed(text);
    expect(dot(found.vector, Float32Array.from(vector))).toBeGreaterThan(0.9999);
    expect(found.isTruncated).toBe(false);
  });

  it('takes head and tail of a long text, in bounded time', () => {
    const text = `${'a word or two about the sea '.repeat(40_000)}`;
    const startedAt = performance.now();
    const { tokens, isTruncated } = embedder.embed(text);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(tokens).toBeLessThanOrEqual(1024);
    expect(isTruncated).toBe(true);
  });

  it('refuses a file of another size and names it', () => {
    const dimension = manifest.dimension - 1;
    expect(() =>
      openStaticEmbedder(directory, { manifest: { ...manifest, dimension }, tokenizer }),
    ).toThrow(/static\.bin` has \d+ bytes/);
  });

  it('refuses a table that ends too early', () => {
    const table = { ...manifest.static.table, offset: 19_000_000 };
    const damaged = { ...manifest, static: { ...manifest.static, table } };
    expect(() => openStaticEmbedder(directory, { manifest: damaged, tokenizer })).toThrow(
      /encoder\.onnx` ends before its word rows do/,
    );
  });
});
