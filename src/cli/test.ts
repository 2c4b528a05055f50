import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import type { CaseSource } from '../app/cases/open-cases.ts';
import type { CaseResult } from '../app/cases/run-cases.ts';
import type { TestSummary } from '../app/cases/tally.ts';
import { type Colours, coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { type Evaluator, type EvaluatorFlags, openEvaluator } from './evaluator.ts';
import { share, wholeNumber } from './option-values.ts';
import { aboutFile } from './system-error.ts';
import { printLine, type Terminal, visible } from './terminal.ts';
import { writeOutput } from './write-output.ts';

interface TestFlags extends EvaluatorFlags {
  readonly model?: string;
  readonly json?: boolean;
  readonly junit?: string;
  readonly tag?: readonly string[];
  readonly concurrency?: number;
  readonly minPassRate?: number;
}

const UNEXPECTED_EXIT_CODE = 3;
const DEFAULT_CONCURRENCY = 4;

/** `switchyard test` */
export function testCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('test')
    .description('Route the prompts of case files and compare with what they expect')
    .argument(
      '<cases...>',
      'JSON lines, `probes.yaml`, the folder of a recipe (with its own config.yaml), `-` for stdin',
    )
    .option('--offline', 'evaluate here, without a running router')
    .option('--config <file>', 'configuration to evaluate offline')
    .option('--url <url>', 'management API (else SWITCHYARD_MANAGEMENT_URL, http://127.0.0.1:8080)')
    .option('--token <key>', 'management token (else SWITCHYARD_TOKEN)')
    .option('--timeout <seconds>', 'limit of one evaluation', wholeNumber(1, 3600), 15)
    .option(
      '--model <name>',
      'asked for where a case has none (else `auto`, or the first such name)',
    )
    .option('--tag <tag>', 'only cases with this tag; may be repeated', append)
    .option(
      '--concurrency <count>',
      'cases under way at a time',
      wholeNumber(1, 64),
      DEFAULT_CONCURRENCY,
    )
    .option('--min-pass-rate <share>', 'share of cases that has to pass, 0 to 1', share)
    .option('--junit <file>', 'also write the results as JUnit XML')
    .option('--json', 'print JSON')
    .action(async (files: readonly string[], flags: TestFlags) => {
      finish(await testCases(files, flags, terminal));
    });
}

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Runs the cases of files or folders; returns the exit code. */
export async function testCases(
  files: readonly string[],
  flags: TestFlags,
  terminal: Terminal,
): Promise<number> {
  const [{ CaseError }, { runCases }, { createTally, unmetOf }] = await Promise.all([
    import('../app/cases/case.ts'),
    import('../app/cases/run-cases.ts'),
    import('../app/cases/tally.ts'),
  ]);
  try {
    const sources = await openSources(files, terminal);
    // Read once beforehand, so that a mistake in the last line does not come after an hour.
    const total = await countCases(sources, flags);
    const output = openOutput({ flags, terminal, total });
    const tally = createTally();
    const kept: CaseResult[][] = sources.map(() => []);
    await withEvaluators(sources, { flags, terminal }, async (source, evaluator, index) => {
      const own = createTally();
      const results = runCases(selected(source, flags), {
        evaluate: (body) =>
          evaluator.evaluate({ model: flags.model ?? evaluator.defaultModel, ...body }),
        concurrency: flags.concurrency ?? DEFAULT_CONCURRENCY,
        ...(isRemote(source, flags) ? { isRefusal: isRefusedRequest } : {}),
      });
      for await (const result of results) {
        tally.add(result);
        own.add(result);
        output.show(result);
        if (flags.json || flags.junit !== undefined) kept[index]?.push(result);
      }
      const rate = flags.minPassRate;
      const { acceptance, name } = source;
      // A rate that is asked for goes for all cases together.
      const unmet = rate === undefined ? unmetOf(own.summary(), acceptance) : [];
      output.unmet.push(...unmet.map((problem) => `${name}: ${problem}`));
    });
    const summary = tally.summary();
    if (flags.minPassRate !== undefined) {
      output.unmet.push(...unmetOf(summary, { all: flags.minPassRate }));
    }
    if (flags.junit !== undefined) {
      const { junitXml } = await import('../app/cases/junit.ts');
      const suites = sources.map(({ name }, index) => ({ name, results: kept[index] ?? [] }));
      const path = resolve(terminal.workingDirectory, flags.junit);
      await writeOutput({ path, content: junitXml(suites) });
    }
    output.end(summary, kept.flat());
    return output.unmet.length === 0 ? 0 : UNEXPECTED_EXIT_CODE;
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    throw new CommandError('invalid_cases', visible(error.message), { cause: error });
  }
}

/** Opens what a command is given as cases. */
export async function openSources(
  files: readonly string[],
  { stdin, workingDirectory }: Terminal,
): Promise<readonly CaseSource[]> {
  const { openCases } = await import('../app/cases/open-cases.ts');
  return Promise.all(
    files.map(async (file) => {
      if (file === '-') {
        return openCases({ name: 'stdin', path: undefined, bytes: await buffer(stdin) });
      }
      const path = resolve(workingDirectory, file);
      return openCases({ name: file, path }).catch(aboutFile(path));
    }),
  );
}

async function countCases(sources: readonly CaseSource[], flags: TestFlags): Promise<number> {
  let total = 0;
  for (const source of sources) for await (const _ of source.cases()) total += 1;
  if (total === 0) {
    const names = sources.map(({ name }) => name).join(', ');
    throw new CommandError('invalid_cases', `${names} holds no case`);
  }
  if (flags.tag === undefined) return total;
  total = 0;
  for (const source of sources) for await (const _ of selected(source, flags)) total += 1;
  if (total > 0) return total;
  throw new CommandError('invalid_cases', `no case has the tag ${flags.tag.join(' or ')}`, {
    hint: 'see the `tags` of the cases',
  });
}

async function* selected(source: CaseSource, { tag: wanted }: TestFlags) {
  for await (const one of source.cases()) {
    if (wanted === undefined || one.tags.some((tag) => wanted.includes(tag))) yield one;
  }
}

function isRemote({ configPath }: CaseSource, flags: TestFlags): boolean {
  if (flags.offline || flags.config !== undefined) return false;
  return flags.url !== undefined || configPath === undefined;
}

/** Runs each source against its configuration; neighbours with the same one share the models. */
async function withEvaluators(
  sources: readonly CaseSource[],
  { flags, terminal }: { readonly flags: TestFlags; readonly terminal: Terminal },
  run: (source: CaseSource, evaluator: Evaluator, index: number) => Promise<void>,
): Promise<void> {
  let open: { readonly config: string | undefined; readonly evaluator: Evaluator } | undefined;
  try {
    for (const [index, source] of sources.entries()) {
      const config = isRemote(source, flags) ? undefined : (flags.config ?? source.configPath);
      if (open === undefined || open.config !== config) {
        await open?.evaluator.close();
        open = undefined;
        const own = config === undefined ? flags : { ...flags, config };
        open = { config, evaluator: await openEvaluator(own, terminal) };
      }
      await run(source, open.evaluator, index);
    }
  } finally {
    await open?.evaluator.close();
  }
}

/** The server refused or did not finish one request; others may do. */
function isRefusedRequest(error: unknown): boolean {
  if (!(error instanceof CommandError)) return false;
  return error.code === 'timed_out' || (error.exitCode === 1 && error.code !== 'request_failed');
}

interface OutputOptions {
  readonly flags: TestFlags;
  readonly terminal: Terminal;
  readonly total: number;
}

/** Prints failures as they come in, and the figures at the end. */
function openOutput({ flags, terminal, total }: OutputOptions) {
  const { stdout, stderr } = terminal;
  const colours = coloursFor(terminal);
  const hasProgress = stderr.isTTY === true && !flags.json;
  const unmet: string[] = [];
  let done = 0;
  const clear = () => {
    if (hasProgress) stderr.write('\r\u001b[K');
  };
  return {
    unmet,
    show(result: CaseResult): void {
      done += 1;
      if (!flags.json && !result.passed) {
        clear();
        printLine(stdout, failureLine(result, colours));
      }
      if (hasProgress) stderr.write(`\r${done} of ${total}`);
    },
    end(summary: TestSummary, cases: readonly CaseResult[]): void {
      clear();
      if (flags.json) {
        const isAccepted = unmet.length === 0;
        printLine(stdout, JSON.stringify({ ...summary, accepted: isAccepted, unmet, cases }));
        return;
      }
      for (const line of summaryLines(summary, colours)) printLine(stdout, line);
      for (const problem of unmet) printLine(stdout, `${colours.bad('✗')} ${visible(problem)}`);
    },
  };
}

function failureLine({ place, problems, reason, title }: CaseResult, colours: Colours): string {
  const why = reason === undefined ? '' : `: ${reason}`;
  const text = visible(`${place} ${problems.join(', ')}${why}`);
  return `${colours.bad('✗')} ${text}  ${colours.faint(title)}`;
}

function summaryLines(summary: TestSummary, colours: Colours): readonly string[] {
  const { total, passed, failed, recipes, decisions, tags, slowest } = summary;
  const taken = (name: string) =>
    Object.entries(decisions[name]?.taken ?? {})
      .sort(([, a], [, b]) => b - a)
      .map(([other, count]) => `${other} ${count}`)
      .join(', ');
  const slow = slowest.map(
    ({ place, title, duration_ms: ms }) =>
      `  ${ms.toFixed(1)} ms  ${place}  ${colours.faint(title)}`,
  );
  return [
    ...countLines('recipes', recipes, colours),
    ...countLines('decisions', decisions, colours, taken),
    ...countLines('tags', tags, colours),
    ...(total > 1 ? ['', colours.strong('slowest'), ...slow, ''] : []),
    `${total} ${total === 1 ? 'case' : 'cases'}: ${passed} as expected, ${failed} not`,
  ];
}

type Counts = Readonly<Record<string, { readonly total: number; readonly passed: number }>>;

function countLines(
  title: string,
  counts: Counts,
  colours: Colours,
  aside: (name: string) => string = () => '',
): readonly string[] {
  const rows = Object.entries(counts);
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    colours.strong(title),
    ...rows.map(([name, { total, passed }]) => {
      const mark = passed === total ? colours.good('✓') : colours.bad('✗');
      const others = aside(name);
      const went = others === '' ? '' : colours.faint(`  taken instead: ${others}`);
      return `  ${mark} ${visible(name).padEnd(width)}  ${passed}/${total}${went}`;
    }),
  ];
}
