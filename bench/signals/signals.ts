// Signals and decisions of one request with learned signals, on one processor together with the thread
// of the encoder: the whole `balance` recipe, what cheap signals settle, and how rules and examples count.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CompiledRecipe } from '../../src/app/compile-router.ts';
import { openOfflineRouter } from '../../src/app/evaluate.ts';
import { type Routing, route } from '../../src/gateway/pipeline.ts';
import { Lifetime } from '../../src/lib/lifetime.ts';
import { openGraphSession } from '../../src/models/graph-session.ts';
import { openTextModels } from '../../src/models/open-text-models.ts';
import { openTokenizer } from '../../src/models/vocabulary.ts';
import { createRequestView } from '../../src/protocols/openai-chat/view.ts';
import { type BenchTable, writeReport } from '../bench-table.ts';
import { keepToOneProcessor } from '../gateway/processors.ts';
import { quantile } from '../gateway/statistics.ts';
import { cpuMs, measure } from '../measure.ts';
import { chatBody, prose, pseudoWords } from '../routing/prompts.ts';
import { createStage, type RuleSet } from '../routing/rules.ts';
import { balanceCases, embeddingConfig, findBalanceRecipe, keywordsFirst } from './configs.ts';
import { createPrompts } from './prompts.ts';

const TOKENS = 64;
const ROUNDS = 400;
/** Each works so long at a time: the encoder finds its weights in the processor's cache. */
const BLOCK = 20;
const directory = fileURLToPath(new URL('../../models/', import.meta.url));
const base = `${directory}base`;
const allTasks = [
  'domain',
  'jailbreak',
  'fact_check',
  'feedback',
  'modality',
  'complexity',
] as const;

const note = keepToOneProcessor();
const promptsOf = createPrompts(base, TOKENS);
const balance = findBalanceRecipe();
const tables = [await requestTable(), ruleTable(), await candidateTable()];
writeReport({ bench: 'signals', tables }, process.argv.slice(2));

interface Course {
  readonly name: string;
  readonly prompts: readonly string[];
  run(prompt: string): unknown;
  readonly limit?: { readonly p50: number; readonly p99: number };
}

async function requestTable(): Promise<BenchTable> {
  const opened = await Promise.all([open(balance.path), open('keywords.yaml', keywordsFirst)]);
  const [whole, keywords] = opened.map(({ recipe }) => recipe) as [CompiledRecipe, CompiledRecipe];
  const models = openTextModels({ directory, cacheEntries: 0 });
  await models.ready();
  const session = await openGraphSession(base);
  const tokenizer = openTokenizer(base);
  const outputs = ['embedding', ...allTasks.map((task) => `${task}_logits`)];
  const known = promptsOf(ROUNDS);
  const written = casePrompts();
  const settled = written.filter((prompt) => !(routed(whole, prompt) instanceof Promise));
  for (const prompt of known) await routed(whole, prompt);
  const limit = { p50: 8, p99: 20 };
  const courses: readonly Course[] = [
    {
      name: 'the encoder alone',
      prompts: promptsOf(ROUNDS),
      run: (prompt) => session.run([tokenizer.encode(prompt, 128).ids], outputs),
    },
    {
      name: 'all heads and the embedding',
      prompts: promptsOf(ROUNDS),
      run: (prompt) => Promise.all([models.classify(prompt, allTasks), models.embed(prompt)]),
    },
    {
      name: `${balance.title}, new prompts`,
      prompts: promptsOf(ROUNDS),
      run: (prompt) => routed(whole, prompt),
      limit,
    },
    {
      name: 'the same, all signals',
      prompts: promptsOf(ROUNDS),
      run: (prompt) => routed({ ...whole, signals: whole.allSignals() }, prompt),
    },
    {
      name: 'the same, prompts that were seen before',
      prompts: known,
      run: (prompt) => routed(whole, prompt),
    },
    ...(settled.length === 0
      ? []
      : [
          {
            name: `the same, ${settled.length} cases that cheap signals settle`,
            prompts: repeated(settled, ROUNDS),
            run: (prompt: string) => routed(whole, prompt),
            limit: { p50: 0.3, p99: Infinity },
          },
        ]),
    {
      name: 'keywords before learned signals',
      prompts: promptsOf(ROUNDS).map((prompt) => `urgent: ${prompt}`),
      run: (prompt) => routed(keywords, prompt),
      limit: { p50: 0.3, p99: Infinity },
    },
  ];
  const timings = await timeInTurns(courses);
  await Promise.all([models.close(), ...opened.map(({ close }) => close())]);
  const figures = courses.map((course) => ({
    ...course,
    cpu: quantilesOf(timings.get(course.name)?.cpuMs),
    wall: quantilesOf(timings.get(course.name)?.wallMs),
  }));
  const baseline = figures[0]?.cpu.p50 ?? Number.NaN;
  return {
    title: `Signals and decision of ${TOKENS} tokens`,
    columns: [
      { key: 'case', title: 'case' },
      { key: 'p50', title: 'p50 ms', digits: 3 },
      { key: 'p99', title: 'p99 ms', digits: 3 },
      { key: 'ratio', title: 'ratio', digits: 2 },
      { key: 'wall_p50', title: 'wall p50', digits: 3 },
      { key: 'wall_p99', title: 'wall p99', digits: 3 },
      { key: 'limit', title: 'limit' },
    ],
    rows: figures.map(({ name, cpu, wall, limit: most }) => ({
      case: name,
      p50: cpu.p50,
      p99: cpu.p99,
      ratio: cpu.p50 / baseline,
      wall_p50: wall.p50,
      wall_p99: wall.p99,
      limit: most && describeLimit(cpu, most),
    })),
    note: `CPU time of all threads, which is the wall time where nothing else runs; ${note}
ratio: to "the encoder alone", onnxruntime in this thread; cheap signals settle ${settled.length} of ${written.length} cases of the recipe`,
  };
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

function describeLimit({ p50, p99 }: Quantiles, most: Quantiles): string {
  const isKept = p50 <= most.p50 && p99 <= most.p99;
  const rare = Number.isFinite(most.p99) ? `, p99 ${most.p99} ms` : '';
  return `p50 ${most.p50} ms${rare} ${isKept ? 'kept' : 'EXCEEDED'}`;
}

function quantilesOf(values: readonly number[] = []): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

interface Spent {
  readonly cpuMs: number[];
  readonly wallMs: number[];
}

/** Milliseconds of each call; a block of each course in turn, so that a noisy moment hits all alike. */
async function timeInTurns(courses: readonly Course[]): Promise<ReadonlyMap<string, Spent>> {
  const spent = new Map(courses.map(({ name }) => [name, { cpuMs: [], wallMs: [] } as Spent]));
  for (const { prompts, run } of courses) {
    for (const prompt of prompts.slice(0, 2 * BLOCK)) await run(`warm up: ${prompt}`);
  }
  for (let from = 0; from < ROUNDS; from += BLOCK) {
    for (const { name, prompts, run } of courses) {
      await run(`block ${from}: ${prompts[from]}`);
      for (const prompt of prompts.slice(from, from + BLOCK)) {
        const cpuBefore = cpuMs();
        const startedAt = performance.now();
        await run(prompt);
        spent.get(name)?.wallMs.push(performance.now() - startedAt);
        spent.get(name)?.cpuMs.push(cpuMs() - cpuBefore);
      }
    }
  }
  return spent;
}

async function open(configPath: string, configText?: string) {
  const environment = {};
  const opened = await openOfflineRouter({ configPath, configText, environment });
  await opened.router.prepare();
  const [recipe] = opened.router.recipes;
  if (recipe === undefined) throw new Error(`${configPath} has no recipe`);
  return { recipe, close: () => opened.close() };
}

function routed(recipe: CompiledRecipe, prompt: string): Routing | Promise<Routing> {
  return route(recipe, createRequestView(chatBody(prompt)), new Lifetime());
}

function casePrompts(): readonly string[] {
  return readFileSync(balanceCases, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as { readonly prompt?: string }).prompt ?? []);
}

function repeated(list: readonly string[], count: number): readonly string[] {
  if (list.length === 0) return [];
  return Array.from({ length: count }, (_, index) => list[index % list.length] as string);
}

/** Half keyword, half structure rules. */
function rulesOf(count: number): RuleSet {
  const half = count / 2;
  const words = pseudoWords(count);
  return {
    keyword: words
      .slice(0, half)
      .map((word, index) => ({ name: `word-${index}`, operator: 'OR', keywords: [word] })),
    structure: words.slice(half).map((word, index) => ({
      name: `shape-${index}`,
      feature: { type: 'count', source: { type: 'keyword_set', keywords: [word, `${word}s`] } },
      predicate: { gte: 1 },
    })),
  };
}

function ruleTable(): BenchTable {
  const body = chatBody(prose(400, pseudoWords(10)));
  const lifetime = new Lifetime();
  const json = JSON.stringify(body);
  const counts = [10, 100, 1000];
  const timings = measure([
    { name: 'JSON.parse', run: () => JSON.parse(json) },
    ...counts.map((count) => {
      const { engine } = createStage(rulesOf(count));
      return {
        name: String(count),
        run: () => engine.evaluate(createRequestView(body), lifetime),
      };
    }),
  ]);
  const usOf = (name: string) => timings.get(name)?.medianUs ?? Number.NaN;
  return {
    title: 'Keyword and structure rules, half of each',
    columns: [
      { key: 'case', title: 'case' },
      { key: 'us', title: 'median us', digits: 1 },
      { key: 'ratio', title: 'ratio', digits: 1 },
      { key: 'limit', title: 'limit' },
    ],
    rows: [
      { case: 'JSON.parse of the request', us: usOf('JSON.parse'), ratio: 1 },
      ...counts.map((count, index) => {
        const us = usOf(String(count));
        const fewer = counts[index - 1];
        const growth = fewer === undefined ? undefined : us / usOf(String(fewer));
        return {
          case: `${count} rules`,
          us,
          ratio: us / usOf('JSON.parse'),
          limit:
            growth &&
            `${growth.toFixed(1)} times the cost, at most 10: ${growth <= 10 ? 'kept' : 'EXCEEDED'}`,
        };
      }),
    ],
    note: 'CPU time; ratio: median to that of JSON.parse',
  };
}

async function candidateTable(): Promise<BenchTable> {
  const examples = promptsOf(1000).map((text) => text.slice(0, 80));
  const configs = [
    {
      name: '10 examples of 1 rule',
      text: embeddingConfig(examples.slice(0, 10), { perRule: 10 }),
    },
    { name: '1,000 examples of 1 rule', text: embeddingConfig(examples, { perRule: 1000 }) },
    { name: '1,000 examples of 100 rules', text: embeddingConfig(examples, { perRule: 10 }) },
  ];
  const opened = [];
  for (const { name, text } of configs)
    opened.push({ name, ...(await open(`${name}.yaml`, text)) });
  const prompts = promptsOf(ROUNDS);
  // Known prompts, so that the pass of the encoder does not hide what the comparison costs.
  for (const prompt of prompts) for (const { recipe } of opened) await routed(recipe, prompt);
  const courses = opened.map(({ name, recipe }) => ({
    name,
    prompts,
    run: (prompt: string) => routed(recipe, prompt),
  }));
  const timings = await timeInTurns(courses);
  await Promise.all(opened.map(({ close }) => close()));
  const p50Of = (name: string) => quantilesOf(timings.get(name)?.cpuMs).p50;
  const few = p50Of(configs[0]?.name ?? '');
  return {
    title: 'Examples of embedding rules, prompts that were seen before',
    columns: [
      { key: 'case', title: 'case' },
      { key: 'p50', title: 'p50 ms', digits: 3 },
      { key: 'more', title: 'more ms', digits: 3 },
      { key: 'ratio', title: 'ratio', digits: 1 },
      { key: 'limit', title: 'limit' },
    ],
    rows: configs.map(({ name }, index) => {
      const p50 = p50Of(name);
      const more = p50 - few;
      return {
        case: name,
        p50,
        more,
        ratio: p50 / few,
        limit: index === 0 ? undefined : `1 ms more ${more <= 1 ? 'kept' : 'EXCEEDED'}`,
      };
    }),
    note: 'CPU time; ratio and difference: to the first row',
  };
}
