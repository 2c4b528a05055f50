import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createWordModels } from '../../../test/doubles/word-models.ts';
import { InFlight } from '../../gateway/in-flight.ts';
import { createSessionModels } from '../../gateway/session-models.ts';
import { createAfterIo } from '../../lib/after-io.ts';
import { createRegistry } from '../../lib/prometheus.ts';
import { createTimeOrderedIds } from '../../lib/time-ordered-id.ts';
import { openManagementServer } from '../../management/management-server.ts';
import { openConfigHistory } from '../../stores/config-history/config-history.ts';
import { ConfigError } from '../config-error.ts';
import { evaluateRequest } from '../evaluate.ts';
import { createConfigFile } from './config-file.ts';
import { createConfigMetrics } from './config-metrics.ts';
import { createKnowledgeFiles } from './knowledge-files.ts';
import { openLiveConfig } from './live-config.ts';
import { createSharedKnowledge } from './open-knowledge.ts';
import { createSharedPools } from './shared-pools.ts';

const routing = `routing:
  modelCards: [{ name: a }, { name: b }]
  signals:
    kb: [{ name: food, kb: hobbies, target: { kind: label, value: cooking }, match: best, min_score: 0.3 }]
  decisions:
    - { name: kitchen, rules: { type: kb, name: food }, modelRefs: [{ model: b }] }
`;
const head = `version: v0.3
providers:
  defaults: { default_model: a }
  models:
    - { name: a, backend_refs: [{ endpoint: "127.0.0.1:9" }] }
    - { name: b, backend_refs: [{ endpoint: "127.0.0.1:9" }] }
`;
const hobbies = '{ name: hobbies, source: { path: hobbies }, threshold: 0.5 }';
const text = `${head}global: { model_catalog: { kbs: [${hobbies}] } }\n${routing}`;

const cooking = ['boil potatoes in water', 'a recipe for soup'];
const manifest = {
  labels: { cooking: { exemplars: cooking }, stars: { exemplars: ['how far is saturn'] } },
};

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-knowledge-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

/** The running product, without its sockets for requests. */
async function start(folder: string, { config = text, isWatching = false } = {}) {
  const path = join(folder, 'config.yaml');
  write(path, config);
  const { models, embedded } = createWordModels();
  const environment = {};
  const file = createConfigFile({ path, environment });
  const source = file.load(await file.read());
  const { config: document, findings } = source.loaded;
  if (document === undefined) throw new ConfigError(findings);
  const knowledge = createSharedKnowledge({
    configPath: path,
    environment,
    warn: () => {},
    cacheDirectory: join(folder, 'data'),
    ...(isWatching ? { onChange: () => void live.reload({ isForced: true }) } : {}),
  });
  const live = await openLiveConfig({
    file,
    isFixed: false,
    source: { ...source, loaded: { ...source.loaded, config: document } },
    history: openConfigHistory({ directory: join(folder, 'history') }),
    replay: undefined,
    metrics: createConfigMetrics(createRegistry()),
    log: pino({ level: 'silent' }),
    services: {
      environment,
      models: { open: async () => models },
      knowledge,
      configPath: path,
      pools: createSharedPools(),
      onPrepareError: () => {},
      dataPlane: {
        environment,
        inFlight: new InFlight(() => {}),
        afterIo: createAfterIo(),
        sessions: createSessionModels(),
        ids: createTimeOrderedIds(),
        record: () => {},
        onBug: () => {},
        onReply: () => {},
        isDraining: () => false,
        readiness: () => {
          throw new Error('not asked');
        },
      },
    },
  });
  opened.push(async () => {
    await live.close();
    knowledge.close();
  });
  await live.current().prepare();
  const decide = async (prompt: string) => {
    const { router } = live.current();
    const report = await evaluateRequest(router, { text: prompt }, { withTrace: false });
    return report.routing_decision;
  };
  const api = async () => {
    const server = await openManagementServer({
      host: '127.0.0.1',
      port: 0,
      services: {
        replay: undefined,
        config: live,
        knowledge: {
          ...createKnowledgeFiles({ configPath: path, environment }),
          config: () => live.current().config,
          find: (name) => live.current().knowledge.get(name),
        },
        readiness: () => {
          throw new Error('not asked');
        },
        listModels: () => [],
        textModels: () => models,
        evaluate: () => Promise.reject(new Error('not asked')),
        onBug: (error) => {
          throw error;
        },
      },
    });
    opened.push(() => server.close());
    return async (method: string, at: string, body?: unknown) => {
      const answer = await fetch(`${server.url}/config/kbs${at}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const said = await answer.text();
      const type = answer.headers.get('content-type') ?? '';
      return { status: answer.status, body: type.includes('ndjson') ? said : JSON.parse(said) };
    };
  };
  return { live, path, embedded, decide, api };
}

async function findingsOf(starting: Promise<unknown>): Promise<readonly string[]> {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigError)) throw new Error(`no ConfigError: ${error}`);
  return error.findings.map(({ code, path }) => `${code} ${path}`);
}

async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it never came true');
}

const kbsPath = 'global.model_catalog.kbs[0:hobbies]';

describe('knowledge bases of a running product', () => {
  it('routes by the files of a knowledge base', async () => {
    const folder = await newFolder();
    write(join(folder, 'hobbies/labels.json'), manifest);
    const { decide } = await start(folder);
    expect(await decide('a soup recipe')).toBe('kitchen');
    expect(await decide('how far away is saturn')).toBeNull();
  });

  it.each([
    ['a file that is missing', undefined, `file_missing ${kbsPath}.source.path`],
    ['a file that is no JSON', '{', `invalid_manifest ${kbsPath}.source.path`],
    [
      'a label without exemplars',
      { labels: { cooking: { exemplars: [] } } },
      `invalid_manifest ${kbsPath}.source.path`,
    ],
    [
      'a label that a rule asks for in vain',
      { labels: { baking: { exemplars: ['bread'] } } },
      'unknown_label routing.signals.kb[0:food].target.value',
    ],
  ])('does not start with %s', async (_, content, expected) => {
    const folder = await newFolder();
    if (content !== undefined) write(join(folder, 'hobbies/labels.json'), content);
    expect(await findingsOf(start(folder))).toEqual([expected]);
  });

  it('starts with a broken knowledge base that nothing uses', async () => {
    const folder = await newFolder();
    write(join(folder, 'hobbies/labels.json'), manifest);
    const lost = '{ name: lost, source: { path: lost } }';
    const config = text.replace(`[${hobbies}]`, `[${hobbies}, ${lost}]`);
    const { decide } = await start(folder, { config });
    expect(await decide('a soup recipe')).toBe('kitchen');
  });

  it('knows the default bases by name, with files that lie above the recipe', async () => {
    const folder = await newFolder();
    const exemplars = (words: string) => ({ exemplars: [`${words} one`, `${words} two`] });
    const { defaultKnowledgeBases } = await import('../../knowledge/settings.ts');
    const groups = defaultKnowledgeBases[1]?.groups ?? {};
    const labels = Object.values(groups).flat();
    write(join(folder, 'knowledge_bases/mmlu/labels.json'), {
      labels: Object.fromEntries(labels.map((label) => [label, exemplars(label)])),
    });
    const kb = '{ name: food, kb: mmlu_kb, target: { kind: label, value: law }, match: best }';
    const config = `${head}${routing.replace(/\{ name: food, .*?0\.3 \}/, kb)}`;
    const { decide } = await start(join(folder, 'recipes/mine'), { config });
    expect(await decide('law one')).toBe('kitchen');
    expect(await decide('physics one')).toBeNull();
  });

  it('embeds nothing again after a restart, and only what is new after a change', async () => {
    const folder = await newFolder();
    const path = join(folder, 'hobbies/labels.json');
    write(path, manifest);
    expect((await start(folder)).embedded).toHaveLength(3);
    expect((await start(folder)).embedded).toHaveLength(1); // which tells that the encoder is the same
    const more = { cooking: { exemplars: [...cooking, 'bake bread'] } };
    write(path, { labels: { ...manifest.labels, ...more } });
    expect((await start(folder)).embedded).toEqual([cooking[0], 'bake bread']);
    const [name] = await readdir(join(folder, 'data'));
    write(join(folder, 'data', String(name)), 'broken');
    expect((await start(folder)).embedded).toHaveLength(4);
  });

  it('takes over a changed file, and keeps the old one while the new one is broken', async () => {
    const folder = await newFolder();
    const path = join(folder, 'hobbies/labels.json');
    write(path, manifest);
    const { live, decide } = await start(folder, { isWatching: true });
    expect(await decide('bake bread')).toBeNull();

    write(path, { labels: { cooking: { exemplars: [] } } });
    await eventually(() => live.lastError !== undefined);
    expect(live.lastError?.findings[0]?.message).toContain('labels.cooking.exemplars');
    expect(await decide('a soup recipe')).toBe('kitchen');
    await live.reload({ isForced: false });
    expect(live.lastError).toBeDefined(); // the configuration is sound, its knowledge base is not

    const more = { cooking: { exemplars: [...cooking, 'bake bread'] } };
    write(path, { labels: { ...manifest.labels, ...more } });
    await eventually(async () => (await decide('bake bread')) === 'kitchen');
    expect(live.lastError).toBeUndefined();
  });
});

const plants = {
  name: 'plants',
  description: 'What grows',
  threshold: 0.4,
  labels: [
    { name: 'trees', exemplars: ['prune an apple tree', 'an oak tree'] },
    { name: 'flowers', description: 'In beds', exemplars: ['plant tulips', 'roses and tulips'] },
  ],
  groups: { garden: ['trees', 'flowers'] },
};

describe('the API of knowledge bases', () => {
  async function startApi(config = text) {
    const folder = await newFolder();
    write(join(folder, 'hobbies/labels.json'), manifest);
    const product = await start(folder, { config });
    return { ...product, folder, ask: await product.api() };
  }

  it('creates, changes and deletes one, each with a version of the configuration', async () => {
    const { ask, live, path, folder } = await startApi();
    const created = await ask('POST', '', plants);
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: 'plants',
        builtin: false,
        managed: true,
        editable: true,
        description: 'What grows',
        load_error: null,
        bind_options: { labels: ['trees', 'flowers'], groups: ['garden'] },
      },
    });
    expect(created.body.version).not.toBeNull();
    expect(live.current().knowledge.get('plants')).toBeDefined();
    expect(await readFile(path, 'utf8')).toContain('knowledge_bases/plants/');

    const { labels: _labels, ...settings } = plants;
    const changed = await ask('PUT', '/plants', { ...settings, threshold: 0.9 });
    expect(changed).toMatchObject({ status: 200, body: { threshold: 0.9, groups: plants.groups } });
    expect(changed.body.labels).toHaveLength(2);
    const [tree, flower] = plants.labels;
    await ask('PUT', '/plants', { ...changed.body, labels: [tree, { ...flower, name: 'shrubs' }] });
    // Groups name labels that must exist.
    expect(
      (await ask('GET', '/plants')).body.labels.map((one: { name: string }) => one.name),
    ).toEqual(['trees', 'flowers']);
    const moved = { ...plants, groups: { garden: ['trees'] }, labels: [tree] };
    expect((await ask('PUT', '/plants', moved)).body.labels).toHaveLength(1);
    // Those of before stay for the versions that name them.
    expect(await readdir(join(folder, '.vllm-sr/knowledge_bases/plants'))).toHaveLength(2);

    expect(await ask('DELETE', '/plants')).toMatchObject({ status: 200, body: { deleted: true } });
    expect(await ask('GET', '/plants')).toMatchObject({ status: 404 });
  });

  it.each([
    ['a second one of a name', 'POST', '', { ...plants, name: 'hobbies' }, 'KB_EXISTS'],
    ['the name of a default one', 'POST', '', { ...plants, name: 'privacy_kb' }, 'KB_EXISTS'],
    ['a name that is a path', 'POST', '', { ...plants, name: '../plants' }, 'INVALID_INPUT'],
    ['no label', 'POST', '', { ...plants, labels: [] }, 'INVALID_INPUT'],
    ['a group of strangers', 'POST', '', { ...plants, groups: { g: ['weeds'] } }, 'INVALID_INPUT'],
    ['half a metric', 'POST', '', { ...plants, metrics: [{ name: 'm' }] }, 'INVALID_INPUT'],
    ['a label without a name', 'POST', '', { name: 'p', labels: [{}] }, 'INVALID_INPUT'],
    ['reading what is not there', 'GET', '/plants', undefined, 'KB_NOT_FOUND'],
    ['changing what is not there', 'PUT', '/plants', plants, 'KB_NOT_FOUND'],
    ['deleting what a rule uses', 'DELETE', '/hobbies', undefined, 'KB_IN_USE'],
  ])('refuses %s', async (_, method, at, body, code) => {
    const { ask, folder } = await startApi();
    const statuses: Readonly<Record<string, number>> = { INVALID_INPUT: 400, KB_NOT_FOUND: 404 };
    const status = statuses[code] ?? 409;
    expect(await ask(method, at, body)).toMatchObject({ status, body: { error: { code } } });
    expect(await readdir(folder)).not.toContain('.vllm-sr');
  });

  it('shows the default bases, which nobody changes, and why one cannot be loaded', async () => {
    const { ask } = await startApi(`${head}routing: { modelCards: [{ name: a }, { name: b }] }`);
    const { body } = await ask('GET', '');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['privacy_kb', 'mmlu_kb']);
    expect(body.items[0]).toMatchObject({ builtin: true, editable: false });
    expect(body.items[0].load_error).toContain('knowledge_bases/privacy/labels.json');
    const change = await ask('PUT', '/privacy_kb', {});
    expect(change).toMatchObject({ status: 403, body: { error: { code: 'KB_READ_ONLY' } } });
  });

  it('reports labels that are taken for each other, and maps the exemplars', async () => {
    const { ask } = await startApi();
    const twins = ['big dog barks', 'small dog barks', 'old dog barks', 'young dog barks'];
    const labels = [
      { name: 'animals', exemplars: twins.slice(0, 3) },
      { name: 'noise', exemplars: [twins[3], 'engine roars', 'engine howls', 'engine hums'] },
    ];
    await ask('POST', '', { name: 'sounds', labels });
    const { body: report } = await ask('GET', '/sounds/report');
    expect(report.confusions[0]).toMatchObject({
      label: 'noise',
      taken_for: 'animals',
      examples: ['young dog barks'],
    });
    const { body: metadata } = await ask('GET', '/sounds/map/metadata');
    expect(metadata).toMatchObject({ point_count: 7, label_names: ['animals', 'noise'] });
    const { body: lines } = await ask('GET', '/sounds/map/data.ndjson');
    const rows = lines
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line));
    const x = (text: string) => rows.find((row: { text: string }) => row.text === text).vector[0];
    // What is alike lies close together.
    const apart = Math.abs(x('big dog barks') - x('engine hums'));
    expect(Math.abs(x('big dog barks') - x('old dog barks'))).toBeLessThan(apart / 2);
  });
});
