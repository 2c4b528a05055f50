import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CaseSource } from '../app/cases/open-cases.ts';
import type { CostOf } from '../app/tuning/costs.ts';
import type { Measure } from '../app/tuning/propose.ts';
import type { Tunable } from '../app/tuning/tunables.ts';
import type { Tuning } from '../app/tuning/tune.ts';
import { type Colours, coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { requireConfig } from './config-path.ts';
import { names, wholeNumber } from './option-values.ts';
import { readInput } from './read-input.ts';
import { printLine, type Terminal, visible } from './terminal.ts';
import { openSources } from './test.ts';
import { writeOutput } from './write-output.ts';

interface TuneFlags {
  readonly config?: string;
  readonly cases: readonly string[];
  readonly target?: readonly string[];
  readonly folds: number;
  readonly cost?: readonly string[];
  readonly costFile?: string;
  readonly output?: string;
  readonly json?: boolean;
}

const MAX_ERRORS = 10;
const DEFAULT_FOLDS = 5;

/** `switchyard tune` */
export function tuneCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('tune')
    .description('Propose thresholds from labelled cases; nothing is applied')
    .option('--config <file>', 'configuration (else SWITCHYARD_CONFIG, ./config.yaml, ~/.config)')
    .requiredOption('--cases <files...>', 'case files, as for `switchyard test`')
    .option(
      '--target <names>',
      'thresholds that may move, by comma: `embedding:legal`, `embedding`, `domain` (else all)',
      names,
    )
    .option('--folds <count>', 'parts for cross-validation', wholeNumber(2, 20), DEFAULT_FOLDS)
    .option('--cost <kind=number>', '`expected->actual=5`; `*`: any; may be repeated', append)
    .option('--cost-file <file>', 'the same as JSON: {"expected->actual": 5}')
    .option('--output <file>', 'write the proposed configuration to another file')
    .option('--json', 'print JSON')
    .action(async (flags: TuneFlags) => finish(await proposeChanges(flags, terminal)));
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function proposeChanges(flags: TuneFlags, terminal: Terminal): Promise<number> {
  const configPath = requireConfig(flags.config, terminal);
  const output = flags.output && resolve(terminal.workingDirectory, flags.output);
  if (output === configPath) {
    throw new CommandError('usage', '`--output` is the configuration itself', {
      hint: 'nothing is applied by itself: write another file and look at it',
    });
  }
  const costOf = await readCosts(flags, terminal);
  const [{ tune }, { CaseError }] = await Promise.all([
    import('../app/tuning/tune.ts'),
    import('../app/cases/case.ts'),
  ]);
  const { stderr } = terminal;
  const hasProgress = stderr.isTTY === true && !flags.json;
  try {
    const tuning = await tune({
      configPath,
      environment: terminal.environment,
      cases: casesOf(await openSources(flags.cases, terminal)),
      isTarget: (tunable) => isTarget(tunable, flags.target),
      folds: flags.folds,
      costOf,
      onProgress(done) {
        if (hasProgress) stderr.write(`\r${done} cases`);
      },
    });
    if (hasProgress) stderr.write('\r\u001b[K');
    checkEnough(tuning, flags);
    if (output) await writeOutput({ path: output, content: tuning.text });
    const lines = flags.json ? [jsonOf(tuning)] : linesOf(tuning, coloursFor(terminal));
    for (const line of lines) printLine(terminal.stdout, line);
    return 0;
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    throw new CommandError('invalid_cases', visible(error.message), { cause: error });
  }
}

async function* casesOf(sources: readonly CaseSource[]) {
  for (const source of sources) yield* source.cases();
}

/** By its whole name, without the recipe, or all of a type. */
function isTarget({ id, type }: Tunable, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted.some((one) => one === id || one === type || id.endsWith(`/${one}`));
}

function checkEnough({ targets, cases }: Tuning, { target, folds }: TuneFlags): void {
  if (targets.length === 0) {
    const what = target === undefined ? 'threshold' : `threshold named ${target.join(', ')}`;
    throw new CommandError('usage', `the configuration has no ${what} that can be tuned`);
  }
  if (cases >= 2 * folds) return;
  throw new CommandError('invalid_cases', `${cases} cases are too few for ${folds} folds`, {
    hint: 'give at least two for each fold; some dozens for each decision say something',
  });
}

async function readCosts(flags: TuneFlags, terminal: Terminal): Promise<CostOf> {
  const { checkedCost, CostError, createCosts, parseCost } = await import('../app/tuning/costs.ts');
  try {
    const file = flags.costFile === undefined ? '{}' : await readInput(flags.costFile, terminal);
    const fromFile = Object.entries(objectOf(file, flags.costFile)).map(([kind, cost]) =>
      checkedCost(kind, cost, `${kind}=${String(cost)}`),
    );
    return createCosts([...fromFile, ...(flags.cost ?? []).map(parseCost)]);
  } catch (error) {
    if (!(error instanceof CostError)) throw error;
    throw new CommandError('usage', error.message, { cause: error });
  }
}

function objectOf(text: string, file: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Reported below, together with values that are no objects.
  }
  throw new CommandError('usage', `${file} is not a JSON object`);
}

function jsonOf({ cases, skipped, failed, targets, proposal, moves, whole, diff }: Tuning): string {
  const { heldOut } = proposal;
  const measured = ({
    correct,
    accuracy,
    accuracyInterval,
    cost,
    costInterval,
    errors,
  }: Measure) => ({
    correct,
    accuracy,
    accuracy_interval: accuracyInterval,
    cost,
    cost_interval: costInterval,
    errors,
  });
  return JSON.stringify({
    cases,
    skipped,
    failed_signals: Object.fromEntries(failed),
    targets: targets.map(({ id, present }) => ({ id, present })),
    moves,
    held_out: {
      present: measured(heldOut.present),
      proposed: measured(heldOut.proposed),
      cost_change: heldOut.costChange,
      cost_change_interval: heldOut.costChangeInterval,
    },
    whole: { present: measured(whole.present), proposed: measured(whole.proposed) },
    diff,
  });
}

function linesOf(tuning: Tuning, colours: Colours): readonly string[] {
  const { cases, skipped, failed, targets, moves, proposal, whole, diff } = tuning;
  const { heldOut } = proposal;
  const aside = skipped === 0 ? '' : `, ${skipped} left out`;
  const counts = [
    `${cases} cases${aside}, ${targets.length} thresholds`,
    ...[...failed].map(([type, count]) =>
      colours.doubtful(`${type} had no result in ${count} cases, of which it tells nothing`),
    ),
  ];
  if (moves.length === 0) {
    return [
      ...counts,
      '',
      ...measureLines('present', whole.present, colours),
      ...errorLines(whole.present, undefined, colours),
      '',
      'no change is proposed: none costs less on cases that the search had not seen',
    ];
  }
  const width = Math.max(...moves.map(({ id }) => id.length));
  const [low, high] = heldOut.costChangeInterval;
  const isCertain = high < 0;
  return [
    ...counts,
    '',
    colours.strong('thresholds'),
    ...moves.map(({ id, present, proposed }) => `  ${id.padEnd(width)}  ${present} -> ${proposed}`),
    '',
    colours.strong('cross-validated, 95 % interval'),
    ...measureLines('present', heldOut.present, colours),
    ...measureLines('proposed', heldOut.proposed, colours),
    `  cost of a case ${signed(heldOut.costChange)} (${signed(low)} .. ${signed(high)})${
      isCertain ? '' : colours.doubtful('  could be chance: more cases would tell')
    }`,
    '',
    colours.strong('all cases, as the proposed file decides them'),
    ...measureLines('present', whole.present, colours),
    ...measureLines('proposed', whole.proposed, colours),
    ...errorLines(whole.present, whole.proposed, colours),
    '',
    ...diff.trimEnd().split('\n').map(visible),
    '',
    'this is a proposal, nothing was changed',
  ];
}

function measureLines(name: string, measure: Measure, colours: Colours): readonly string[] {
  const { correct, accuracy, accuracyInterval, cost, costInterval } = measure;
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const [low, high] = accuracyInterval;
  const [cheap, dear] = costInterval;
  const accuracyText = `${share(accuracy)} right (${share(low)} .. ${share(high)})`;
  const costText = `cost ${cost.toFixed(3)} (${cheap.toFixed(3)} .. ${dear.toFixed(3)})`;
  return [
    `  ${name.padEnd(8)}  ${accuracyText}  ${costText}${colours.faint(`  ${correct} cases`)}`,
  ];
}

/** Errors by kind, before and after. */
function errorLines(
  before: Measure,
  after: Measure | undefined,
  colours: Colours,
): readonly string[] {
  const counts = new Map<string, [number, number]>();
  const countIn = (measure: Measure | undefined, side: 0 | 1) => {
    for (const { expected, actual, count } of measure?.errors ?? []) {
      const kind = `${expected} -> ${actual}`;
      const both = counts.get(kind) ?? [0, 0];
      both[side] = count;
      counts.set(kind, both);
    }
  };
  countIn(before, 0);
  countIn(after, 1);
  if (counts.size === 0) return [];
  const rows = [...counts].sort(([, a], [, b]) => Math.max(...b) - Math.max(...a));
  const rest = rows.length - MAX_ERRORS;
  return [
    '',
    colours.strong('errors'),
    ...rows.slice(0, MAX_ERRORS).map(([kind, [from, to]]) => {
      return `  ${after === undefined ? from : `${from} -> ${to}`}  ${visible(kind)}`;
    }),
    ...(rest > 0 ? [colours.faint(`  and ${rest} more kinds`)] : []),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
}
