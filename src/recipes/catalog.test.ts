import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { loadKnowledgeBase } from '../knowledge/load-knowledge.ts';
import { findRecipe, listRecipes } from './catalog.ts';
import { forkRecipe } from './fork.ts';
import { readRecipePackage } from './package.ts';

/** Files of this checkout. */
const shipped = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const builtInFolder = shipped('recipes');
const builtIn = await listRecipes(builtInFolder, { isBuiltIn: true });
const packages = builtIn.filter(({ isFolder }) => isFolder);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-catalog-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const find = (name: string) => findRecipe(name, { builtInFolder, workingDirectory: folder });

describe('the recipes that come with the product', () => {
  it('are found by name', () => {
    const names = builtIn.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['cheap-first', 'private', 'quickstart', 'single']),
    );
    expect([...names].sort()).toEqual(names);
  });

  it.each(packages)('$name is whole and without a finding', async ({ path }) => {
    const { findings } = await readRecipePackage(path, { isWhole: true });
    expect(findings).toEqual([]);
  });

  it.each(builtIn)('$name has nothing that is not active', ({ configPath }) => {
    const text = readFileSync(configPath, 'utf8');
    const { findings } = loadConfig({ text, environment: {}, mode: 'run' });
    expect(findings).toEqual([]);
  });
});

describe('finding a recipe', () => {
  it('takes a folder or a file for the path that it is', async () => {
    cpSync(shipped('recipes/single'), join(folder, 'mine'), { recursive: true });
    writeFileSync(join(folder, 'one.yaml'), 'version: v0.3\n');
    expect(await find('./mine')).toMatchObject({ name: 'mine', isBuiltIn: false, isFolder: true });
    expect(await find('one.yaml')).toMatchObject({ name: 'one', isFolder: false });
  });

  it('suggests the name that was meant', async () => {
    await expect(find('cheapfrist')).rejects.toThrow('did you mean `cheap-first`?');
    mkdirSync(join(folder, 'empty'));
    await expect(find('empty')).rejects.toThrow('there is no recipe `empty`');
  });
});

describe('a copy of a recipe', () => {
  /** As the router finds them, beside the configuration. */
  const knowledgeOf = async (path: string) => {
    const file = join(folder, path);
    const { config } = loadConfig({
      text: readFileSync(file, 'utf8'),
      environment: {},
      mode: 'validate',
    });
    const place = { configDirectory: dirname(file), environment: {} };
    const kbs = config?.global.model_catalog.kbs ?? [];
    return Promise.all(kbs.map((base) => loadKnowledgeBase(base, place)));
  };

  const fork = async (name: string, destination: string, isForced = false) =>
    forkRecipe(await find(name), { destination: join(folder, destination), isForced });

  it('is a recipe of its own, with its own name', async () => {
    const files = await fork('private', 'my-own');
    expect(files).toHaveLength(5);
    const copy = await readRecipePackage(join(folder, 'my-own'), { isWhole: true });
    expect(copy.findings).toEqual([]);
    expect(copy.metadata).toMatchObject({ id: 'my-own', name: 'Keep private' });
  });

  it.each(['privacy', 'agent', 'knowledge'])('of %s brings its knowledge base', async (name) => {
    const files = await fork(name, 'my-own');
    expect(files.filter((path) => path.includes('knowledge_bases'))).toHaveLength(1);
    const copy = await readRecipePackage(join(folder, 'my-own'), { isWhole: true });
    expect(copy.findings).toEqual([]);
    expect((await knowledgeOf('my-own/config.yaml')).map(({ problems }) => problems)).toEqual([[]]);
  });

  it('has its knowledge base beside it, where it is the configuration alone', async () => {
    const files = await fork('agent', 'mine/agent.yaml');
    const labels = join(folder, 'mine/knowledge_bases/steps/labels.json');
    expect(files).toEqual([join(folder, 'mine/agent.yaml'), labels]);
    expect((await knowledgeOf('mine/agent.yaml')).map(({ problems }) => problems)).toEqual([[]]);
    rmSync(join(folder, 'mine/agent.yaml'));
    await expect(fork('agent', 'mine/agent.yaml')).rejects.toThrow('labels.json is there already');
  });

  it('is never written through a link to somewhere else', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'my-own'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'my-own', 'knowledge_bases'));
    await expect(fork('agent', 'my-own', true)).rejects.toThrow('symbolic link to somewhere else');
    expect(readdirSync(join(folder, 'elsewhere'), { recursive: true })).not.toContain(
      'steps/labels.json',
    );
  });

  it('may be the configuration alone', async () => {
    expect(await fork('cheap-first', 'config.yaml')).toEqual([join(folder, 'config.yaml')]);
    const original = readFileSync(shipped('recipes/cheap-first/config.yaml'), 'utf8');
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toBe(original);
  });

  it('holds nothing that the recipe only links to', async () => {
    const linking = join(folder, 'linking');
    cpSync(shipped('recipes/single'), linking, { recursive: true });
    rmSync(join(linking, 'README.md'));
    symlinkSync(shipped('LICENSE'), join(linking, 'README.md'));
    await fork('./linking', 'copy');
    expect(readdirSync(join(folder, 'copy'))).not.toContain('README.md');
  });

  it('of a single file is a folder with a configuration', async () => {
    await fork('quickstart', 'Quick Start');
    expect(readdirSync(join(folder, 'Quick Start'))).toEqual(['config.yaml']);
  });

  it.each(['config.yaml', 'my-own'])('replaces %s only when told to', async (destination) => {
    await fork('private', destination);
    await expect(fork('single', destination)).rejects.toThrow('--force');
    await fork('single', destination, true);
    const path = destination === 'my-own' ? 'my-own/config.yaml' : destination;
    expect(readFileSync(join(folder, path), 'utf8')).toContain('default_model: main');
  });

  it('needs a name that a recipe can have', async () => {
    await expect(fork('private', 'My Own')).rejects.toThrow('no name for a recipe');
    expect(readdirSync(folder)).toEqual([]);
  });
});
