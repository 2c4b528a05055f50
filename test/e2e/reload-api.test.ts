import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Switchyard, startSwitchyard } from '../../src/app/serve.ts';
import { main } from '../../src/cli/main.ts';
import type { RoutingReport } from '../../src/management/classify/intent.ts';
import type { ConfigControl } from '../../src/management/config/config-control.ts';
import { openManagementServer } from '../../src/management/management-server.ts';
import type { Readiness } from '../../src/management/management-services.ts';
import type { TextModels } from '../../src/models/text-models.ts';
import { fakeTerminal } from '../doubles/terminal.ts';
import { fleetConfig } from './fleet-config.ts';

let folder: string;
let configPath: string;
let router: Switchyard;

const KEY = 'sk-very-secret';

/** With comments, a credential, and no store that needs a thread. */
const text = `# kept by hand
${fleetConfig({ backend: '127.0.0.1:9' })
  .replace('name: small\n', `name: small # cheap\n`)
  .replace(
    'backend_refs: [{ endpoint: "127.0.0.1:9" }]',
    `backend_refs: [{ endpoint: "127.0.0.1:9", api_key: ${KEY} }]`,
  )
  .replace('global:\n', 'global:\n  services: { router_replay: { enabled: false } }\n')}`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-api-'));
  configPath = join(folder, 'config.yaml');
  await writeFile(configPath, text);
  router = await start();
});

afterEach(async () => {
  await router.close();
  await rm(folder, { recursive: true, force: true });
});

function start(configText?: string): Promise<Switchyard> {
  return startSwitchyard({
    configPath,
    configText,
    dataDir: join(folder, 'data'),
    overrides: { port: 0, managementPort: 0, metricsPort: 0 },
    logLevel: 'silent',
    environment: {},
  });
}

interface Answer {
  readonly status: number;
  readonly etag: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly body: any;
}

function bodyOf(body: unknown): string | Buffer | null {
  if (body === undefined) return null;
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

async function api(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${router.urls.management}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: bodyOf(body),
  });
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    body: await response.json(),
  };
}

const yaml = { 'content-type': 'application/yaml' };
const patchTo = (priority: number) => ({
  global: { router: { strategy: 'priority' } },
  'x-priority': priority,
});
const file = () => readFile(configPath, 'utf8');

async function decisionOf(prompt: string): Promise<string> {
  const { body } = await api('POST', '/api/v1/eval', { text: prompt });
  return body.decision_result?.decision_name ?? 'none';
}

describe('reading the configuration', () => {
  it('gives the document as written, without credentials, and its hash', async () => {
    const { status, body, etag } = await api('GET', '/config/router');
    expect(status).toBe(200);
    expect(body.providers.models[0].backend_refs[0].api_key).toBe('[REDACTED]');
    expect(JSON.stringify(body)).not.toContain(KEY);
    const { body: hashes } = await api('GET', '/config/hash');
    expect(etag).toBe(`"${hashes.hash}"`);
    expect(hashes).toMatchObject({ active_hash: hashes.hash, status: 'active', last_error: null });
  });
});

describe('a configuration that is no file', () => {
  it('can be read, but not changed', async () => {
    await router.close();
    router = await start(text);
    expect((await api('GET', '/config/router')).body.version).toBe('v0.3');
    expect((await api('GET', '/config/hash')).body.status).toBe('active');
    const codes = await Promise.all([
      api('PATCH', '/config/router', { 'x-a': 1 }),
      api('GET', '/config/router/versions'),
    ]);
    expect(codes.map(({ body }) => body.error.code)).toEqual([
      'NO_CONFIG_PATH',
      'HISTORY_UNAVAILABLE',
    ]);
  });
});

describe.skipIf(process.platform === 'win32')('a configuration that comes through a pipe', () => {
  it('is read once, and never waited for again', async () => {
    await router.close();
    await rm(configPath);
    execFileSync('mkfifo', [configPath]);
    const writer = spawn('sh', ['-c', 'printf %s "$TEXT" > "$FIFO"'], {
      env: { ...process.env, TEXT: text, FIFO: configPath },
    });
    router = await start();
    expect(writer.exitCode ?? (await once(writer, 'exit'))[0]).toBe(0);
    expect((await api('GET', '/config/hash')).body.status).toBe('active');
    await router.reload();
    expect((await api('PATCH', '/config/router', patchTo(1))).body.error.code).toBe(
      'NO_CONFIG_PATH',
    );
  });
});

describe('changing the configuration', () => {
  it('merges a part, keeps comments, and applies it at once', async () => {
    expect(await decisionOf('write python')).toBe('code');
    const { status, body, etag } = await api('PATCH', '/config/router?message=why', {
      routing: { signals: { keywords: [{ name: 'code', operator: 'OR', keywords: ['cobol'] }] } },
    });
    expect({ status, code: body.error?.code }).toEqual({
      status: 400,
      code: 'CONFIG_VALIDATION_ERROR',
    });
    expect(body.error.findings).toContainEqual(expect.objectContaining({ severity: 'error' }));
    expect(etag).toBe('');
    expect(await file()).toBe(text);

    const document = (await api('GET', '/config/router')).body;
    const [code, ...others] = document.routing.signals.keywords;
    const keywords = [{ ...code, keywords: ['cobol'] }, ...others];
    const done = await api('PATCH', '/config/router?message=why&author=me', {
      routing: { signals: { keywords } },
    });
    expect(done).toMatchObject({
      status: 200,
      body: { status: 'success', runtime_status: 'active', message: 'the configuration is active' },
    });
    expect(done.body.etag).toBe(done.etag);
    expect(done.body.runtime_hash).toBe((await api('GET', '/config/hash')).body.runtime_hash);
    expect(done.body.config.routing.signals.keywords[0].keywords).toEqual(['cobol']);
    expect(await decisionOf('write python')).toBe('none');
    expect(await decisionOf('write cobol')).toBe('code');
    const after = await file();
    expect(after).toBe(
      text.replace('keywords: [function, python, compile error]', 'keywords: [cobol]'),
    );
    const { body: list } = await api('GET', '/config/router/versions');
    expect(list.versions[0]).toMatchObject({
      version: done.body.version,
      source: 'api',
      author: 'me',
      message: 'why',
      is_active: true,
      diff: { sections: ['routing'] },
      activation: { status: 'active' },
    });
  });

  it('deletes keys by null and applies JSON Patch', async () => {
    await api('PATCH', '/config/router', { 'x-note': { a: 1, b: 2 } });
    await api('PATCH', '/config/router', { 'x-note': { a: null } });
    expect((await api('GET', '/config/router')).body['x-note']).toEqual({ b: 2 });
    const { status } = await api(
      'PATCH',
      '/config/router',
      [
        { op: 'test', path: '/x-note/b', value: 2 },
        { op: 'remove', path: '/x-note' },
      ],
      { 'content-type': 'application/json-patch+json' },
    );
    expect(status).toBe(200);
    expect(await file()).toBe(text);
  });

  it('replaces the whole by three forms, and keeps stored credentials', async () => {
    const document = (await api('GET', '/config/router')).body;
    document['x-form'] = 1;
    expect((await api('PUT', '/config/router', document)).status).toBe(200);
    expect(await file()).toBe(`${text}x-form: 1\n`);

    const redacted = text.replace(KEY, '"[REDACTED]"');
    expect((await api('PUT', '/config/router', `${redacted}x-form: 2\n`, yaml)).status).toBe(200);
    expect(await file()).toContain(`api_key: "${KEY}"`);
    expect(await file()).toContain('# cheap');

    const wrapped = { yaml: `${text}x-form: 3\n`, dsl: 'ROUTE x' };
    expect((await api('PUT', '/config/router', wrapped)).status).toBe(200);
    expect(await file()).toBe(wrapped.yaml);
    const { body } = await api('GET', '/config/router/versions');
    expect(body.versions[0].source).toBe('dsl');
    expect(JSON.stringify(body)).not.toContain(KEY);
  });

  it('refuses a marker where nothing is stored', async () => {
    const { status, body } = await api('PATCH', '/config/router', {
      listeners: [{ name: 'http', address: '127.0.0.1', port: 8899, api_keys: ['[REDACTED]'] }],
    });
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
  });

  it('loses no update: who has not seen the newest is told so', async () => {
    const { etag } = await api('GET', '/config/router');
    const headers = { 'if-match': etag };
    const answers = await Promise.all(
      [1, 2, 3, 4].map((count) => api('PATCH', '/config/router', patchTo(count), headers)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((status) => status === 409 || status === 412)).toBe(true);

    const late = await api('PATCH', '/config/router', patchTo(5), headers);
    expect(late).toMatchObject({ status: 412, body: { error: { code: 'CONFIG_CHANGED' } } });
    expect(late.etag).toBe((await api('GET', '/config/router')).etag);
    const again = await api('PATCH', '/config/router', patchTo(5), { 'if-match': late.etag });
    expect(again.status).toBe(200);
  });

  it('says what would happen, and does nothing, in a dry run', async () => {
    const { status, body } = await api('PATCH', '/config/router?dry_run=true', patchTo(1));
    expect(status).toBe(200);
    expect(body).toMatchObject({ dry_run: true, version: null, rebuilt: ['router'] });
    expect(body.changes).toContainEqual({ kind: 'added', path: 'x-priority', to: 1 });
    expect(await file()).toBe(text);
    expect((await api('GET', '/config/hash')).body.generation).toBe(1);
  });

  it.each([
    [
      'a port',
      { listeners: [{ name: 'http', address: '127.0.0.1', port: 9000 }] },
      'listeners[0:http]',
    ],
    [
      'the address of the management API',
      { global: { services: { management_api: { port: 9001 } } } },
      'global.services.management_api.port',
    ],
  ])('refuses what only a restart can apply: %s', async (_title, patch, path) => {
    const { status, body } = await api('PATCH', '/config/router', patch);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'RESTART_REQUIRED' });
    expect(body.error.paths).toEqual([path]);
    expect(await file()).toBe(text);
  });

  it('applies the rest of a file whose port changed, and says what waits', async () => {
    await writeFile(
      configPath,
      text.replace('port: 8899', 'port: 9000').replace('python', 'cobol'),
    );
    await router.reload();
    expect(await decisionOf('write cobol')).toBe('code');
    expect((await api('GET', '/config/hash')).body).toMatchObject({
      status: 'active',
      restart_required: ['listeners[0:http]'],
    });
    expect((await api('PATCH', '/config/router', patchTo(1))).status).toBe(200);
  });

  it('changes nothing when models cannot be opened', async () => {
    const { status, body } = await api('PATCH', '/config/router', {
      models: { domain: { kind: 'onnx', path: './nowhere' } },
    });
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'ACTIVATION_FAILED' });
    expect(body.error.findings).toContainEqual(expect.objectContaining({ path: 'models.domain' }));
    expect(await file()).toBe(text);
    expect((await api('GET', '/config/hash')).body).toMatchObject({
      status: 'active',
      generation: 1,
    });
  });

  it('keeps a file that was never applied, when it is overwritten', async () => {
    const broken = `${text}nonsense: 1\n`;
    await writeFile(configPath, broken);
    expect((await api('PUT', '/config/router', `${text}x-a: 1\n`, yaml)).status).toBe(200);
    const { body } = await api('GET', '/config/router/versions');
    expect(body.versions[1]).toMatchObject({ source: 'file', activation: { status: 'refused' } });
  });

  it('writes through a link, and keeps mode and link', async () => {
    await router.close();
    const target = join(folder, 'deep', 'real.yaml');
    await mkdir(join(folder, 'deep'));
    await writeFile(target, text);
    await chmod(target, 0o640);
    await rm(configPath);
    await symlink(target, configPath);
    router = await start();
    expect((await api('PATCH', '/config/router', patchTo(1))).status).toBe(200);
    expect(await readFile(target, 'utf8')).toContain('x-priority: 1');
    expect((await stat(target)).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['broken YAML', 'PUT', 'version: [', yaml, 400, 'YAML_PARSE_ERROR'],
    ['another encoding', 'PUT', Buffer.from([0xff, 0xfe, 0x0a]), yaml, 400, 'INVALID_INPUT'],
    ['broken JSON', 'PUT', '{"a":', {}, 400, 'INVALID_INPUT'],
    ['a list', 'PUT', '[]', {}, 400, 'INVALID_INPUT'],
    ['no map', 'PATCH', 'just text', yaml, 400, 'YAML_PARSE_ERROR'],
    ['a stranger beside yaml', 'PUT', '{"yaml":"a: 1","ymal":1}', {}, 400, 'INVALID_INPUT'],
    ['another content', 'PUT', 'x', { 'content-type': 'text/html' }, 415, 'INVALID_INPUT'],
    [
      'a patch that is none',
      'PATCH',
      '{}',
      { 'content-type': 'application/json-patch+json' },
      400,
      'INVALID_INPUT',
    ],
    ['too much', 'PUT', `a: ${'x'.repeat(11 * 2 ** 20)}`, yaml, 413, 'REQUEST_BODY_TOO_LARGE'],
  ])('refuses %s', async (_title, method, body, headers, status, code) => {
    const answer = await api(method, '/config/router', body, headers);
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code });
    expect(await file()).toBe(text);
  });
});

describe('pages in a browser', () => {
  /** As a page would send it whose name leads to this machine. */
  async function from(host: string): Promise<number> {
    const { hostname, port } = new URL(router.urls.management);
    const options = { hostname, port, path: '/config/router', headers: { host } };
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      get(options, resolve).once('error', reject),
    );
    answer.resume();
    return answer.statusCode ?? 0;
  }

  it('read nothing under a name of their own', async () => {
    const hosts = ['localhost:8080', '127.0.0.1', 'evil.example', 'localhost.evil.example:8080'];
    expect(await Promise.all(hosts.map(from))).toEqual([200, 200, 403, 403]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'send no %s, which needs no leave',
    async (type) => {
      const answers = await Promise.all(
        ['/config/router/validate', '/config/router/rollback', '/api/v1/eval'].map((path) =>
          api('POST', path, text, { 'content-type': type }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([415, 415, 415]);
    },
  );
});

describe('an API that others reach', () => {
  it('takes no changes, as nobody is asked for a token', async () => {
    const server = await openManagementServer({
      host: '0.0.0.0',
      port: 0,
      services: {
        replay: undefined,
        config: {} as ConfigControl,
        readiness: () => ({}) as Readiness,
        listModels: () => [],
        textModels: () => ({}) as TextModels,
        evaluate: async () => ({}) as RoutingReport,
        onBug: () => {},
      },
    });
    const url = server.url.replace('0.0.0.0', '127.0.0.1');
    const statusOf = async (method: string, path: string) =>
      (await fetch(`${url}${path}`, { method, headers: { 'if-match': '*' } })).status;
    try {
      expect(
        await Promise.all([
          statusOf('PUT', '/config/router'),
          statusOf('PATCH', '/config/router'),
          statusOf('POST', '/config/router/rollback'),
          statusOf('PUT', '/config/router/recipes/a'),
          statusOf('DELETE', '/config/router/recipes/a'),
          statusOf('POST', '/config/router/validate'),
        ]),
      ).toEqual([403, 403, 403, 403, 403, 400]);
    } finally {
      await server.close();
    }
  });
});

describe('validating a configuration', () => {
  it('tells what is wrong without changing anything', async () => {
    const good = await api('POST', '/config/router/validate', { yaml: text });
    expect(good).toMatchObject({ status: 200, body: { valid: true } });
    expect(good.body.normalized_yaml).not.toContain(KEY);
    const bad = await api('POST', '/config/router/validate', { yaml: `${text}foo: 1\n` });
    expect(bad).toMatchObject({
      status: 422,
      body: { error: { code: 'CONFIG_VALIDATION_ERROR', valid: false } },
    });
    expect(bad.body.error.findings).toContainEqual(
      expect.objectContaining({ code: 'unknown_key', path: 'foo' }),
    );
  });
});

describe('versions', () => {
  it('can be read, compared and gone back to', async () => {
    const { body: first } = await api('GET', '/config/router/versions');
    const start = first.versions[0].version;
    const other = text.replace(KEY, 'sk-another').replace('priority: 20', 'priority: 30');
    await api('PUT', '/config/router', other, yaml);

    const one = await api('GET', `/config/router/versions/${start}`);
    expect(one.body.config.routing.decisions[0].priority).toBe(20);
    expect(JSON.stringify(one.body)).not.toContain('sk-');
    const { body: diff } = await api('GET', `/config/router/diff?from=${start}&to=current`);
    expect(diff.changes).toEqual([
      {
        kind: 'changed',
        path: 'providers.models[0].backend_refs[0].api_key',
        from: '[REDACTED]',
        to: '[REDACTED]',
      },
      { kind: 'changed', path: 'routing.decisions[0].priority', from: 20, to: 30 },
    ]);
    expect(diff.diff).toContain('-      priority: 20\n+      priority: 30\n');

    const back = await api('POST', '/config/router/rollback', { version: start });
    expect(back.status).toBe(200);
    expect(await file()).toBe(text);
    const { body: list } = await api('GET', '/config/router/versions');
    expect(list.versions[0]).toMatchObject({ source: 'rollback', message: `rollback to ${start}` });
    expect(list.versions).toHaveLength(3);
  });

  it.each([
    ['GET', '/config/router/versions/20200101-000000', undefined],
    ['GET', '/config/router/versions/..%2f..%2fx', undefined],
    ['GET', '/config/router/diff?from=x', undefined],
    ['POST', '/config/router/rollback', { version: '20200101-000000' }],
  ])('that are none are not found: %s %s', async (method, path, body) => {
    const answer = await api(method, path, body);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'VERSION_NOT_FOUND' } } });
  });
});

describe('recipes', () => {
  const recipe = {
    description: 'only code',
    routing: {
      signals: { keywords: [{ name: 'go', operator: 'OR', keywords: ['golang'] }] },
      decisions: [
        {
          name: 'go',
          priority: 1,
          rules: { type: 'keyword', name: 'go' },
          modelRefs: [{ model: 'coder' }],
        },
      ],
    },
    entrypoints: [{ model_names: ['house/go'] }],
  };

  it('are found by long names in any script, which are no paths', async () => {
    for (const name of ['語'.repeat(128), '../../etc/passwd', '__proto__', 'a/b?c#d%2e']) {
      const path = `/config/router/recipes/${encodeURIComponent(name)}`;
      const saved = await api('PUT', path, { routing: recipe.routing }, { 'if-match': '*' });
      expect({ name, status: saved.status }).toEqual({ name, status: 200 });
      expect((await api('GET', path)).body).toMatchObject({ name, source: 'recipes' });
    }
    const over = `/config/router/recipes/${encodeURIComponent('語'.repeat(129))}`;
    const refused = await api('PUT', over, { routing: {} }, { 'if-match': '*' });
    expect(refused.status).not.toBe(200);
  });

  it('are saved with their entrypoints, read and deleted', async () => {
    const { etag, body } = await api('GET', '/config/router/recipes');
    expect(body.recipes).toEqual([
      expect.objectContaining({ name: 'default', source: 'routing', deletable: false }),
    ]);
    const path = '/config/router/recipes/go';
    const made = await api('PUT', path, recipe, { 'if-match': etag });
    expect({ status: made.status, error: made.body.error }).toEqual({
      status: 200,
      error: undefined,
    });
    const { body: routed } = await api('POST', '/api/v1/eval', {
      model: 'house/go',
      text: 'golang',
    });
    expect(routed.decision_result?.decision_name).toBe('go');
    const shown = await api('GET', path);
    expect(shown.body).toMatchObject({ name: 'go', source: 'recipes', deletable: true });
    expect(await file()).toContain('# kept by hand');

    const used = await api('DELETE', path, undefined, { 'if-match': shown.etag });
    expect(used).toMatchObject({ status: 409, body: { error: { code: 'RECIPE_IN_USE' } } });
    const freed = await api('PUT', path, { ...shown.body, entrypoints: [] }, { 'if-match': '*' });
    expect(freed.status).toBe(200);
    const gone = await api('DELETE', path, undefined, { 'if-match': freed.etag });
    expect(gone.status).toBe(200);
    expect(await file()).toBe(text);
  });

  it('replaces the default policy and keeps the model cards', async () => {
    const { entrypoints: _none, ...policy } = recipe;
    const put = await api('PUT', '/config/router/recipes/default', policy, { 'if-match': '*' });
    expect({ status: put.status, error: put.body.error }).toEqual({
      status: 200,
      error: undefined,
    });
    expect(put.body.config.routing.modelCards).toHaveLength(3);
    expect(await decisionOf('golang')).toBe('go');
  });

  it.each([
    ['without If-Match', 'PUT', 'go', recipe, {}, 428, 'PRECONDITION_REQUIRED'],
    ['that are stale', 'PUT', 'go', recipe, { 'if-match': '"0"' }, 412, 'CONFIG_CHANGED'],
    [
      'of another name',
      'PUT',
      'go',
      { ...recipe, name: 'x' },
      { 'if-match': '*' },
      400,
      'RECIPE_NAME_MISMATCH',
    ],
    ['without routing', 'PUT', 'go', {}, { 'if-match': '*' }, 400, 'INVALID_RECIPE'],
    ['with a bad name', 'PUT', '%20', recipe, { 'if-match': '*' }, 400, 'INVALID_RECIPE_NAME'],
    ['that is unknown', 'DELETE', 'go', undefined, { 'if-match': '*' }, 404, 'RECIPE_NOT_FOUND'],
    [
      'that is needed',
      'DELETE',
      'default',
      undefined,
      { 'if-match': '*' },
      409,
      'DEFAULT_RECIPE_REQUIRED',
    ],
  ])('%s are refused', async (_title, method, name, body, headers, status, code) => {
    const answer = await api(
      method,
      `/config/router/recipes/${name}`,
      body,
      headers as Record<string, string>,
    );
    expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status, code });
    expect(await file()).toBe(text);
  });

  it('are checked inside the document', async () => {
    const good = await api('POST', '/config/router/recipes/validate', { ...recipe, name: 'go' });
    expect(good).toMatchObject({ status: 200, body: { valid: true } });
    const bad = structuredClone(recipe);
    (bad.routing.decisions[0] as { rules: { name: string } }).rules.name = 'nothing';
    const answer = await api('POST', '/config/router/recipes/validate', { ...bad, name: 'go' });
    expect(answer.status).toBe(422);
  });
});

describe('switchyard history', () => {
  async function run(...args: string[]) {
    const terminal = fakeTerminal({ workingDirectory: folder });
    const code = await main(['history', ...args], terminal);
    return { code, output: terminal.output(), errors: terminal.errors() };
  }

  it.each([
    { title: 'on the files', flags: () => ['--config', 'config.yaml', '--data-dir', 'data'] },
    { title: 'on a running router', flags: () => ['--url', router.urls.management] },
  ])('lists, compares and goes back, $title', async ({ flags }) => {
    await api('PATCH', '/config/router?message=trial', { 'x-trial': 1 });
    const list = await run('list', ...flags());
    expect(list).toMatchObject({ code: 0, errors: '' });
    expect(list.output).toMatch(/api .*\+1 -0 ~0 x-trial .*trial <- current/);
    const json = JSON.parse((await run('list', '--json', ...flags())).output);
    expect(JSON.stringify(json)).not.toContain(KEY);
    const first = json.versions.at(-1).version;

    const diff = await run('diff', ...flags());
    expect(diff.output).toContain('+x-trial: 1');
    expect(diff.output).not.toContain(KEY);
    const same = await run('diff', first, first, ...flags());
    expect(same.output).toContain('say the same');

    const back = await run('rollback', first, ...flags());
    expect(back).toMatchObject({ code: 0, errors: '' });
    expect(await file()).toBe(text);
    const after = JSON.parse((await run('list', '--json', ...flags())).output);
    expect(after.versions[0]).toMatchObject({ source: 'rollback', is_current: true });
    await router.reload();
    expect((await api('GET', '/config/router/versions')).body.versions).toHaveLength(3);
  });

  it('names what it does not find', async () => {
    const { code, errors } = await run('rollback', '20200101-000000', '--config', configPath);
    expect(code).toBe(1);
    expect(errors).toContain('VERSION_NOT_FOUND');
  });
});
