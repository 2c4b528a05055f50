import { Command } from 'commander';
import type { Expectation } from '../app/cases/case.ts';
import type { RouteTest } from '../dsl/compile/scope.ts';
import { createLineIndex } from '../dsl/lines.ts';
import type { JsonObject, JsonValue } from '../lib/json-value.ts';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { diagnosticLines, placeDiagnostics } from './diagnostic-lines.ts';
import { readBase } from './dsl-compile.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';

interface TestFlags {
  readonly base?: string;
  readonly json?: boolean;
}

const FAILED_EXIT_CODE = 3;

/** `switchyard dsl test` */
export function dslTestCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('test')
    .description('Route the prompts of TEST blocks and compare; no model is called')
    .argument('<file>', 'program, `-` for stdin')
    .option('--base <file>', 'configuration that the program is meant for')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: TestFlags) => finish(await test(file, flags, terminal)));
}

/** One prompt of a TEST block, and what became of it. */
interface TestResult {
  readonly test: string;
  readonly line: number;
  readonly prompt: string;
  readonly expected: string;
  readonly decision: string | null;
  readonly model: string | null;
  /** What is not as expected, in words. */
  readonly problems: readonly string[];
}

async function test(file: string, flags: TestFlags, terminal: Terminal): Promise<number> {
  const [
    { checkProgram, standInBase },
    { mergeIntoBase },
    { writeDocument },
    evaluation,
    { judge },
  ] = await Promise.all([
    import('../dsl/check/check-program.ts'),
    import('../dsl/compile/base.ts'),
    import('../config/written.ts'),
    import('../app/evaluate.ts'),
    import('../app/cases/judge.ts'),
  ]);
  const text = await readInput(file, terminal);
  const given = flags.base === undefined ? undefined : await readBase(flags.base, terminal);
  const { document, diagnostics, tests } = checkProgram(
    text,
    given === undefined ? {} : { base: given },
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    for (const line of placeDiagnostics(errors, { file, text }).flatMap(diagnosticLines)) {
      printLine(terminal.stderr, line);
    }
    return FAILED_EXIT_CODE;
  }
  if (tests.length === 0) throw new CommandError('usage', `${file} has no TEST block`);
  const whole = mergeIntoBase(given ?? standInBase(document), document);
  const evaluator = await evaluation.openOfflineEvaluator({
    configPath: flags.base ?? file,
    configText: writeDocument(whole),
    environment: terminal.environment,
  });
  try {
    const lines = createLineIndex(text);
    const results: TestResult[] = [];
    for (const one of tests) {
      const report = await evaluator.evaluate(requestOf(one, whole));
      results.push({
        test: one.test,
        line: lines.position(one.range.start).line,
        prompt: one.prompt,
        expected: one.route,
        decision: report.routing_decision,
        model: report.selected_model,
        problems: judge(expectationOf(one), report),
      });
    }
    return show(results, { file, flags, terminal });
  } finally {
    await evaluator.close();
  }
}

/** The chat body of a test, under a name that leads to its recipe. */
function requestOf({ prompt, recipe, fields }: RouteTest, document: JsonObject): JsonObject {
  const { messages, tools } = fields;
  return {
    model: nameOfRecipe(recipe, document),
    messages: messages ?? [{ role: 'user', content: prompt }],
    ...(tools === undefined ? {} : { tools }),
  };
}

function nameOfRecipe(recipe: string | undefined, { entrypoints, global }: JsonObject): string {
  const list = (entrypoints ?? []) as readonly { recipe?: string; model_names?: string[] }[];
  const name = list.find((entry) => entry.recipe === (recipe ?? 'default'))?.model_names?.[0];
  if (name !== undefined) return name;
  if (recipe !== undefined) {
    const hint = 'add an ENTRYPOINT for it';
    throw new CommandError('usage', `no name leads to recipe \`${recipe}\``, { hint });
  }
  const { router } = (global ?? {}) as { router?: { auto_model_names?: string[] } };
  return router?.auto_model_names?.[0] ?? 'auto';
}

function expectationOf({ route, fields }: RouteTest): Expectation {
  return {
    decision: route,
    ...(typeof fields.model === 'string' ? { model: fields.model } : {}),
    signals: wordsOf(fields.signals),
    forbiddenSignals: wordsOf(fields.not_signals),
  };
}

function wordsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function show(
  results: readonly TestResult[],
  {
    file,
    flags,
    terminal,
  }: { readonly file: string; readonly flags: TestFlags; readonly terminal: Terminal },
): number {
  const failed = results.filter(({ problems }) => problems.length > 0);
  if (flags.json) {
    const passed = results.length - failed.length;
    printLine(
      terminal.stdout,
      JSON.stringify({ total: results.length, passed, failed: failed.length, results }),
    );
  } else {
    const colours = coloursFor(terminal);
    for (const { test: name, line, prompt, problems } of failed) {
      const place = `${colours.bad('✗')} ${file}:${line} ${name}`;
      printLine(terminal.stdout, `${place}: ${problems.join(', ')}  ${prompt.slice(0, 60)}`);
    }
    const count = `${results.length} ${results.length === 1 ? 'prompt' : 'prompts'}`;
    printLine(
      terminal.stdout,
      `${count}: ${results.length - failed.length} as expected, ${failed.length} not`,
    );
  }
  return failed.length === 0 ? 0 : FAILED_EXIT_CODE;
}
