import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteCase } from '../../src/app/cases/case.ts';
import { openCases } from '../../src/app/cases/open-cases.ts';
import { runCases } from '../../src/app/cases/run-cases.ts';
import { createTally, type TestSummary } from '../../src/app/cases/tally.ts';
import type { EvaluationReport } from '../../src/app/evaluate.ts';
import { readRecipePackage } from '../../src/recipes/package.ts';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const recipesFolder = fileURLToPath(new URL('../../recipes', import.meta.url));
const recipes = readdirSync(recipesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
/** Show one thing each, and have no case file to speak of. */
const starters = ['cheap-first', 'private', 'single'];

const MIN_PASS_RATE = 0.95;
const MIN_CASES = 60;
const CONCURRENCY = 4;
const MAX_ATTEMPTS = 3;
const MODELS_LOAD_MS = 60_000;
const START_MS = 90_000;
const ALL_CASES_MS = 240_000;

const figures: string[] = [];
afterAll(() => console.log(['own recipes over HTTP', ...figures].join('\n')));

describe.each(recipes)('the recipe %s', (name) => {
  const folder = join(recipesFolder, name);
  let router: RouterProcess;

  beforeAll(async () => {
    // Where it lies, because knowledge bases lie beside it.
    const args = ['--mock', '--config', join(folder, 'config.yaml'), '--log-level', 'warn'];
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
      const startedAt = performance.now();
      const { summary, failures } = await runAll();
      const seconds = (performance.now() - startedAt) / 1000;
      const { total, passed, pass_rate: rate } = summary;
      figures.push(
        `  ${name.padEnd(16)} ${passed} of ${total}  ${(rate * 100).toFixed(1)} %  ${seconds.toFixed(1)} s`,
      );
      expect(rate, failures.join('\n')).toBeGreaterThanOrEqual(MIN_PASS_RATE);
      if (!starters.includes(name)) expect(total).toBeGreaterThanOrEqual(MIN_CASES);
    },
    ALL_CASES_MS,
  );

  async function runAll(): Promise<{
    readonly summary: TestSummary;
    readonly failures: readonly string[];
  }> {
    const tally = createTally();
    const failures: string[] = [];
    const { cases } = await openCases({ name, path: folder });
    for await (const result of runCases(cases(), { evaluate, concurrency: CONCURRENCY })) {
      tally.add(result);
      if (!result.passed) failures.push(`${result.place}: ${result.problems.join(', ')}`);
    }
    return { summary: tally.summary(), failures };
  }

  /** What a busy machine had no time for is asked again: how requests are routed counts here. */
  async function evaluate(body: RouteCase['body'], attempt = 1): Promise<EvaluationReport> {
    const response = await fetch(`${router.management}/api/v1/eval`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'auto', ...body }),
    });
    expect(response.status).toBe(200);
    const report = (await response.json()) as EvaluationReport;
    const isLate = Object.values(report.signal_errors).some((code) => code === 'signal_timeout');
    return isLate && attempt < MAX_ATTEMPTS ? evaluate(body, attempt + 1) : report;
  }
});
