import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packRecipe, recipeDigest, zipRecipe } from './archive.ts';
import { type RecipeFile, readRecipePackage } from './package.ts';

/** Files of this checkout. */
const shipped = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let folder: string;
let recipe: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-archive-'));
  recipe = join(folder, 'private');
  cpSync(shipped('recipes/private'), recipe, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = () => readRecipePackage(recipe, { isWhole: true });
const bytes = (text: string) => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex');

const small = new Map<RecipeFile, Uint8Array>([
  ['README.md', bytes('readme')],
  ['config.yaml', bytes('version: v0.3\n')],
  ['recipe.dsl', bytes('')],
  ['probes.yaml', bytes('p')],
  ['metadata.yaml', bytes('id: a')],
]);

describe('an archive', () => {
  it('has the digest of its files in a fixed order', () => {
    const text =
      'metadata.yaml\0id: a\0config.yaml\0version: v0.3\n\0probes.yaml\0p\0recipe.dsl\0\0README.md\0readme\0';
    expect(recipeDigest(small)).toBe(sha256(text));
    expect(recipeDigest(small)).toBe(
      '6583fe607068574892bc290f9896ea529cc405810130cc22d4aae53235e05d38',
    );
  });

  it('holds the files sorted, without time and owner', () => {
    const archive = zipRecipe(small);
    expect(Object.keys(unzipSync(archive))).toEqual([
      'README.md',
      'config.yaml',
      'metadata.yaml',
      'probes.yaml',
      'recipe.dsl',
    ]);
    for (const header of centralHeaders(archive)) {
      expect(header).toEqual({ madeOn: 3, method: 8, time: 0, date: 0x21, mode: 0o100644 });
    }
    expect(sha256(archive)).toBe(
      'ebdae7af269e75b6f1f73e2a6446d0878fee91ad9101fd41a7c4e86a685e8666',
    );
  });

  it('holds knowledge bases by their paths, which the digest takes last', () => {
    const [first, second] = ['knowledge_bases/a/labels.json', 'knowledge_bases/b/labels.json'];
    const files = new Map<string, Uint8Array>([
      [second, bytes('{"b": 1}')],
      ...small,
      [first, bytes('{"a": 1}')],
    ]);
    const text =
      'metadata.yaml\0id: a\0config.yaml\0version: v0.3\n\0probes.yaml\0p\0recipe.dsl\0\0README.md\0readme\0' +
      `${first}\0{"a": 1}\0${second}\0{"b": 1}\0`;
    expect(recipeDigest(files)).toBe(sha256(text));
    expect(Object.keys(unzipSync(zipRecipe(files)))).toEqual([
      'README.md',
      'config.yaml',
      first,
      second,
      'metadata.yaml',
      'probes.yaml',
      'recipe.dsl',
    ]);
    const reordered = new Map([...files].reverse());
    expect(sha256(zipRecipe(reordered))).toBe(sha256(zipRecipe(files)));
  });

  it('of a recipe with a knowledge base shows any change of it', async () => {
    recipe = join(folder, 'agent');
    cpSync(shipped('recipes/agent'), recipe, { recursive: true });
    const packed = await packRecipe(await read(), join(folder, 'a'));
    const labels = 'knowledge_bases/steps/labels.json';
    const original = readFileSync(join(recipe, labels));
    const held = unzipSync(readFileSync(packed.path));
    expect(Buffer.from(held[labels] ?? []).equals(original)).toBe(true);
    appendFileSync(join(recipe, labels), '\n');
    const changed = await packRecipe(await read(), join(folder, 'b'));
    expect(changed.recipe_digest).not.toBe(packed.recipe_digest);
    expect(changed.sha256).not.toBe(packed.sha256);
  });

  it('has the same bytes every time', async () => {
    const first = await packRecipe(await read(), join(folder, 'a'));
    const second = await packRecipe(await read(), join(folder, 'b'));
    const content = readFileSync(first.path);
    expect(readFileSync(second.path).equals(content)).toBe(true);
    expect(second).toEqual({ ...first, path: second.path });
    expect(first.path).toBe(join(folder, 'a', 'private-1.0.0.vllm-sr-recipe.zip'));
    expect(first.sha256).toBe(sha256(content));
    expect(readdirSync(join(folder, 'a'))).toEqual(['private-1.0.0.vllm-sr-recipe.zip']);
  });

  it('replaces the one before as a whole', async () => {
    const first = await packRecipe(await read(), folder);
    appendFileSync(join(recipe, 'README.md'), 'more\n');
    const second = await packRecipe(await read(), folder);
    expect(second.path).toBe(first.path);
    expect(sha256(readFileSync(first.path))).toBe(second.sha256);
  });

  it.each(['README.md', 'recipe.dsl', 'probes.yaml', 'config.yaml', 'metadata.yaml'] as const)(
    'shows any change of %s',
    async (name) => {
      const before = await read();
      appendFileSync(join(recipe, name), '\n');
      const after = await read();
      expect(recipeDigest(after.files)).not.toBe(recipeDigest(before.files));
      expect(sha256(zipRecipe(after.files))).not.toBe(sha256(zipRecipe(before.files)));
    },
  );

  it('is never written into the recipe', async () => {
    const inside = join(recipe, 'out');
    await expect(packRecipe(await read(), inside)).rejects.toThrow('inside of the recipe');
    expect(readdirSync(recipe)).not.toContain('out');
    mkdirSync(inside);
    symlinkSync(inside, join(folder, 'link'));
    const throughLink = packRecipe(await read(), join(folder, 'link'));
    await expect(throughLink).rejects.toThrow('inside of the recipe');
  });
});

function centralHeaders(archive: Uint8Array) {
  const view = Buffer.from(archive);
  const headers: object[] = [];
  for (
    let at = view.indexOf('PK\u0001\u0002');
    at >= 0;
    at = view.indexOf('PK\u0001\u0002', at + 1)
  ) {
    headers.push({
      madeOn: view.readUInt8(at + 5),
      method: view.readUInt16LE(at + 10),
      time: view.readUInt16LE(at + 12),
      date: view.readUInt16LE(at + 14),
      mode: view.readUInt32LE(at + 38) >>> 16,
    });
  }
  return headers;
}
