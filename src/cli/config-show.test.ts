// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { jsonSchemaOf } from '../config/json-schema.ts';
import { configSchemaCommand } from './config-schema.ts';
import { configShowCommand } from './config-show.ts';
import { reportError } from './report-error.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-show-'));
  writeFileSync(
    join(folder, 'config.yaml'),
    `version: v0.3
listeners: [{ name: l, address: 127.0.0.1, port: "\${PORT:-9000}", api_keys: ["\${CLIENT}"] }]
routing: { modelCards: [{ name: a }] }
providers:
  defaults: { default_model: a }
  models:
    - name: a
      backend_refs:
        - { endpoint: "\${HOST}:80", api_key: in-the-clear, extra_headers: { Cookie: "\${BISCUIT}" } }
global:
  stores: { semantic_cache: { backend_type: redis, redis: { connection: { password: hidden } } } }
`,
  );
  writeFileSync(join(folder, 'broken.yaml'), 'version: v0.3\nrouting: { modlCards: [] }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: readonly string[]) {
  const terminal = fakeTerminal({
    workingDirectory: folder,
    environment: { CLIENT: 'from-environment', BISCUIT: 'crumbs', HOST: 'h.example' },
  });
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command('config')
    .addCommand(configShowCommand(terminal, finish))
    .addCommand(configSchemaCommand(terminal, finish));
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('switchyard config show', () => {
  it('prints what applies, without credentials', async () => {
    const { exitCode, output, errors } = await run('show');
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
    expect(parse(output)).toMatchObject({
      listeners: [{ port: 9000, timeout: '300s', api_keys: ['[REDACTED]'] }],
      providers: {
        models: [
          {
            backend_refs: [
              {
                endpoint: 'h.example:80',
                api_key: '[REDACTED]',
                extra_headers: { Cookie: '[REDACTED]' },
                weight: 1,
              },
            ],
          },
        ],
      },
      global: {
        router: { unknown_model: 'error' },
        stores: { response_cache: { redis: { connection: { password: '[REDACTED]' } } } },
      },
    });
    for (const secret of ['in-the-clear', 'from-environment', 'crumbs', 'hidden'])
      expect(output).not.toContain(secret);
  });

  it('prints the same as JSON', async () => {
    const [yaml, json] = [
      await run('show'),
      await run('show', '--json', '--config', 'config.yaml'),
    ];
    expect(JSON.parse(json.output)).toEqual(parse(yaml.output));
    expect((await run('show', '--json', '--defaults')).output).toBe(json.output);
  });

  it('prints only what the file says when asked to', async () => {
    const { output } = await run('show', '--no-defaults');
    expect(parse(output)).toEqual({
      version: 'v0.3',
      listeners: [
        { name: 'l', address: '127.0.0.1', port: '${PORT:-9000}', api_keys: ['${CLIENT}'] },
      ],
      routing: { modelCards: [{ name: 'a' }] },
      providers: {
        defaults: { default_model: 'a' },
        models: [
          {
            name: 'a',
            backend_refs: [
              {
                endpoint: '${HOST}:80',
                api_key: '[REDACTED]',
                extra_headers: { Cookie: '${BISCUIT}' },
              },
            ],
          },
        ],
      },
      global: {
        stores: {
          response_cache: {
            backend_type: 'redis',
            redis: { connection: { password: '[REDACTED]' } },
          },
        },
      },
    });
  });

  it('says what is wrong with a file that does not load', async () => {
    const { exitCode, output, errors } = await run('show', '--config', 'broken.yaml');
    expect(exitCode).toBe(3);
    expect(output).toBe('');
    expect(errors).toContain('error[unknown_key]');
  });

  it('says so when there is no file', async () => {
    const { exitCode, errors } = await run('show', '--config', 'nowhere.yaml');
    expect(exitCode).toBe(1);
    expect(errors).toContain('error[file_unreadable]');
  });
});

describe('switchyard config schema', () => {
  it('prints the JSON Schema', async () => {
    expect(JSON.parse((await run('schema')).output)).toEqual(
      JSON.parse(JSON.stringify(jsonSchemaOf())),
    );
  });
});
