import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCompiledEvaluator } from '../../test/compiled-evaluator.ts';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { openCases } from '../app/cases/open-cases.ts';
import { runCases } from '../app/cases/run-cases.ts';
import { createTally, unmetOf } from '../app/cases/tally.ts';
import { packagePath } from '../app/package-info.ts';
import { listRecipes, type RecipeEntry } from '../recipes/catalog.ts';
import { recipeCommand } from './recipe.ts';
import { reportError } from './report-error.ts';

/** A hundred prompts through the models, on a busy machine. */
const ALL_PROBES_MS = 120_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-recipes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...argv: readonly string[]) {
  const terminal = fakeTerminal({ workingDirectory: folder });
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  try {
    const program = new Command().addCommand(recipeCommand(terminal, finish));
    await program.parseAsync(['recipe', ...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('switchyard recipe', () => {
  it('lists what is built in', async () => {
    const { output } = await run('list');
    expect(output).toMatch(/^cheap-first +A small model takes/m);
    const { recipes } = JSON.parse((await run('list', '--json')).output);
    expect(recipes).toContainEqual(
      expect.objectContaining({ name: 'private', built_in: true, metadata: expect.anything() }),
    );
  });

  it('shows what is in one', async () => {
    const { output, exitCode } = await run('show', 'private');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/decisions +keep_private, harmless_hard_task, everything_else/);
    const shown = JSON.parse((await run('show', 'quickstart', '--json')).output);
    expect(shown).toMatchObject({ name: 'quickstart', metadata: null, recipe_digest: null });
    expect(shown.models).toContain('coder-32b');
  });

  it('copies one, which can be checked and packed', async () => {
    expect((await run('fork', 'cheap-first', 'mine')).exitCode).toBe(0);
    expect((await run('check', 'mine')).output).toBe('mine is valid\n');
    const packed = JSON.parse((await run('pack', 'mine', '--output', 'out', '--json')).output);
    expect(packed).toEqual({
      path: join(folder, 'out', 'mine-1.0.0.vllm-sr-recipe.zip'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      recipe_digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const again = await run('pack', 'mine', '--output', 'out');
    expect(again.output).toContain(packed.recipe_digest);
    const shown = JSON.parse((await run('show', './mine', '--json')).output);
    expect(shown.recipe_digest).toBe(packed.recipe_digest);
  });

  it('does not replace what is there', async () => {
    await run('fork', 'private', 'config.yaml');
    const { exitCode, errors } = await run('fork', 'single', 'config.yaml');
    expect(exitCode).toBe(1);
    expect(errors).toContain('error[recipe_refused]');
    expect((await run('fork', 'single', 'config.yaml', '--force')).exitCode).toBe(0);
  });

  it('refuses to pack what is not whole, with every reason', async () => {
    cpSync(packagePath('recipes/single'), join(folder, 'other'), { recursive: true });
    rmSync(join(folder, 'other', 'README.md'));
    const { exitCode, errors } = await run('pack', 'other');
    expect(exitCode).toBe(3);
    expect(errors).toContain('error[missing_file]');
    expect(errors).toMatch(/error\[wrong_id\] .*metadata\.yaml:2:5 id: is `single`/);
    const checked = await run('check', 'other', '--json');
    expect(checked.exitCode).toBe(3);
    expect(JSON.parse(checked.output)).toMatchObject({ valid: false });
  });

  it('says when a probe cannot be asked', async () => {
    await run('fork', 'single', 'mine');
    const part = '{type: image_fixture, fixture: dot}';
    const variant = `{id: v, messages: [{role: user, content: [${part}]}]}`;
    const probes = `{schema_version: v1, name: x, decisions: [{id: g, variants: [${variant}]}]}`;
    writeFileSync(join(folder, 'mine', 'probes.yaml'), probes);
    const { exitCode, errors } = await run('check', 'mine');
    expect(exitCode).toBe(3);
    expect(errors).toMatch(/error\[invalid_value\] .*g\/v `dot` is no picture/);
  });

  it.each(['agent', 'privacy', 'knowledge'])('copies %s, which can be packed', async (name) => {
    await run('fork', name, 'mine');
    const { exitCode, errors, output } = await run('pack', 'mine', '--output', 'out');
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
    expect(output).toContain('digest');
  });

  it('says which names there are', async () => {
    const { exitCode, errors } = await run('show', 'privat');
    expect(exitCode).toBe(1);
    expect(errors).toContain('did you mean `private`?');
  });

  it('says when a folder is none', async () => {
    const { exitCode, errors } = await run('check', 'nowhere');
    expect(exitCode).toBe(1);
    expect(errors).toContain('nowhere: there is no such file');
  });
});

describe('the recipes that come with the product', async () => {
  const builtIn = await listRecipes(packagePath('recipes'), { isBuiltIn: true });
  const packages = builtIn.filter(({ isFolder }) => isFolder);

  const decide = async ({ name, path, configPath }: RecipeEntry) => {
    const { acceptance, cases } = await openCases({ name, path });
    const evaluator = await openCompiledEvaluator({ configPath, environment: {} });
    try {
      const tally = createTally();
      const failures: string[] = [];
      const evaluate = (body: object) =>
        evaluator.evaluate({ model: evaluator.defaultModel, ...body });
      for await (const result of runCases(cases(), { evaluate, concurrency: 4 })) {
        tally.add(result);
        if (!result.passed) failures.push(`${result.place}: ${result.problems.join(', ')}`);
      }
      expect(unmetOf(tally.summary(), acceptance), failures.join('\n')).toEqual([]);
    } finally {
      await evaluator.close();
    }
  };

  it.each(packages)('$name decides its probes as they say', decide, ALL_PROBES_MS);
});
