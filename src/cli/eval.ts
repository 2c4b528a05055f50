import { Command } from 'commander';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { type EvalCase, parseCases } from './eval-cases.ts';
import { type Evaluator, type EvaluatorFlags, openEvaluator } from './evaluator.ts';
import { explanationLines } from './explanation.ts';
import { wholeNumber } from './option-values.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal } from './terminal.ts';

interface EvalFlags extends EvaluatorFlags {
  readonly prompt?: string;
  readonly messages?: string;
  readonly file?: string;
  readonly model: string;
  readonly json?: boolean;
}

const MAX_TITLE_CHARACTERS = 60;
const UNEXPECTED_EXIT_CODE = 3;

/** `switchyard eval` */
export function evalCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('eval')
    .alias('explain')
    .description('Show how a prompt is routed and why, without calling a model')
    .argument('[prompt]', 'what to route')
    .option('--prompt <text>', 'the same as the argument')
    .option('--messages <json>', 'a whole conversation instead of a prompt')
    .option('--file <cases.jsonl>', 'lines of {"prompt" | "messages", "expected_decision"}')
    .option('--model <name>', 'model name that is asked for', 'auto')
    .option('--offline', 'evaluate here, without a running router')
    .option('--config <file>', 'configuration to evaluate offline')
    .option('--url <url>', 'management API (else SWITCHYARD_MANAGEMENT_URL, http://127.0.0.1:8080)')
    .option('--token <key>', 'management token (else SWITCHYARD_TOKEN)')
    .option('--timeout <seconds>', 'limit of one evaluation', wholeNumber(1, 3600), 15)
    .option('--json', 'print JSON')
    .action(async (prompt: string | undefined, flags: EvalFlags) => {
      finish(await evaluateWhatIsAsked(prompt, flags, terminal));
    });
}

async function evaluateWhatIsAsked(
  argument: string | undefined,
  flags: EvalFlags,
  terminal: Terminal,
): Promise<number> {
  const given = [argument, flags.prompt, flags.messages, flags.file].filter((one) => one != null);
  if (given.length !== 1) {
    throw new CommandError('usage', 'give one of: a prompt, `--messages`, `--file`');
  }
  const cases = flags.file === undefined ? undefined : await readCases(flags.file, terminal);
  const messages = flags.messages === undefined ? undefined : parseMessages(flags.messages);
  const prompt = argument ?? flags.prompt;
  const evaluator = await openEvaluator(flags, terminal);
  try {
    if (cases !== undefined) return await checkCases(cases, evaluator, { flags, terminal });
    const asked = messages ?? [{ role: 'user', content: prompt }];
    const report = await evaluator.evaluate({ model: flags.model, messages: asked });
    const lines = flags.json
      ? [JSON.stringify(report)]
      : explanationLines(report, coloursFor(terminal));
    for (const line of lines) printLine(terminal.stdout, line);
    return 0;
  } finally {
    await evaluator.close();
  }
}

interface CheckedCase {
  readonly line: number;
  readonly title: string;
  readonly expected_decision: string | null;
  readonly decision: string | null;
  readonly model: string | null;
  readonly is_expected: boolean;
}

async function checkCases(
  cases: readonly EvalCase[],
  evaluator: Evaluator,
  { flags, terminal }: { readonly flags: EvalFlags; readonly terminal: Terminal },
): Promise<number> {
  const colours = coloursFor(terminal);
  const checked: CheckedCase[] = [];
  for (const one of cases) {
    const result = await checkCase(one, evaluator, flags.model);
    checked.push(result);
    if (flags.json || result.is_expected) continue;
    const { line, title, decision, expected_decision: expected } = result;
    const found = `${decision ?? 'none'}, expected ${expected ?? 'none'}`;
    printLine(terminal.stdout, `${colours.bad('✗')} line ${line}: ${found}  ${title}`);
  }
  const failed = checked.filter((one) => !one.is_expected).length;
  const passed = checked.length - failed;
  const summary = flags.json
    ? JSON.stringify({ total: checked.length, passed, failed, cases: checked })
    : `${checked.length} ${checked.length === 1 ? 'case' : 'cases'}: ${passed} as expected, ${failed} not`;
  printLine(terminal.stdout, summary);
  return failed === 0 ? 0 : UNEXPECTED_EXIT_CODE;
}

async function checkCase(
  { line, title, expectedDecision, body }: EvalCase,
  evaluator: Evaluator,
  model: string,
): Promise<CheckedCase> {
  const report = await evaluator.evaluate({ model, ...body });
  const decision = report.decision_result?.decision_name ?? null;
  return {
    line,
    title: title.slice(0, MAX_TITLE_CHARACTERS),
    expected_decision: expectedDecision,
    decision,
    model: report.selected_model,
    is_expected: decision === expectedDecision,
  };
}

async function readCases(file: string, terminal: Terminal): Promise<readonly EvalCase[]> {
  return parseCases(await readInput(file, terminal), file);
}

function parseMessages(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError('usage', '`--messages` is not JSON', { cause });
  }
}
