import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { importSources } from '../importers/import-config.ts';
import { configMigrateCommand } from './config-migrate.ts';
import { reportError } from './report-error.ts';

const source = `# our router
vllm_endpoints:
  - { name: local, address: 127.0.0.1, port: 8001 }
model_config:
  small: { preferred_endpoints: [local] }
default_model: small
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-migrate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

async function run(...argv: readonly string[]) {
  const terminal = fakeTerminal({ workingDirectory: folder });
  let exitCode = 0;
  const command = configMigrateCommand(terminal, (code) => {
    exitCode = code;
  }).exitOverride();
  command.configureOutput({ writeErr: (text) => terminal.stderr.write(text) });
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('config migrate', () => {
  it('writes beside the file and says what became of every part', async () => {
    write('router.yaml', source);
    const { exitCode, output, errors } = await run('router.yaml');
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
    expect(read('router.migrated.yaml')).toContain('# our router\n');
    expect(output).toMatch(/^moved +default_model -> providers\.defaults\.default_model$/m);
    expect(output).toContain(`read as v0.1, wrote ${join(folder, 'router.migrated.yaml')}`);
  });

  it('ends with 3 when something needs attention', async () => {
    write('router.yaml', `${source}wishes: [more]\n`);
    const { exitCode, output } = await run('router.yaml', '--output', 'new.yaml');
    expect(exitCode).toBe(3);
    expect(output).toMatch(/^needs-attention {2}wishes: /m);
    expect(output).toContain('1 part to look at yourself');
    expect(existsSync(join(folder, 'new.yaml'))).toBe(true);
  });

  it('shows what validation finds in the result', async () => {
    write('router.yaml', source.replace('small }', 'small }').replace('[local]', '[]'));
    const { exitCode, errors } = await run('router.yaml');
    expect(exitCode).toBe(3);
    expect(errors).toMatch(/^error\[no_backend\] \S+router\.migrated\.yaml:\d+:\d+ /m);
  });

  it('overwrites nothing but by force, and then keeps what was there', async () => {
    write('router.yaml', source);
    write('router.migrated.yaml', 'precious');
    const refused = await run('router.yaml');
    expect(refused.exitCode).toBe(2);
    expect(refused.errors).toContain('error[output_exists]');
    expect(read('router.migrated.yaml')).toBe('precious');
    const forced = await run('router.yaml', '--force');
    expect(forced.exitCode).toBe(0);
    expect(read('router.migrated.yaml')).toContain('version: v0.3');
    expect(read('router.migrated.yaml.bak')).toBe('precious');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('leaves a canonical document alone', async () => {
    write('router.yaml', source);
    await run('router.yaml');
    const { exitCode, output } = await run('router.migrated.yaml');
    expect([exitCode, output]).toEqual([0, 'is of version v0.3 already, nothing was changed\n']);
    expect(readdirSync(folder).sort()).toEqual(['router.migrated.yaml', 'router.yaml']);
  });

  it('imports into another document', async () => {
    write('router.yaml', source);
    await run('router.yaml', '--output', 'config.yaml');
    write('tools.yaml', 'tools: { enabled: true, top_k: 3 }\n');
    const { exitCode } = await run('tools.yaml', '--into', 'config.yaml', '--output', 'both.yaml');
    expect(exitCode).toBe(0);
    expect(read('both.yaml')).toMatch(/^# our router$/m);
    expect(read('both.yaml')).toContain('top_k: 3');
  });

  it('prints JSON', async () => {
    write('router.yaml', `${source}wishes: [more]\n`);
    const { exitCode, output } = await run('router.yaml', '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(output)).toMatchObject({
      ...{ from: 'v0.1', valid: true, attention: 1 },
      output: join(folder, 'router.migrated.yaml'),
      report: expect.arrayContaining([expect.objectContaining({ path: 'wishes' })]),
    });
  });

  it.each([
    ['nonsense.yaml', 'hello: world\n', 'has a layout that is not known'],
    ['broken.yaml', 'a: [\n', 'error[yaml_syntax]'],
  ])('writes nothing for %s', async (name, text, message) => {
    write(name, text);
    const { exitCode, errors } = await run(name);
    expect(exitCode).toBe(3);
    expect(errors).toContain(message);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('knows every layout by name', async () => {
    const { errors } = await run('x.yaml', '--from', 'v9');
    for (const layout of importSources) expect(errors).toContain(layout);
  });
});
