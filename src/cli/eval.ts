import { Command } from 'commander';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { type EvaluatorFlags, openEvaluator } from './evaluator.ts';
import { explanationLines } from './explanation.ts';
import { wholeNumber } from './option-values.ts';
import { printLine, type Terminal } from './terminal.ts';
import { testCases } from './test.ts';

interface EvalFlags extends EvaluatorFlags {
  readonly prompt?: string;
  readonly messages?: string;
  readonly file?: string;
  readonly model?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** `switchyard eval` */
export function evalCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('eval')
    .alias('explain')
    .description('Show how a prompt is routed and why, without calling a model')
    .argument('[prompt]', 'what to route')
    .option('--prompt <text>', 'the same as the argument')
    .option('--messages <json>', 'a whole conversation instead of a prompt')
    .option('--file <cases.jsonl>', 'the same as `switchyard test <cases.jsonl>`')
    .option('--model <name>', 'model name that is asked for (else `auto`, or the first such name)')
    .option('--offline', 'evaluate here, without a running router')
    .option('--config <file>', 'configuration to evaluate offline')
    .option('--url <url>', 'management API (else SWITCHYARD_MANAGEMENT_URL, http://127.0.0.1:8080)')
    .option('--token <key>', 'management token (else SWITCHYARD_TOKEN)')
    .option('--timeout <seconds>', 'limit of one evaluation', wholeNumber(1, 3600), 15)
    .option('--full', 'every rule and every tree, also where there are many')
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
  if (flags.file !== undefined) return testCases([flags.file], flags, terminal);
  const messages = flags.messages === undefined ? undefined : parseMessages(flags.messages);
  const prompt = argument ?? flags.prompt;
  const evaluator = await openEvaluator(flags, terminal);
  try {
    const asked = messages ?? [{ role: 'user', content: prompt }];
    const report = await evaluator.evaluate({
      model: flags.model ?? evaluator.defaultModel,
      messages: asked,
    });
    const lines = flags.json
      ? [JSON.stringify(report)]
      : explanationLines(report, coloursFor(terminal), { isFull: flags.full ?? false });
    for (const line of lines) printLine(terminal.stdout, line);
    return 0;
  } finally {
    await evaluator.close();
  }
}

function parseMessages(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError('usage', '`--messages` is not JSON', { cause });
  }
}
