import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteCase } from '../../src/app/cases/case.ts';
import { judge } from '../../src/app/cases/judge.ts';
import { openCases } from '../../src/app/cases/open-cases.ts';
import type { EvaluationReport } from '../../src/app/evaluate.ts';
import { readRecipePackage } from '../../src/recipes/package.ts';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const recipesFolder = fileURLToPath(new URL('../../recipes', import.meta.url));
const recipes = readdirSync(recipesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const MIN_PASS_RATE = 0.95;
const MODELS_LOAD_MS = 60_000;
const START_MS = 90_000;
const ALL_CASES_MS = 240_000;

describe.each(recipes)('the recipe %s', (name) => {
  const folder = join(recipesFolder, name);
  let router: RouterProcess;

  beforeAll(async () => {
    // Where it lies, because knowledge bases lie beside it.
    const args = ['--config', join(folder, 'config.yaml'), '--log-level', 'warn'];
    router = await startRouterProcess({ config: '', args });
    await eventually(
      async () => (await fetch(`${router.management}/ready`)).ok || undefined,
      MODELS_LOAD_MS,
    );
  }, START_MS);

  afterAll(() => router?.stop());

  it('is whole, and its program says what its configuration says', async () => {
    const { findings } = await readRecipePackage(folder, { isWhole: true });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it(
    'routes at least 95 % of its cases as intended, through the evaluation API',
    async () => {
      const failures: string[] = [];
      let count = 0;
      for await (const one of (await openCases({ name, path: folder })).cases()) {
        count += 1;
        const problems = judge(one.expected, await evaluate(one));
        if (problems.length > 0) failures.push(`${one.place}: ${problems.join(', ')}`);
      }
      expect(failures.slice(Math.floor(count * (1 - MIN_PASS_RATE))), failures.join('\n')).toEqual(
        [],
      );
    },
    ALL_CASES_MS,
  );

  async function evaluate({ body }: RouteCase): Promise<EvaluationReport> {
    const response = await fetch(`${router.management}/api/v1/eval`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'auto', ...body }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as EvaluationReport;
  }
});
