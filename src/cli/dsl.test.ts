import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { packagePath } from '../app/package-info.ts';
import { main } from './main.ts';

const program = 'ROUTE greet { PRIORITY 1 MODEL small }\n';
const base = `version: v0.3
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: 127.0.0.1:8000 }] }]
routing:
  modelCards: [{ name: small }]
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-dsl-'));
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'policy.dsl'), program);
  writeFileSync(join(folder, 'base.yaml'), base);
  writeFileSync(join(folder, 'latin1'), Buffer.from('ROUTE caf\xe9 {}', 'latin1'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(argv: readonly string[], input?: string) {
  const terminal = fakeTerminal({
    workingDirectory: folder,
    ...(input === undefined ? {} : { input }),
  });
  const exitCode = await main(['dsl', ...argv], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('switchyard dsl', () => {
  it('compiles and decompiles from stdin, into a whole document with a base', async () => {
    const compiled = await run(['compile', '-', '--base', 'base.yaml'], program);
    expect(compiled.exitCode).toBe(0);
    expect(compiled.output).toContain('endpoint: 127.0.0.1:8000');
    const decompiled = await run(['decompile', '-'], compiled.output);
    expect(decompiled.exitCode).toBe(0);
    expect(decompiled.output).toContain('ROUTE greet');
  });

  it('writes a whole file or none, and leaves nothing beside it', async () => {
    expect((await run(['fmt', 'policy.dsl'])).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'policy.dsl'), 'utf8')).toContain('\n  PRIORITY 1\n');
    await run(['compile', 'policy.dsl', '-o', 'out.yaml']);
    await run(['decompile', 'out.yaml', '-o', 'out.dsl']);
    expect(readdirSync(folder).sort()).toEqual(
      ['base.yaml', 'folder', 'latin1', 'out.dsl', 'out.yaml', 'policy.dsl'].sort(),
    );
  });

  it.each([
    ['compile', ['compile', 'policy.dsl']],
    ['decompile', ['decompile', 'base.yaml']],
    ['fmt', ['fmt', 'policy.dsl']],
  ])('says that %s cannot write, and where', async (_command, argv) => {
    const nowhere = join('nowhere', 'out');
    const { exitCode, errors } = await run([...argv, '-o', nowhere]);
    expect(exitCode).toBe(1);
    expect(errors).toContain(
      `error[file_unwritable] cannot write ${join(folder, nowhere)}: there is no such folder`,
    );
    const onFolder = await run([...argv, '-o', 'folder']);
    expect(onFolder.errors).toContain(`cannot write ${join(folder, 'folder')}: it is a folder`);
  });

  it.each([
    [['compile', 'folder']],
    [['fmt', 'folder']],
    [['check', 'folder']],
    [['test', 'folder']],
    [['decompile', 'folder']],
    [['compile', 'policy.dsl', '--base', 'folder']],
  ])('names the folder that it cannot read: %j', async (argv) => {
    const { exitCode, errors } = await run(argv);
    expect(exitCode).toBe(1);
    expect(errors).toContain(`cannot read ${join(folder, 'folder')}: it is a folder`);
  });

  it.each([
    [['compile', 'latin1']],
    [['fmt', 'latin1']],
    [['check', 'latin1']],
    [['test', 'latin1']],
    [['decompile', 'latin1']],
  ])('refuses what is not UTF-8, and leaves it: %j', async (argv) => {
    const { exitCode, errors } = await run(argv);
    expect(exitCode).toBe(3);
    expect(errors).toContain('error[invalid_utf8]');
    expect(readFileSync(join(folder, 'latin1'), 'latin1')).toBe('ROUTE caf\xe9 {}');
  });

  it('checks as JSON with `--json` too', async () => {
    const { output } = await run(['check', 'policy.dsl', '--json']);
    expect(JSON.parse(output)).toMatchObject({ valid: true });
  });

  it('shows control characters of a program, and does not obey them', async () => {
    const { output } = await run(['check', '-'], 'ROUTE \u001b[2Ja\u202e { MODEL small }\n');
    expect(output).toContain('\\u{1b}');
    for (const character of ['\u001b', '\u202e']) expect(output).not.toContain(character);
  });
});

describe('the programs of the documentation', () => {
  /** Text between the fences that hold `word`. */
  function snippet(file: string, word: string): string {
    const blocks = readFileSync(packagePath(file), 'utf8').split(/^```/m);
    const found = blocks.find((block, index) => index % 2 === 1 && block.includes(word));
    return (found ?? '').replace(/^.*\n/, '');
  }

  it('of the readme compiles into the configuration of the readme', async () => {
    writeFileSync(join(folder, 'config.yaml'), snippet('README.md', 'version: v0.3'));
    const text = snippet('README.md', 'ROUTE code');
    const compiled = await run(['compile', '-', '--base', 'config.yaml'], text);
    expect(compiled.errors).not.toContain('error[');
    expect(compiled.output).toContain('api_key_env: EXAMPLE_API_KEY');
    expect(compiled.exitCode).toBe(0);
  });

  it('of the guide routes its own prompts', async () => {
    const text = snippet('docs/routing-language.md', 'ROUTE everyone_else');
    const { exitCode, output } = await run(['test', '-', '--json'], text);
    expect(JSON.parse(output)).toMatchObject({ total: 2, failed: 0 });
    expect(exitCode).toBe(0);
  });
});
