import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../test/doubles/onnx-folder.ts';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { main } from './main.ts';

let workingDirectory: string;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'switchyard-models-'));
});
afterEach(() => rmSync(workingDirectory, { recursive: true }));

async function run(...argv: string[]) {
  const terminal = fakeTerminal({ workingDirectory });
  const exitCode = await main(['models', ...argv], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

function write(name: string, content: string): void {
  const file = join(workingDirectory, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

describe('`switchyard models list`', () => {
  it('shows the family and what answers', async () => {
    const { exitCode, output } = await run('list');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^NAME +TASK +TIER +SIZE +STATE +VERSION +PATH\n/);
    expect(output).toMatch(/^mom-similarity-flash +similarity +trunk .*models\/base$/m);
    expect(output).toMatch(/^mom-expert-law-flash +answers +- +- +not available/m);
  });

  it('prints JSON, with local folders', async () => {
    write('mine/mom-brain-pro/config.json', '{}');
    const { output } = await run('list', '--json', '--models-dir', 'mine');
    const { models } = JSON.parse(output) as { models: { name: string }[] };
    expect(models.find(({ name }) => name === 'mom-brain-pro')).toEqual({
      ...{ name: 'mom-brain-pro', task: 'domain', tier: 'plugin', size: 2, state: 'ready' },
      ...{ version: '', path: join(workingDirectory, 'mine/mom-brain-pro'), source: 'folder' },
    });
  });
});

describe('the models of a configuration', () => {
  function configured(models: object): string {
    const model = '{ name: a, backend_refs: [{ endpoint: "127.0.0.1:9" }] }';
    const lines = [
      ...['version: v0.3', `providers: { defaults: { default_model: a }, models: [${model}] }`],
      ...['routing: { modelCards: [{ name: a }] }', `models: ${JSON.stringify(models)}`],
    ];
    write('mine/config.yaml', `${lines.join('\n')}\n`);
    return 'mine/config.yaml';
  }

  it('answer first, without being loaded or asked', async () => {
    const path = tinyFolder({ kind: 'hidden', rows: { hello: [1, 0] } });
    try {
      const config = configured({
        embedder: { kind: 'onnx', path: relative(join(workingDirectory, 'mine'), path) },
        jailbreak: { kind: 'remote', protocol: 'http_classify', base_url: 'http://127.0.0.1:9' },
      });
      const { output } = await run('list', '--json', '--config', config);
      const { models } = JSON.parse(output) as { models: Record<string, unknown>[] };
      const find = (wanted: string) => models.find(({ name }) => name === wanted);
      const shown = { tier: 'plugin', state: 'idle', source: 'folder', path };
      expect(find('mom-similarity-flash')).toMatchObject(shown);
      expect(find(basename(path))).toMatchObject({ ...shown, task: 'similarity' });
      expect(find('remote-jailbreak')).toMatchObject({ tier: 'plugin', source: 'remote' });
      expect(find('mom-brain-flash')).toMatchObject({ source: 'built-in' });
    } finally {
      rmSync(path, { recursive: true });
    }
  });

  it('say what is wrong with them', async () => {
    const remote = { kind: 'remote', base_url: 'http://127.0.0.1:9', api_key_env: 'UNSET_KEY' };
    const config = configured({ domain: { kind: 'onnx', path: 'nowhere' }, pii: remote });
    const { exitCode, output } = await run('show', 'mom-brain-flash', '--config', config);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/state +failed/);
    expect(output).toContain(`\`${join(workingDirectory, 'mine/nowhere')}\` is no folder`);
    const pii = await run('show', 'mom-pii-flash', '--config', config);
    expect(pii.output).toContain('the environment variable `UNSET_KEY` is not set');
  });

  it('are not read from a configuration that is wrong', async () => {
    const config = configured({ domian: {} });
    const { exitCode, errors } = await run('list', '--config', config);
    expect(exitCode).toBe(3);
    expect(errors).toContain('did you mean `domain`?');
  });
});

describe('`switchyard models show`', () => {
  it('tells everything about a model, by any of its names', async () => {
    const { exitCode, output } = await run('show', 'models/mmbert32k-intent-classifier-merged');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^mom-brain-flash\n/);
    expect(output).toContain('computer science');
    expect(
      JSON.parse((await run('show', 'mom-halugate-explainer', '--json')).output),
    ).toMatchObject({ task: 'nli', state: 'not available', remedy: expect.any(String) });
  });

  it('guesses what was meant', async () => {
    expect(await run('show', 'mom-brain-flsh')).toEqual({
      ...{ exitCode: 2, output: '' },
      errors: expect.stringMatching(/error\[usage\].*did you mean `mom-brain-flash`\?\n +hint:/),
    });
    expect((await run('show', 'gpt-4')).errors).not.toContain('did you mean');
  });
});

describe('usage of `switchyard models`', () => {
  it.each([
    [['list', '--nope'], 'switchyard models list --help'],
    [['check'], 'missing required argument `folder`'],
    [['check', '.', '--kind', 'image'], 'embedding, sequence, token'],
    [['bench', '--rounds', '0'], 'whole number from 1'],
    [['lsit'], 'unknown command'],
  ])('%j is refused', async (argv, text) => {
    const { exitCode, errors } = await run(...argv);
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: expect.stringContaining(text) });
  });
});

describe('`switchyard models check` and `bench`', () => {
  const binary = fileURLToPath(new URL('../../bin/switchyard.js', import.meta.url));

  /** The real process, because its worker threads run the compiled files. */
  async function command(...argv: string[]) {
    const found = promisify(execFile)(process.execPath, [binary, 'models', ...argv], {
      cwd: workingDirectory,
    });
    return found.then(
      ({ stdout }) => ({ exitCode: 0, output: stdout }),
      ({ code, stdout, stderr }) => ({ exitCode: code, output: stdout + stderr }),
    );
  }

  it('describe a folder that can be used', async () => {
    const rows = { hello: [1, 2], '[CLS]': [2, 1] };
    const directory = tinyFolder({ kind: 'hidden', rows });
    const checked = await command('check', directory);
    expect(checked.output).toMatch(/✓ .* can be used as embedding model/);
    expect(checked.output).toMatch(/dimension +2, pooling mean/);
    expect(checked.output).toMatch(/latency +16 tokens \d/);
    expect(checked.exitCode).toBe(0);
    const measured = await command('bench', directory, '--rounds', '3', '--json');
    expect(JSON.parse(measured.output).rows).toHaveLength(3);
    rmSync(directory, { recursive: true });
  });

  it('exit with 3 and every problem for one that cannot', async () => {
    write('empty/config.json', '{}');
    const { exitCode, output } = await command('check', 'empty', '--kind', 'sequence', '--json');
    const { usable, problems } = JSON.parse(output) as { usable: boolean; problems: string[] };
    expect({ exitCode, usable, problems: problems.length }).toEqual({
      ...{ exitCode: 3, usable: false, problems: 3 },
    });
  });

  it('cannot measure what runs no graph', async () => {
    expect(await run('bench', 'mom-expert-law-flash')).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('error[model_unavailable] `mom-expert-law-flash` runs no'),
    });
  });
});
