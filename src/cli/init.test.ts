import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  anthropicServer,
  ollamaServer,
  startModelServer,
  vllmServer,
} from '../../test/doubles/model-server.ts';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { loadConfig } from '../config/load.ts';
import { type InitPrompts, initCommand } from './init.ts';
import { reportError } from './report-error.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-init-'));
});
const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const server of servers.splice(0)) await server.close();
});

async function url(starting: Promise<{ url: string; close(): Promise<void> }>): Promise<string> {
  const server = await starting;
  servers.push(server);
  return server.url;
}

interface RunOptions {
  readonly prompts?: InitPrompts;
  readonly environment?: Readonly<Record<string, string>>;
}

async function run(argv: readonly string[], { prompts, environment = {} }: RunOptions = {}) {
  const terminal = fakeTerminal({ workingDirectory: folder, environment });
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  try {
    const program = new Command().addCommand(initCommand(terminal, finish, prompts));
    for (const command of program.commands) {
      command.exitOverride().configureOutput({ writeErr: (text) => terminal.stderr.write(text) });
    }
    await program.parseAsync(['init', '--timeout', '20', ...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const written = (name = 'config.yaml') => readFileSync(join(folder, name), 'utf8');

/** What a router with this environment makes of the file. */
function load(environment: Readonly<Record<string, string>> = {}) {
  const loaded = loadConfig({ text: written(), environment, mode: 'run' });
  expect(loaded.findings).toEqual([]);
  if (loaded.config === undefined) throw new Error('no configuration');
  return loaded.config;
}

describe('switchyard init with flags', () => {
  it('writes lanes for the smallest and the largest model that it finds', async () => {
    const vllm = await url(vllmServer('org/Big-70B'));
    const ollama = await url(ollamaServer({ 'llama3.2:3b': '3.2B', 'phi4:14b': '14.7B' }));
    const { exitCode, output } = await run(['--provider', vllm, '--provider', ollama]);
    expect(exitCode).toBe(0);
    expect(output).toContain('small  llama3.2:3b');
    const { providers, routing } = load();
    expect(providers.defaults.default_model).toBe('llama3.2:3b');
    expect(providers.models.map((model) => [model.name, model.backend_refs[0]?.base_url])).toEqual([
      ['llama3.2:3b', `${ollama}/v1`],
      ['org/Big-70B', `${vllm}/v1`],
      ['phi4:14b', `${ollama}/v1`],
    ]);
    const lanes = routing.decisions.map(({ name, modelRefs }) => [name, modelRefs[0]?.model]);
    expect(lanes).toEqual([
      ['long_context', 'org/Big-70B'],
      ['hard_task', 'org/Big-70B'],
      ['everything_else', 'llama3.2:3b'],
    ]);
    const cards = routing.modelCards.map((card) => [card.name, card.param_size ?? null]);
    expect(cards).toEqual([
      ['llama3.2:3b', '3.2b'],
      ['org/Big-70B', null],
      ['phi4:14b', '14.7b'],
    ]);
    expect(routing.modelCards[1]?.context_window_size).toBe(32_768);
  });

  it('explains what it writes, in the file', async () => {
    await run(['--provider', await url(vllmServer('a-8b', 'b-70b'))]);
    const text = written();
    expect(text).toMatch(/^# yaml-language-server: \$schema=\S+\n/);
    for (const key of ['listeners:', 'providers:', 'routing:', '  signals:', 'global:']) {
      expect(text).toMatch(new RegExp(`#.*\n(  - name.*\n)?${key}|${key}\n +#`));
    }
    expect(text).toContain('Started from the recipe `cheap-first`');
    expect(text).not.toMatch(/\n\n\n/);
  });

  it('writes one model plainly', async () => {
    await run(['--provider', await url(vllmServer('only'))]);
    const { providers, routing } = load();
    expect(providers.defaults.default_model).toBe('only');
    expect(routing.decisions).toEqual([]);
  });

  it('keeps private what is private', async () => {
    const local = await url(ollamaServer({ 'llama3.2:3b': '3.2B' }));
    await run(['--provider', local, '--preset', 'private']);
    const models = load().routing.decisions.map(({ modelRefs }) => modelRefs[0]?.model);
    expect(models).toEqual(['llama3.2:3b', 'llama3.2:3b', 'llama3.2:3b']);
  });

  it('casts the models that are named', async () => {
    const provider = await url(vllmServer('a-8b', 'b-70b', 'c-30b'));
    await run(['--provider', provider, '--model', 'large=c-30b', '--model', 'small=b-70b']);
    const { providers, routing } = load();
    expect(providers.defaults.default_model).toBe('b-70b');
    expect(routing.decisions[0]?.modelRefs[0]?.model).toBe('c-30b');
  });

  it.each(['yes', '1.50', '#1: {a}', 'a$HOME', 'b$$c', 'it\'s "it"', 'null'])(
    'writes the name `%s` so that it stays the same',
    async (name) => {
      await run(['--provider', await url(vllmServer(name, 'z-70b')), '--model', `small=${name}`]);
      const { providers, routing } = load();
      expect(providers.models[0]?.name).toBe(name);
      expect(routing.modelCards[0]?.name).toBe(name);
      expect(routing.decisions.at(-1)?.modelRefs[0]?.model).toBe(name);
    },
  );

  it('tells models of the same name apart', async () => {
    const first = await url(vllmServer('same'));
    const second = await url(vllmServer('same'));
    await run(['--provider', first, '--provider', second]);
    const { providers } = load();
    const host = new URL(second).host;
    expect(providers.models.map(({ name }) => name).sort()).toEqual(['same', `same@${host}`]);
    const other = providers.models.find(({ name }) => name !== 'same');
    expect(other?.provider_model_id).toBe('same');
  });

  it('writes the name of a key, never the key', async () => {
    const server = startModelServer(({ url: path, headers }) =>
      path === '/v1/models' && headers.authorization === 'Bearer sk-very-secret'
        ? { body: { data: [{ id: 'a' }] } }
        : { status: 401, body: {} },
    );
    const provider = await url(server);
    const environment = { MY_KEY: 'sk-very-secret' };
    const argv = ['--provider', provider, '--api-key-env', 'MY_KEY'];
    const { exitCode, output, errors } = await run(argv, { environment });
    expect(exitCode).toBe(0);
    expect(load(environment).providers.models[0]?.backend_refs[0]?.api_key_env).toBe('MY_KEY');
    expect(written() + output + errors).not.toContain('sk-very-secret');
    expect(output).toContain('needs env MY_KEY');
    const without = await run([...argv, '--force']);
    expect(without.exitCode).toBe(5);
    expect(without.errors).toContain('`MY_KEY` is not set');
  });

  it('sends a key to one server only', async () => {
    const first = await vllmServer('a-8b');
    const second = await vllmServer('b-70b');
    servers.push(first, second);
    const both = ['--provider', first.url, '--provider', second.url];
    const environment = { KEY: 'sk-1' };
    const unclear = await run([...both, '--api-key-env', 'KEY'], { environment });
    expect(unclear.exitCode).toBe(2);
    expect(first.requests).toEqual([]);
    await run([...both, '--api-key-env', `KEY=${second.url}`], { environment });
    expect(first.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(second.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-1']);
  });

  it('leaves Anthropic out and says so', async () => {
    const anthropic = await url(anthropicServer('sk-ant'));
    const vllm = await url(vllmServer('a'));
    const environment = { KEY: 'sk-ant' };
    const key = ['--api-key-env', `KEY=${anthropic}`];
    const { errors } = await run(['--provider', anthropic, '--provider', vllm, ...key], {
      environment,
    });
    expect(errors).toContain('anthropic, which is not active yet');
    expect(load().providers.models.map(({ name }) => name)).toEqual(['a']);
    const alone = await run(['--provider', anthropic, ...key, '--force'], { environment });
    expect(alone.exitCode).toBe(4);
  });

  it('goes on without a server that does not answer, but not without any', async () => {
    const gone = await startModelServer(() => undefined);
    await gone.close();
    const vllm = await url(vllmServer('a'));
    const { exitCode, errors } = await run(['--provider', gone.url, '--provider', vllm]);
    expect(exitCode).toBe(0);
    expect(errors).toContain(`${gone.url} has nothing that listens there`);
    rmSync(join(folder, 'config.yaml'));
    expect((await run(['--provider', gone.url])).exitCode).toBe(4);
    expect(existsSync(join(folder, 'config.yaml'))).toBe(false);
  });

  it.each(['single', 'cheap-first', 'private'])('writes %s with placeholders', async (preset) => {
    const { exitCode, output } = await run(['--preset', preset]);
    expect(exitCode).toBe(0);
    expect(output).toContain('no server was named');
    expect(load().providers.models.length).toBeGreaterThan(0);
  });

  it('replaces a file only when told to', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'mine');
    const { exitCode, errors } = await run([]);
    expect(exitCode).toBe(1);
    expect(errors).toContain('error[file_exists]');
    expect(written()).toBe('mine');
    expect((await run(['--force'])).exitCode).toBe(0);
  });

  it('prints JSON', async () => {
    const provider = await url(vllmServer('a-8b', 'b-70b'));
    const { output, errors } = await run(['--provider', provider, '--json']);
    expect(errors).toBe('');
    expect(JSON.parse(output)).toEqual({
      path: join(folder, 'config.yaml'),
      preset: 'cheap-first',
      models: { small: 'a-8b', large: 'b-70b' },
      providers: [{ url: provider, base_url: `${provider}/v1`, kind: 'vllm', models: 2 }],
      skipped: [],
      failed: [],
      findings: [],
    });
  });

  it.each([
    ['a preset', ['--preset', 'fast'], 'there is no preset `fast`'],
    ['a key in place of its name', ['--api-key-env', 'sk-123'], 'never the key'],
    ['a part without a model', ['--model', 'small'], 'small=llama3.2:3b'],
  ])('knows no such thing as %s', async (_case, argv, message) => {
    const { exitCode, errors } = await run(argv);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
    expect(errors).not.toContain('sk-123');
  });

  it.each([
    ['a folder', '.', 'it is a folder'],
    ['a file below a file', 'file/config.yaml', 'a part of the path is no folder'],
  ])('says why %s cannot be written, by its name', async (_case, output, reason) => {
    writeFileSync(join(folder, 'file'), '');
    const { exitCode, errors } = await run(['--output', output, '--force']);
    expect(exitCode).toBe(1);
    expect(errors).toContain(
      `error[file_unwritable] cannot write ${join(folder, output)}: ${reason}`,
    );
  });

  it('says once what hinders, and what to do about it', async () => {
    const { exitCode, errors } = await run(['--provider', await url(anthropicServer('sk-ant'))]);
    expect(exitCode).toBe(5);
    expect(errors.match(/wants a key/g)).toHaveLength(1);
    expect(errors).toContain('hint: set the variable to a key of this server');
  });

  it.each([
    ['small=nobody', 'no server has the model `nobody`'],
    ['middle=a', 'the preset has no part `middle`'],
  ])('says what is wrong with `--model %s`', async (entry, message) => {
    const provider = await url(vllmServer('a', 'b'));
    const { exitCode, errors } = await run(['--provider', provider, '--model', entry]);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });
});

describe('switchyard init with questions', () => {
  /** Answers in order; runs out of them when something else is asked. */
  function answers(...given: readonly (string | boolean)[]): InitPrompts & { asked: string[] } {
    const left = [...given];
    const asked: string[] = [];
    const next = async (message: string) => {
      asked.push(message);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nobody answers \`${message}\``);
      return answer as never;
    };
    return {
      asked,
      input: ({ message }) => next(message),
      confirm: ({ message }) => next(message),
      select: ({ message }) => next(message),
    };
  }

  it('asks for servers, preset and the model of each part', async () => {
    const provider = await url(vllmServer('a-8b', 'b-70b', 'c-30b'));
    const prompts = answers(false, provider, '', 'cheap-first', 'b-70b', 'c-30b');
    const { exitCode } = await run([], { prompts });
    expect(exitCode).toBe(0);
    expect(prompts.asked).toHaveLength(6);
    expect(load().providers.defaults.default_model).toBe('b-70b');
  });

  it('asks for the name of a variable when a server wants a key', async () => {
    const server = startModelServer(({ headers }) =>
      headers.authorization === 'Bearer sk-1'
        ? { body: { data: [{ id: 'a' }] } }
        : { status: 401, body: {} },
    );
    const prompts = answers(false, await url(server), 'MY_KEY', '', 'single');
    const environment = { MY_KEY: 'sk-1' };
    expect((await run([], { prompts, environment })).exitCode).toBe(0);
    expect(written()).toContain('api_key_env: MY_KEY');
    expect(written()).not.toContain('sk-1');
  });

  it('asks before it replaces a file', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'mine');
    expect((await run([], { prompts: answers(false) })).exitCode).toBe(1);
    expect(written()).toBe('mine');
  });

  it('asks nothing with --yes', async () => {
    const provider = await url(vllmServer('a'));
    const { exitCode } = await run(['--provider', provider, '--yes'], { prompts: answers() });
    expect(exitCode).toBe(0);
  });

  it('ends quietly at Ctrl-C', async () => {
    const interrupted = Object.assign(new Error('closed'), { name: 'ExitPromptError' });
    const confirm = () => Promise.reject(interrupted);
    const { exitCode, errors } = await run([], { prompts: { ...answers(), confirm } });
    expect(exitCode).toBe(130);
    expect(errors).toBe('');
  });
});
