import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { packagePath } from '../app/package-info.ts';
import { nearestName } from '../lib/nearest-name.ts';
import type { BenchReport, BenchSubject } from '../models/plugins/bench-model.ts';
import type { FolderReport } from '../models/plugins/check-folder.ts';
import type {
  ConfiguredModel,
  ModelDescription,
  ResolveOptions,
} from '../models/registry/resolve-model.ts';
import { type Colours, coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { wholeNumber } from './option-values.ts';
import { printLine, type Terminal } from './terminal.ts';

interface ModelsFlags {
  readonly modelsDir?: string;
  readonly config?: string;
  readonly json?: boolean;
}

interface CheckFlags {
  readonly kind?: FolderKind;
  readonly json?: boolean;
}

interface BenchFlags extends ModelsFlags {
  readonly rounds: number;
}

type FolderKind = 'embedding' | 'sequence' | 'token';

const DEFAULT_BENCH = 'mom-similarity-flash';
const INVALID_EXIT_CODE = 3;

/** `switchyard models` */
export function modelsCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('models')
    .description('List, show, check and measure the models that signals use')
    .addCommand(
      withConfig(withDirectory(new Command('list')))
        .description('All models of the family, and what answers for each here')
        .action(async (flags: ModelsFlags) => finish(await list(flags, terminal))),
    )
    .addCommand(
      withConfig(withDirectory(new Command('show')))
        .description('Everything about one model')
        .argument('<name>', 'of the family, or of a folder')
        .action(async (name: string, flags: ModelsFlags) => {
          finish(await show(name, flags, terminal));
        }),
    )
    .addCommand(
      new Command('check')
        .description('Say what is wrong with a local ONNX folder, or what it is and how fast')
        .argument('<folder>', 'in Hugging Face layout')
        .addOption(
          new Option('--kind <kind>', 'what it should be (else read from config.json)').choices([
            'embedding',
            'sequence',
            'token',
          ]),
        )
        .option('--json', 'print JSON')
        .action(async (folder: string, flags: CheckFlags) => {
          finish(await check(folder, flags, terminal));
        }),
    )
    .addCommand(
      withDirectory(new Command('bench'))
        .description('Compare a model with plain onnxruntime-node on the same graph')
        .argument('[name]', 'of the family, or of a folder', DEFAULT_BENCH)
        .option('--rounds <number>', 'texts per length', wholeNumber(1, 10_000), 30)
        .action(async (name: string, flags: BenchFlags) => {
          finish(await bench(name, flags, terminal));
        }),
    );
}

function withDirectory(command: Command): Command {
  return command
    .option('--models-dir <folder>', 'where local model folders lie (else ./models)')
    .option('--json', 'print JSON');
}

function withConfig(command: Command): Command {
  return command.option('--config <file>', 'a configuration, whose own models answer first');
}

async function resolveOptions(
  { modelsDir = 'models', config }: ModelsFlags,
  terminal: Terminal,
): Promise<ResolveOptions> {
  const { readBuiltInModels } = await import('../models/registry/built-in-models.ts');
  const builtIn = readBuiltInModels({ directory: packagePath('models') });
  const modelDirectories = [resolve(terminal.workingDirectory, modelsDir)];
  if (config === undefined) return { builtIn, modelDirectories };
  const configured = await configuredModels(config, builtIn, terminal);
  return { builtIn, modelDirectories, configured };
}

/** Of a configuration that may lack its environment, as `validate` reads it. */
async function configuredModels(
  file: string,
  builtIn: ResolveOptions['builtIn'],
  { workingDirectory, environment }: Terminal,
): Promise<readonly ConfiguredModel[]> {
  const [{ readConfigFile }, { describePlugins }, { ConfigError }] = await Promise.all([
    import('../config/load.ts'),
    import('../models/plugins/describe-plugins.ts'),
    import('../app/config-error.ts'),
  ]);
  const path = resolve(workingDirectory, file);
  const { config, findings } = await readConfigFile(path, { environment, mode: 'validate' });
  if (config === undefined) throw new ConfigError(findings);
  return describePlugins({
    sources: config.models,
    directory: dirname(path),
    environment,
    labels: (task) => builtIn.answer(task)?.labels,
  });
}

async function list(flags: ModelsFlags, terminal: Terminal): Promise<number> {
  const { listModels } = await import('../models/registry/resolve-model.ts');
  const models = listModels(await resolveOptions(flags, terminal));
  if (flags.json) {
    printLine(terminal.stdout, JSON.stringify({ models: models.map(summaryOf) }));
    return 0;
  }
  const colours = coloursFor(terminal);
  const rows = models.map((model) => {
    const { name, task, tier, size, state, version, path } = summaryOf(model);
    const megabytes = size === 0 ? '-' : megabytesOf(size);
    const cells = [name, task ?? '-', tier ?? '-', megabytes, state, version || '-', path || '-'];
    return { cells, state };
  });
  const header = ['NAME', 'TASK', 'TIER', 'SIZE', 'STATE', 'VERSION', 'PATH'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  printLine(terminal.stdout, colours.strong(line(header)));
  for (const { cells, state } of rows) {
    printLine(terminal.stdout, paintOf(colours, state)(line(cells)));
  }
  return 0;
}

/** What `list --json` shows of a model; sizes in bytes. */
function summaryOf(model: ModelDescription) {
  const { name, task, tier, bytes: size, state, version, path, source } = model;
  return { name, task: task ?? null, tier: tier ?? null, size, state, version, path, source };
}

function paintOf(colours: Colours, state: ModelDescription['state']) {
  if (state === 'not available') return colours.faint;
  if (state === 'failed') return colours.bad;
  return state === 'degraded' ? colours.doubtful : (text: string) => text;
}

async function show(name: string, flags: ModelsFlags, terminal: Terminal): Promise<number> {
  const model = await requireModel(name, flags, terminal);
  if (flags.json) {
    printLine(terminal.stdout, JSON.stringify(model));
    return 0;
  }
  const { labels = [], dimension, error, remedy, isSubstitute } = model;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['task', model.task],
    ['purpose', model.purpose],
    ['state', model.state],
    [
      'answered by',
      isSubstitute ? `${model.source}, a smaller model than asked for` : model.source,
    ],
    ['tier', model.tier],
    ['version', model.version],
    ['path', model.path],
    ['size', model.bytes === 0 ? undefined : megabytesOf(model.bytes)],
    ['dimension', dimension?.toString()],
    ['labels', labels.join(', ')],
    ['also called', model.aliases.join(', ')],
    ['problem', error],
    ['to change that', remedy],
  ];
  printLine(terminal.stdout, coloursFor(terminal).strong(model.name));
  for (const [title, value] of facts) {
    if (value) printLine(terminal.stdout, `  ${title.padEnd(15)}${value}`);
  }
  return 0;
}

async function requireModel(
  name: string,
  flags: ModelsFlags,
  terminal: Terminal,
): Promise<ModelDescription> {
  const { listModels, resolveModel } = await import('../models/registry/resolve-model.ts');
  const options = await resolveOptions(flags, terminal);
  const path = name.includes('/') ? resolve(terminal.workingDirectory, name) : name;
  const model = resolveModel(path, options) ?? resolveModel(name, options);
  if (model !== undefined) return model;
  const names = listModels(options).flatMap((one) => [one.name, ...one.aliases]);
  const nearest = nearestName(name, names, Math.ceil(name.length / 3));
  const guess = nearest === undefined ? '' : `, did you mean \`${nearest}\`?`;
  throw new CommandError('usage', `there is no model \`${name}\`${guess}`, {
    hint: 'see `switchyard models list`',
  });
}

async function check(folder: string, flags: CheckFlags, terminal: Terminal): Promise<number> {
  const { checkFolder } = await import('../models/plugins/check-folder.ts');
  const directory = resolve(terminal.workingDirectory, folder);
  const report = await checkFolder({ directory, kind: flags.kind });
  const isUsable = report.problems.length === 0;
  if (flags.json) printLine(terminal.stdout, JSON.stringify({ usable: isUsable, ...report }));
  else
    for (const line of reportLines(report, coloursFor(terminal))) printLine(terminal.stdout, line);
  return isUsable ? 0 : INVALID_EXIT_CODE;
}

function reportLines(
  { directory, problems, details }: FolderReport,
  colours: Colours,
): readonly string[] {
  if (details === undefined) {
    const marked = problems.map((problem) => `${colours.bad('✗')} ${problem}`);
    return [`${directory} cannot be used`, ...marked];
  }
  const { kind, inputs, outputs, output, labels, dimension, pooling, similarity } = details;
  const latency = details.latency.map(
    ({ tokens, milliseconds }) => `${tokens} tokens ${milliseconds.toFixed(2)} ms`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['graph', `${details.modelFile} (${megabytesOf(details.bytes)})`],
    ['inputs', inputs.join(', ')],
    ['outputs', `${outputs.join(', ')}; read: ${output}`],
    ['max tokens', `${details.maxTokens}`],
    ['labels', labels.join(', ')],
    ['dimension', dimension === 0 ? '' : `${dimension}, pooling ${pooling}`],
    ['latency', latency.join(', ')],
    [
      'similarity',
      similarity === undefined
        ? ''
        : `of strangers: mean ${similarity.mean.toFixed(3)}, standard deviation ${similarity.standardDeviation.toFixed(3)}`,
    ],
  ];
  return [
    `${colours.good('✓')} ${directory} can be used as ${kind} model`,
    ...facts.flatMap(([title, value]) => (value === '' ? [] : [`  ${title.padEnd(12)}${value}`])),
  ];
}

async function bench(name: string, flags: BenchFlags, terminal: Terminal): Promise<number> {
  const model = await requireModel(name, flags, terminal);
  const { benchModel } = await import('../models/plugins/bench-model.ts');
  const subject = await openSubject(model);
  try {
    const report = await benchModel(subject, { rounds: flags.rounds });
    const lines = flags.json ? [JSON.stringify(report)] : benchLines(report);
    for (const line of lines) printLine(terminal.stdout, line);
    return 0;
  } finally {
    await subject.close();
  }
}

async function openSubject(model: ModelDescription): Promise<BenchSubject> {
  const { name, source, path, tier, error, remedy } = model;
  try {
    if (source === 'folder') {
      const { openFolderSubject } = await import('../models/plugins/bench-model.ts');
      return await openFolderSubject(path);
    }
    if (tier === 'trunk') {
      const { openBuiltInSubject } = await import('../models/registry/bench-built-in.ts');
      const { openTextModels } = await import('../models/open-text-models.ts');
      const models = openTextModels({ directory: packagePath('models'), cacheEntries: 0 });
      return await openBuiltInSubject({ name, models, directory: path });
    }
  } catch (cause) {
    throw unmeasurable(cause instanceof Error ? cause.message : String(cause), { cause });
  }
  throw unmeasurable(
    `\`${name}\` runs no ONNX graph here${error === undefined ? '' : `: ${error}`}`,
    {
      ...(remedy !== undefined && { hint: remedy }),
    },
  );
}

function unmeasurable(message: string, options: { hint?: string; cause?: unknown }): CommandError {
  const { hint = 'see `switchyard models list`', cause } = options;
  return new CommandError('request_failed', message, { code: 'model_unavailable', hint, cause });
}

function benchLines({ name, graphFile, rows }: BenchReport): readonly string[] {
  return [
    `${name}, median of texts that no cache knows, against plain onnxruntime-node`,
    `on ${graphFile}`,
    'TOKENS      OURS     PLAIN  RATIO',
    ...rows.map(({ tokens, milliseconds, plainMilliseconds, ratio }) =>
      [
        `${tokens}`.padStart(6),
        `${milliseconds.toFixed(2)} ms`.padStart(10),
        `${plainMilliseconds.toFixed(2)} ms`.padStart(10),
        ratio.toFixed(2).padStart(7),
      ].join(''),
    ),
  ];
}

function megabytesOf(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
