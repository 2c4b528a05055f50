// biome-ignore-all lint/suspicious/noTemplateCurlyInString: environment references are tested
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLiteralCredentials, findLocalProcess } from './credentials.ts';
import { readRecipePackage, recipeFileNames } from './package.ts';
import { readPlainYaml } from './plain-yaml.ts';

/** Files of this checkout. */
const shipped = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let folder: string;
let recipe: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-recipe-'));
  recipe = join(folder, 'cheap-first');
  cpSync(shipped('recipes/cheap-first'), recipe, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const place = (name: string) => join(recipe, name);

async function codes(isWhole = true) {
  const { findings } = await readRecipePackage(recipe, { isWhole });
  return findings.map(({ code, severity }) => `${severity} ${code}`);
}

describe('the folder of a recipe', () => {
  it('is read whole', async () => {
    mkdirSync(place('state'));
    const { files, metadata, config, probes, findings } = await readRecipePackage(recipe, {
      isWhole: true,
    });
    expect(findings).toEqual([]);
    expect([...files.keys()]).toEqual(recipeFileNames);
    expect(metadata?.id).toBe('cheap-first');
    expect(config?.routing.decisions).toHaveLength(3);
    expect(probes?.decisions).toHaveLength(3);
  });

  it('may be incomplete until it is given away', async () => {
    rmSync(place('probes.yaml'));
    expect(await codes(false)).toEqual(['warning missing_file']);
    expect(await codes(true)).toEqual(['error missing_file']);
  });

  it('is nothing without a configuration', async () => {
    rmSync(place('config.yaml'));
    expect(await codes(false)).toEqual(['error missing_file']);
  });

  it.each([
    ['another file', () => writeFileSync(place('.env'), 'A=b'), 'error unexpected_file'],
    [
      'a link to a file',
      () => {
        rmSync(place('README.md'));
        symlinkSync(shipped('README.md'), place('README.md'));
      },
      'error refused_file',
    ],
    ['a link to anything else', () => symlinkSync(folder, place('more')), 'error unexpected_file'],
    [
      'a folder in place of a file',
      () => {
        rmSync(place('README.md'));
        mkdirSync(place('README.md'));
      },
      'error refused_file',
    ],
    [
      'a file that is too large',
      () => truncateSync(place('metadata.yaml'), 256 * 1024 + 1),
      'error refused_file',
    ],
    [
      'a file that is no text',
      () => writeFileSync(place('README.md'), Buffer.from([0xff, 0xfe])),
      'error invalid_utf8',
    ],
    [
      'the name of another recipe',
      () => {
        cpSync(shipped('recipes/single/metadata.yaml'), place('metadata.yaml'));
      },
      'error wrong_id',
    ],
    [
      'probes that cannot be asked',
      () => writeFileSync(place('probes.yaml'), probesWith('{id: a}')),
      'error invalid_value',
    ],
    [
      'probes with a picture from elsewhere',
      () => writeFileSync(place('probes.yaml'), probesWith(remotePicture)),
      'error invalid_value',
    ],
  ])('must not have %s', async (_case, spoil, code) => {
    spoil();
    expect(await codes()).toEqual([code]);
  });

  it.each([
    ['a decision', 'expected_decision: hard_tsk', 'did you mean `hard_task`?'],
    ['a model', 'expected_decision: hard_task, expected_alias: tiny', undefined],
    ['a plugin', 'expected_decision: hard_task, expected_plugins: [system_prompt]', undefined],
    ['a recipe', 'expected_recipe: other', undefined],
    ['a signal', 'expected_signals: {keyword: [hard_tsk]}', 'did you mean `hard_task`?'],
  ])('has no probe that expects %s that is not there', async (_case, expectation, suggestion) => {
    const text = `{schema_version: v1, name: x, decisions: [{id: g, ${expectation}, variants: [{id: v, query: q}]}]}`;
    writeFileSync(place('probes.yaml'), text);
    const { findings } = await readRecipePackage(recipe, { isWhole: true });
    const [unknown, ...untested] = findings;
    expect(unknown).toMatchObject({ code: 'unknown_name', severity: 'error', line: 1 });
    expect(unknown?.suggestion).toBe(suggestion);
    expect(new Set(untested.map(({ code }) => code))).toEqual(new Set(['untested_decision']));
  });

  it.each([
    ['cannot be read', 'ROUTE x {', 'error D1'],
    ['says something else', 'ROUTE x { PRIORITY 1 MODEL small }', 'warning program_differs'],
    [
      'carries a credential',
      'ROUTE x { MODEL small PLUGIN rag { enabled: true backend: "openai" backend_config: { vector_store_id: "v" api_key: "sk-1" } } }',
      'error literal_credential',
    ],
  ])('has no program that %s', async (_case, program, code) => {
    writeFileSync(place('recipe.dsl'), `${program}\n`);
    expect((await codes()).some((found) => found.startsWith(code))).toBe(true);
  });

  it('is no link itself', async () => {
    symlinkSync(recipe, join(folder, 'link'));
    const reading = readRecipePackage(join(folder, 'link'), { isWhole: true });
    await expect(reading).rejects.toThrow('is a symbolic link');
  });
});

describe('the knowledge bases of a recipe', () => {
  beforeEach(() => {
    recipe = join(folder, 'agent');
    cpSync(shipped('recipes/agent'), recipe, { recursive: true });
  });

  const labels = 'knowledge_bases/steps/labels.json';
  const configWith = (path: string) => {
    const text = readFileSync(place('config.yaml'), 'utf8');
    writeFileSync(
      place('config.yaml'),
      text.replace('path: knowledge_bases/steps', `path: ${path}`),
    );
  };

  it('are files of it', async () => {
    writeFileSync(place('knowledge_bases/README.md'), 'about');
    const { files, findings } = await readRecipePackage(recipe, { isWhole: true });
    expect(findings).toEqual([]);
    expect([...files.keys()]).toEqual([...recipeFileNames, 'knowledge_bases/README.md', labels]);
  });

  it('may be missing until it is given away', async () => {
    rmSync(place('knowledge_bases'), { recursive: true });
    expect(await codes(false)).toEqual(['warning missing_file']);
    const { findings } = await readRecipePackage(recipe, { isWhole: true });
    expect(findings).toMatchObject([
      { code: 'missing_file', severity: 'error', path: expect.stringContaining('source.path') },
    ]);
  });

  it.each([
    [
      'that are links',
      () => {
        rmSync(place(labels));
        symlinkSync(shipped(`recipes/agent/${labels}`), place(labels));
      },
      ['error refused_file', 'error missing_file'],
    ],
    [
      'in a linked folder',
      () => {
        rmSync(place('knowledge_bases/steps'), { recursive: true });
        symlinkSync(shipped('recipes/agent/knowledge_bases/steps'), place('knowledge_bases/steps'));
      },
      ['error refused_file', 'error missing_file'],
    ],
    [
      'in a folder that is a link as a whole',
      () => {
        rmSync(place('knowledge_bases'), { recursive: true });
        symlinkSync(shipped('recipes/agent/knowledge_bases'), place('knowledge_bases'));
      },
      ['error refused_file', 'error missing_file'],
    ],
    [
      'of a path outside of it',
      () => configWith('../agent/knowledge_bases/steps'),
      ['error outside_recipe'],
    ],
    [
      'of an absolute path',
      () => configWith(shipped('recipes/agent/knowledge_bases/steps')),
      ['error outside_recipe'],
    ],
    [
      'with other files',
      () => writeFileSync(place('knowledge_bases/notes.sh'), ''),
      ['error unexpected_file'],
    ],
    [
      'with a file that no archive holds everywhere',
      () => writeFileSync(place('knowledge_bases/a:b.json'), '{}'),
      ['error unexpected_file'],
    ],
    [
      'that are too large',
      () => truncateSync(place(labels), 16 * 1024 * 1024 + 1),
      ['error refused_file', 'error missing_file'],
    ],
    [
      'of too many files',
      () => {
        for (let index = 0; index < 100; index += 1) {
          writeFileSync(place(`knowledge_bases/${index}.json`), '{}');
        }
      },
      ['error refused_file', 'error missing_file'],
    ],
    [
      'in folders of folders of folders',
      () => {
        mkdirSync(place('knowledge_bases/a/b/c/d'), { recursive: true });
        writeFileSync(place('knowledge_bases/a/b/c/d/labels.json'), '{}');
      },
      ['error refused_file'],
    ],
    ['that are none', () => writeFileSync(place(labels), '{}'), ['error invalid_manifest']],
    [
      'without a label that the configuration names',
      () => writeFileSync(place(labels), '{"labels": {"other": {"exemplars": ["a"]}}}'),
      ['error unknown_label'],
    ],
  ])('must not be any %s', async (_case, spoil, expected) => {
    spoil();
    expect([...new Set(await codes())]).toEqual(expected);
  });
});

const probesWith = (variant: string) =>
  `{schema_version: v1, name: x, decisions: [{id: g, variants: [${variant}]}]}`;
const remotePicture =
  '{id: a, messages: [{role: user, content: [{type: image_url, image_url: {url: "https://e.com"}}]}]}';

describe('YAML of a recipe', () => {
  it.each([
    ['an anchor', 'a: &x 1', 1],
    ['an alias', 'a: &x 1\nb: *x', 2],
    ['a merge key', 'a: &x {b: 1}\nc: {<<: *x}', 3],
    ['a merge key of a plain map', 'c: {<<: {b: 1}}', 1],
    ['a tag', 'a: !!str 1', 1],
    ['a tag on a map', 'a: !!map {b: 1}', 1],
    ['a tag on a list', 'a: !mine [1]', 1],
    ['the tag of no tag', 'a: ! 1', 1],
    ['an anchor on a key', '&x a: 1', 1],
  ])('has not %s', (_case, text, count) => {
    const { findings } = readPlainYaml(text, 'a.yaml');
    expect(findings.filter(({ code }) => code === 'yaml_not_plain')).toHaveLength(count);
  });

  it('has no key twice', () => {
    const { findings } = readPlainYaml('a: 1\na: 2', 'a.yaml');
    expect(findings).toMatchObject([{ code: 'duplicate_key', line: 2 }]);
  });

  it('may say the same in text', () => {
    const text = 'a: "&x *x <<: !!str"\nb: |\n  &x\n"<<": 1\n# &x\nc: 2026-01-01';
    expect(readPlainYaml(text, 'a.yaml').findings).toEqual([]);
  });
});

describe('credentials in a recipe', () => {
  it.each([
    [{ api_key: 'sk-1' }, 'api_key'],
    [{ models: [{ apiKey: 'sk-1' }] }, 'models.0.apiKey'],
    [{ 'X-Api-Key': 'k' }, 'X-Api-Key'],
    [{ password: 12345 }, 'password'],
    [{ aws_secret: { value: 'k' } }, 'aws_secret.value'],
    [{ listeners: [{ api_keys: ['${OK}', 'k'] }] }, 'listeners.0.api_keys.1'],
    [{ api_key: '${NAME:-sk-1}' }, 'api_key'],
    [{ api_key: 'x${NAME}' }, 'api_key'],
    [{ api_key: '${name}' }, 'api_key'],
    [{ extra_headers: { Authorization: 'Bearer x' } }, 'extra_headers.Authorization'],
    [{ headers: { cookie: 'a=b' } }, 'headers.cookie'],
    [{ base_url: 'https://user:pass@example.com' }, 'base_url'],
    [{ base_url: 'https://example.com/v1?api-key=abc' }, 'base_url'],
    [{ note: 'see redis://:hunter2@cache:6379 for more' }, 'note'],
  ])('%j is refused', (document, path) => {
    const problems = findLiteralCredentials(document);
    expect(problems.map((problem) => problem.path.join('.'))).toEqual([path]);
    expect(JSON.stringify(problems)).not.toContain('sk-1');
  });

  it.each([
    { api_key: '${OPENAI_API_KEY}' },
    { api_key_env: 'OPENAI_API_KEY', password_env: 'P' },
    { api_key: '', token: null, secret: false },
    { max_tokens: 100, tokens: ['a'], keyword: 'k', token_limit: 5 },
    { base_url: 'https://example.com/v1?api-key=${AZURE_KEY}&version=1' },
    { headers: { 'x-team': 'a' }, authorization: 'optional' },
    { note: 'mail me@example.com, or see https://example.com/@me' },
  ])('%j is allowed', (document) => {
    expect(findLiteralCredentials(document)).toEqual([]);
  });
});

describe('programs that a recipe would start', () => {
  const classifier = (mcp: object) => ({
    global: { model_catalog: { modules: { classifier: { mcp } } } },
  });

  it.each([
    { enabled: true, transport_type: 'stdio' },
    { enabled: true, transport_type: 'streamable-http', url: 'https://e.com', command: 'sh' },
    { enabled: true, url: 'https://e.com', args: ['-c'] },
    { enabled: true, url: 'https://e.com', env: { A: 'b' } },
    { enabled: true },
  ])('%j is refused', (mcp) => {
    expect(findLocalProcess(classifier(mcp))).toMatchObject([{ code: 'local_process' }]);
  });

  it.each([
    { enabled: false, transport_type: 'stdio', command: 'sh' },
    { transport_type: 'stdio' },
    { enabled: true, url: 'https://e.com', args: [], env: {} },
    { enabled: true, transport_type: 'http', url: 'https://e.com' },
  ])('%j is allowed', (mcp) => {
    expect(findLocalProcess(classifier(mcp))).toEqual([]);
    expect(findLocalProcess({ global: null })).toEqual([]);
  });
});
