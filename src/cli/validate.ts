import { readFile, stat } from 'node:fs/promises';
import { Command } from 'commander';
import type { ConfigDocument } from '../config/document.ts';
import type { Finding } from '../config/findings.ts';
import type { SourceShape } from '../importers/detect.ts';
import { CommandError } from './command-error.ts';
import { requireConfig } from './config-path.ts';
import { findingLines } from './finding-lines.ts';
import { aboutFile } from './system-error.ts';
import { printLine, type Terminal } from './terminal.ts';

interface ValidateFlags {
  readonly config?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
}

const INVALID_EXIT_CODE = 3;

/** `switchyard validate` */
export function validateCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('validate')
    .description('Check a configuration and say what is in it')
    .argument('[file]', 'the same as --config')
    .option('--config <file>', 'configuration (else SWITCHYARD_CONFIG, ./config.yaml, ~/.config)')
    .option('--strict', 'warnings fail too')
    .option('--json', 'print JSON')
    .action(async (file: string | undefined, flags: ValidateFlags) => {
      if (file !== undefined && flags.config !== undefined) {
        throw new CommandError('usage', 'give the file once, not also with `--config`');
      }
      finish(await validate(requireConfig(flags.config ?? file, terminal), flags, terminal));
    });
}

async function validate(
  path: string,
  { strict = false, json = false }: ValidateFlags,
  { stdout, stderr, environment }: Terminal,
): Promise<number> {
  const { readConfigFile } = await import('../config/load.ts');
  const { config, findings: written } = await readConfigFile(path, {
    environment,
    mode: 'validate',
  }).catch(aboutFile(path));
  const findings =
    config === undefined
      ? written
      : [...written, ...(await aboutKnowledge(path, config, environment))];
  const failing = findings.filter(({ severity }) => fails(severity, strict));
  const isValid = config !== undefined && failing.length === 0;
  const summary = config === undefined ? undefined : summaryOf(config);
  const layout = findings.some(({ code }) => code === 'not_canonical')
    ? await otherLayout(path)
    : undefined;
  if (json) {
    printLine(stdout, JSON.stringify({ valid: isValid, path, layout, findings, summary }));
    return isValid ? 0 : INVALID_EXIT_CODE;
  }
  for (const line of findings.flatMap(findingLines)) printLine(stderr, line);
  printLine(stdout, `${path} is ${isValid ? 'valid' : 'not valid'}${tally(findings)}`);
  if (layout !== undefined) {
    printLine(stdout, `it has the layout of ${layout}: switchyard config migrate ${path}`);
  }
  if (isValid && summary !== undefined) {
    for (const line of summaryLines(summary)) printLine(stdout, line);
  }
  return isValid ? 0 : INVALID_EXIT_CODE;
}

/** Files of knowledge bases, which are no part of the configuration and yet decide whether it runs. */
async function aboutKnowledge(
  configPath: string,
  config: ConfigDocument,
  environment: Terminal['environment'],
): Promise<readonly Finding[]> {
  const { readKnowledge } = await import('../app/live/open-knowledge.ts');
  const { findings } = await readKnowledge(config, { configPath, environment });
  return findings;
}

/** The layout of another program or version, which is suggested to be imported. */
async function otherLayout(path: string): Promise<SourceShape | undefined> {
  // A pipe can be read only once.
  if (!(await stat(path)).isFile()) return undefined;
  const [{ readWritten }, { layoutOf }] = await Promise.all([
    import('../config/written.ts'),
    import('../importers/detect.ts'),
  ]);
  return layoutOf(readWritten(await readFile(path, 'utf8')));
}

function fails(severity: Finding['severity'], isStrict: boolean): boolean {
  return severity === 'error' || (isStrict && severity === 'warning');
}

function tally(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0
      ? []
      : [`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`];
  });
  return counts.length === 0 ? '' : `, ${counts.join(', ')}`;
}

interface Summary {
  readonly version: string;
  readonly listeners: readonly string[];
  readonly models: number;
  readonly default_model: string | null;
  readonly decisions: number;
  /** Rules by collection, empty ones left out. */
  readonly signals: Readonly<Record<string, number>>;
}

function summaryOf({ version, listeners, providers, routing }: ConfigDocument): Summary {
  const counts = Object.entries(routing.signals).map(
    ([name, rules]) => [name, rules.length] as const,
  );
  return {
    version,
    listeners: listeners.map(({ address, port }) => `${address}:${port}`),
    models: providers.models.length,
    default_model: providers.defaults.default_model ?? null,
    decisions: routing.decisions.length,
    signals: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}

function summaryLines(summary: Summary): readonly string[] {
  const { version, listeners, models, default_model, decisions, signals } = summary;
  const signalCounts = Object.entries(signals).map(([name, count]) => `${count} ${name}`);
  return [
    `  version    ${version}`,
    `  listeners  ${listeners.join(', ')}`,
    `  models     ${models}, default ${default_model ?? 'none'}`,
    `  decisions  ${decisions}`,
    `  signals    ${signalCounts.join(', ') || 'none'}`,
  ];
}
