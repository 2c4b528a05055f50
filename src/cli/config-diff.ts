import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { ComparisonLimits, ComparisonReport } from '../app/compare/compare-configs.ts';
import type { ReplayRequest } from '../app/compare/compare-requests.ts';
import type { ConfigDocument } from '../config/document.ts';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { comparisonLines, documentChangeLines } from './comparison-lines.ts';
import { wholeNumber } from './option-values.ts';
import { readInput } from './read-input.ts';
import { aboutFile } from './system-error.ts';
import { printLine, type Terminal } from './terminal.ts';

interface DiffFlags {
  readonly replay?: number | true;
  readonly requests?: string;
  readonly dataDir?: string;
  readonly maxChanged?: number;
  readonly maxCostRise?: number;
  readonly json?: boolean;
}

const DEFAULT_REQUESTS = 500;
const MAX_REQUESTS = 100_000;
const EXCEEDED_EXIT_CODE = 3;

/** `switchyard config diff` */
export function configDiffCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('diff')
    .description('Show what differs between two configurations, and which requests would change')
    .argument('<before>', 'configuration as it is')
    .argument('<after>', 'configuration as it shall be')
    .option(
      '--replay [n]',
      `route the last recorded requests through both (${DEFAULT_REQUESTS})`,
      wholeNumber(1, MAX_REQUESTS),
    )
    .option('--requests <file.jsonl>', 'route these chat bodies, or {"prompt"}, one a line')
    .option('--data-dir <folder>', 'where the records are kept')
    .option('--max-changed <percent>', 'exit 3 when more of the requests change', percent)
    .option('--max-cost-rise <percent>', 'exit 3 when the expected cost rises by more', percent)
    .option('--json', 'print JSON')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      finish(await diff({ before, after, flags, terminal }));
    });
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('write a number from 0');
}

interface DiffOptions {
  readonly before: string;
  readonly after: string;
  readonly flags: DiffFlags;
  readonly terminal: Terminal;
}

async function diff({ before, after, flags, terminal }: DiffOptions): Promise<number> {
  const limits = {
    maxChangedPercent: flags.maxChanged,
    maxCostRisePercent: flags.maxCostRise,
  };
  const isReplay = flags.replay !== undefined || flags.requests !== undefined;
  if (!isReplay && Object.values(limits).some((limit) => limit !== undefined)) {
    throw new CommandError('usage', 'limits need requests, add `--replay` or `--requests`');
  }
  const [from, to] = await Promise.all([openFile(before, terminal), openFile(after, terminal)]);
  const { changesOf } = await import('../management/config/document-diff.ts');
  const { effectiveDocument } = await import('../config/effective-document.ts');
  const changes = changesOf({
    from: effectiveDocument(from.config),
    to: effectiveDocument(to.config),
  });
  const comparison = isReplay ? await replay({ from, to, flags, terminal }) : undefined;
  const exceeded = await exceededBy(comparison, limits);

  const colours = coloursFor(terminal);
  const lines = flags.json
    ? [JSON.stringify({ changes, ...(comparison && { comparison, exceeded }) })]
    : [
        ...documentChangeLines(changes, colours),
        ...(comparison === undefined ? [] : comparisonLines(comparison, exceeded, colours)),
      ];
  for (const line of lines) printLine(terminal.stdout, line);
  return exceeded.length === 0 ? 0 : EXCEEDED_EXIT_CODE;
}

interface ReadFile {
  readonly path: string;
  readonly config: ConfigDocument;
}

/** Variables may be missing: nothing is called. */
async function openFile(
  file: string,
  { workingDirectory, environment }: Terminal,
): Promise<ReadFile> {
  const path = resolve(workingDirectory, file);
  const { readConfigFile } = await import('../config/load.ts');
  const { config, findings } = await readConfigFile(path, {
    environment,
    mode: 'validate',
  }).catch(aboutFile(path));
  if (config !== undefined) return { path, config };
  const { ConfigError } = await import('../app/config-error.ts');
  throw new ConfigError(findings.filter(({ severity }) => severity === 'error'));
}

interface ReplayOptions {
  readonly from: ReadFile;
  readonly to: ReadFile;
  readonly flags: DiffFlags;
  readonly terminal: Terminal;
}

async function replay({ from, to, flags, terminal }: ReplayOptions): Promise<ComparisonReport> {
  const { environment } = terminal;
  const requests = [
    ...(flags.requests === undefined ? [] : await givenRequests(flags.requests, terminal)),
    ...(flags.replay === undefined ? [] : await lastRequests(flags, terminal)),
  ];
  const { createSharedModels } = await import('../app/live/open-models.ts');
  const { createSharedKnowledge } = await import('../app/live/open-knowledge.ts');
  const { compareConfigs } = await import('../app/compare/compare-configs.ts');
  const modelsAt = (configPath: string) =>
    createSharedModels({ configPath, environment, warn: () => {} });
  const knowledgeAt = (configPath: string) =>
    createSharedKnowledge({ configPath, environment, warn: () => {} });
  const models = modelsAt(from.path);
  // Paths of models of one's own are relative to the file; without any, both sides share the models.
  const isShared =
    dirname(from.path) === dirname(to.path) || Object.keys(to.config.models).length === 0;
  return compareConfigs({
    before: {
      config: from.config,
      models,
      knowledge: knowledgeAt(from.path),
      configPath: from.path,
    },
    after: {
      config: to.config,
      models: isShared ? models : modelsAt(to.path),
      knowledge: knowledgeAt(to.path),
      configPath: to.path,
    },
    requests,
    environment,
  });
}

async function givenRequests(file: string, terminal: Terminal): Promise<readonly ReplayRequest[]> {
  const { requestsOfLines } = await import('../app/compare/compare-requests.ts');
  const requests = requestsOfLines(await readInput(file, terminal));
  if (requests.length > 0) return requests;
  throw new CommandError('invalid_cases', `${file} holds no request`);
}

async function lastRequests(
  { replay: wanted, dataDir }: DiffFlags,
  { workingDirectory }: Terminal,
): Promise<readonly ReplayRequest[]> {
  const { DEFAULT_DATA_DIR } = await import('../app/data-dir.ts');
  const path = join(resolve(workingDirectory, dataDir ?? DEFAULT_DATA_DIR), 'replay.sqlite');
  if (!existsSync(path)) {
    throw new CommandError('file_unreadable', `there are no recorded requests in ${path}`, {
      hint: 'name the folder with `--data-dir`, or give requests with `--requests`',
    });
  }
  const { openReplayRows } = await import('../stores/replay/sqlite-rows.ts');
  const { createRowReplayStore } = await import('../stores/replay/sqlite.ts');
  const { recordedRequests } = await import('../app/compare/compare-requests.ts');
  const store = createRowReplayStore(await openReplayRows({ path }));
  try {
    return await recordedRequests(store, typeof wanted === 'number' ? wanted : DEFAULT_REQUESTS);
  } finally {
    await store.close();
  }
}

async function exceededBy(
  comparison: ComparisonReport | undefined,
  limits: ComparisonLimits,
): Promise<readonly string[]> {
  if (comparison === undefined) return [];
  const { exceededLimits } = await import('../app/compare/compare-configs.ts');
  return exceededLimits(comparison, limits);
}
