import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type {
  FailedProbe,
  FoundProvider,
  ProbeResult,
  ProbeTarget,
} from '../app/init/probe-providers.ts';
import type { AvailableModel, Cast } from '../app/init/starter-config.ts';
import { packagePath } from '../app/package-info.ts';
import type { Finding } from '../config/findings.ts';
import { isVariableName } from '../lib/schema-marks.ts';
import type { RecipeEntry } from '../recipes/catalog.ts';
import { CommandError } from './command-error.ts';
import { wholeNumber } from './option-values.ts';
import { printLine, type Terminal } from './terminal.ts';
import { writeOutput } from './write-output.ts';

/** What is asked of people; tests answer themselves. */
export interface InitPrompts {
  input(question: { readonly message: string; readonly default?: string }): Promise<string>;
  confirm(question: { readonly message: string; readonly default?: boolean }): Promise<boolean>;
  select(question: {
    readonly message: string;
    readonly choices: readonly {
      readonly value: string;
      readonly name: string;
      readonly description?: string;
    }[];
    readonly default?: string;
  }): Promise<string>;
}

interface KeyVariable {
  readonly name: string;
  /** Undefined: of the only provider that is given. */
  readonly url: string | undefined;
}

interface InitFlags {
  readonly provider: readonly string[];
  readonly apiKeyEnv: readonly KeyVariable[];
  readonly discover?: boolean;
  readonly preset?: string;
  readonly model: readonly (readonly [string, string])[];
  readonly output: string;
  readonly timeout: number;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const INTERRUPTED_EXIT_CODE = 130;
/** Of the metadata of recipes that can be started from. */
const STARTER_TAG = 'starter';
/** Their protocol is not spoken to backends yet. */
const notActive: ReadonlySet<string> = new Set(['anthropic']);

/** `switchyard init` */
export function initCommand(
  terminal: Terminal,
  finish: (exitCode: number) => void,
  prompts?: InitPrompts,
): Command {
  return new Command('init')
    .description('Write a configuration for the models that you have')
    .option('--provider <url>', 'a model server; may be repeated', collect<string>(), [])
    .option(
      '--api-key-env <name>',
      'variable with the key of the server; NAME=URL with several servers',
      collect(keyVariable),
      [],
    )
    .option('--discover', 'look for servers at the usual ports of this machine')
    .option('--preset <name>', 'a recipe to start from (else by the number of models)')
    .option(
      '--model <part=name>',
      'which model plays a part of the preset, e.g. small=llama3.2:3b; may be repeated',
      collect(castEntry),
      [],
    )
    .option('--output <file>', 'where it goes', 'config.yaml')
    .option('--timeout <seconds>', 'limit of one question to a server', wholeNumber(1, 300), 5)
    .option('--force', 'replace the file when it is there')
    .option('--yes', 'ask nothing')
    .option('--json', 'ask nothing and print JSON')
    .action(async (flags: InitFlags) => {
      const asks = flags.yes || flags.json ? undefined : (prompts ?? (await promptsOf(terminal)));
      try {
        finish(await init(flags, { terminal, prompts: asks }));
      } catch (error) {
        // Ctrl-C at a question.
        if ((error as Error).name !== 'ExitPromptError') throw error;
        finish(INTERRUPTED_EXIT_CODE);
      }
    });
}

function collect<Value>(read: (text: string) => Value = (text) => text as Value) {
  return (text: string, before: readonly Value[]) => [...before, read(text)];
}

function keyVariable(text: string): KeyVariable {
  const [name = '', ...url] = text.split('=');
  if (!isVariableName(name) || (url.length > 0 && url.join('=') === '')) {
    // What is no name may be the key itself, which is not repeated.
    throw new CommandError('usage', '`--api-key-env` takes the name of a variable, never the key', {
      hint: 'write NAME, or NAME=URL with several servers',
    });
  }
  return { name, url: url.length === 0 ? undefined : url.join('=') };
}

function castEntry(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError('write e.g. small=llama3.2:3b');
}

/** Questions are for people at a terminal. */
async function promptsOf({ stdin, stdout }: Terminal): Promise<InitPrompts | undefined> {
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  return import('@inquirer/prompts');
}

interface Surroundings {
  readonly terminal: Terminal;
  /** Undefined: nobody is asked. */
  readonly prompts: InitPrompts | undefined;
}

async function init(flags: InitFlags, surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const path = resolve(terminal.workingDirectory, flags.output);
  await allowWriting(path, flags, surroundings);
  const { providers, failures, isPlaceholder } = await findProviders(flags, surroundings);
  const skipped = providers.filter(({ kind }) => notActive.has(kind));
  const usable = providers.filter(({ kind }) => !notActive.has(kind));
  const isLoud = !flags.json;
  const isNothing = usable.length === 0 && !isPlaceholder;
  // The first of them becomes the error.
  if (isLoud) report({ usable, skipped, failures: failures.slice(isNothing ? 1 : 0) }, terminal);
  if (isNothing) throw nothingFound(failures, skipped);

  const { availableModels, partsOf, writeStarterConfig } = await import(
    '../app/init/starter-config.ts'
  );
  const models = availableModels(usable);
  const preset = await choosePreset(flags, models, surroundings);
  const presetText = await readFile(preset.configPath, 'utf8');
  const cast =
    models.length === 0
      ? undefined
      : await chooseCast({ parts: partsOf(presetText), models, flags }, surroundings);
  const text = writeStarterConfig({ preset: preset.name, presetText, cast, models });
  const findings = await check(text, path);
  await writeOutput({ path, content: text, isDeep: true });

  const played = Object.entries(cast ?? {}).map(([part, { name }]) => [part, name]);
  if (flags.json) {
    printLine(
      terminal.stdout,
      JSON.stringify({
        path,
        preset: preset.name,
        models: Object.fromEntries(played),
        providers: usable.map(({ url, baseUrl, kind, models: { length } }) => {
          return { url, base_url: baseUrl, kind, models: length };
        }),
        skipped: skipped.map(({ url, kind }) => ({ url, kind, reason: 'not_active' })),
        failed: failures,
        findings,
      }),
    );
    return 0;
  }
  printLine(terminal.stdout, `wrote ${path} from the preset \`${preset.name}\``);
  for (const [part, name] of played) printLine(terminal.stdout, `  ${part}  ${name}`);
  if (isPlaceholder) {
    printLine(terminal.stdout, 'no server was named: write your models under `providers.models`');
  }
  for (const message of new Set(findings.map((finding) => finding.message))) {
    printLine(terminal.stdout, `  ${message}`);
  }
  if (cast !== undefined && models.length > played.length) {
    printLine(terminal.stdout, 'for other models: again with --force and --model PART=NAME');
  }
  const shown = relative(terminal.workingDirectory, path) || path;
  printLine(terminal.stdout, `next: switchyard serve --config ${shown}`);
  return 0;
}

async function allowWriting(
  path: string,
  { force }: InitFlags,
  { prompts }: Surroundings,
): Promise<void> {
  if (force || !existsSync(path)) return;
  if (await prompts?.confirm({ message: `${path} is there already. Replace it?`, default: false }))
    return;
  throw new CommandError('file_unreadable', `${path} is there already`, {
    code: 'file_exists',
    hint: 'replace it with `--force`, or name another file with `--output`',
  });
}

interface FoundProviders {
  readonly providers: readonly FoundProvider[];
  readonly failures: readonly FailedProbe[];
  /** Nobody named a server, so there is none to find. */
  readonly isPlaceholder: boolean;
}

async function findProviders(
  flags: InitFlags,
  surroundings: Surroundings,
): Promise<FoundProviders> {
  const { discoverProviders, probeProvider } = await import('../app/init/probe-providers.ts');
  const { environment } = surroundings.terminal;
  const { prompts } = surroundings;
  const options = { timeoutMs: flags.timeout * 1000 };
  const probe = (url: string, apiKeyEnv: string | undefined): Promise<ProbeResult> => {
    const target: ProbeTarget =
      apiKeyEnv === undefined
        ? { url }
        : { url, apiKeyEnv, apiKey: environment[apiKeyEnv] || undefined };
    return probeProvider(target, options);
  };
  const keys = keysByUrl(flags);
  const named = await Promise.all(flags.provider.map((url) => probe(url, keys.get(url))));
  const isAsking = prompts !== undefined && flags.provider.length === 0 && !flags.discover;
  const isDiscovering =
    flags.discover ||
    (isAsking && (await prompts.confirm({ message: 'Look for model servers on this machine?' })));
  const discovered = isDiscovering ? await discoverProviders(options) : [];
  const asked = isAsking ? await askForProviders({ probe, discovered }, surroundings) : [];

  const results = [...named, ...asked];
  const found = [...results.flatMap(({ provider = [] }) => provider), ...discovered];
  return {
    providers: found.filter(
      ({ baseUrl }, at) => found.findIndex((other) => other.baseUrl === baseUrl) === at,
    ),
    failures: results.flatMap(({ failure = [] }) => failure),
    isPlaceholder: results.length === 0 && !flags.discover && discovered.length === 0,
  };
}

/** A key goes to the server that it is meant for, and to no other. */
function keysByUrl({ provider: urls, apiKeyEnv: variables }: InitFlags) {
  return new Map(
    variables.map(({ name, url }) => {
      if (url === undefined && urls.length !== 1) {
        const hint = `write --api-key-env ${name}=URL`;
        throw new CommandError('usage', `\`${name}\` is a key for which server?`, { hint });
      }
      if (url !== undefined && !urls.includes(url)) {
        throw new CommandError('usage', `\`${url}\` has a key, and is no \`--provider\``);
      }
      return [url ?? urls[0] ?? '', name];
    }),
  );
}

interface Asking {
  readonly probe: (url: string, apiKeyEnv: string | undefined) => Promise<ProbeResult>;
  readonly discovered: readonly FoundProvider[];
}

async function askForProviders(
  { probe, discovered }: Asking,
  { prompts, terminal }: Surroundings,
): Promise<readonly ProbeResult[]> {
  if (prompts === undefined) return [];
  const results: ProbeResult[] = [];
  for (const { url, kind } of discovered) printLine(terminal.stderr, `found ${kind} at ${url}`);
  for (;;) {
    const message = 'Address of a model server (empty: no more)';
    const url = (await prompts.input({ message })).trim();
    if (url === '') return results;
    let result = await probe(url, undefined);
    if (result.failure?.isUnauthorized) {
      const question =
        'It wants a key. Which environment variable holds it? (its name, not the key)';
      const name = (await prompts.input({ message: question })).trim();
      if (isVariableName(name)) result = await probe(url, name);
    }
    const { failure } = result;
    if (failure === undefined) results.push(result);
    else printLine(terminal.stderr, `${failure.url} ${failure.problem}`);
  }
}

function report(
  found: {
    readonly usable: readonly FoundProvider[];
    readonly skipped: readonly FoundProvider[];
    readonly failures: readonly FailedProbe[];
  },
  { stderr }: Terminal,
): void {
  for (const { url, kind, models } of found.usable) {
    const names = models.slice(0, 5).map(({ id }) => id);
    const more = models.length > names.length ? ` and ${models.length - names.length} more` : '';
    printLine(stderr, `${url}: ${kind} with ${names.join(', ')}${more}`);
  }
  for (const { url, kind } of found.skipped) {
    printLine(stderr, `${url}: ${kind}, which is not active yet and is left out`);
  }
  for (const { url, problem } of found.failures) printLine(stderr, `${url} ${problem}`);
}

function nothingFound(
  failures: readonly FailedProbe[],
  skipped: readonly FoundProvider[],
): CommandError {
  const [failure] = failures;
  const hint = 'start a model server, or leave out `--provider` for a file with placeholders';
  if (failure !== undefined) {
    const kind = failure.isUnauthorized ? 'unauthorized' : 'not_running';
    const next = failure.isUnauthorized
      ? 'set the variable to a key of this server, and name it with `--api-key-env`'
      : hint;
    return new CommandError(kind, `${failure.url} ${failure.problem}`, { hint: next });
  }
  const [other] = skipped;
  return new CommandError(
    'not_running',
    other === undefined
      ? 'no model server was found on this machine'
      : `${other.url} is a server of ${other.kind}, which is not active yet`,
    { hint },
  );
}

async function choosePreset(
  { preset: wanted }: InitFlags,
  models: readonly AvailableModel[],
  { prompts }: Surroundings,
): Promise<RecipeEntry> {
  const { listRecipes } = await import('../recipes/catalog.ts');
  const recipes = await listRecipes(packagePath('recipes'), { isBuiltIn: true });
  const presets = recipes.filter(({ metadata }) => metadata?.tags.includes(STARTER_TAG));
  const likely = models.length < 2 ? 'single' : 'cheap-first';
  const name =
    wanted ??
    (await prompts?.select({
      message: 'Where do you want to start from?',
      choices: presets.map((each) => ({
        value: each.name,
        name: each.metadata?.name ?? each.name,
        description: each.metadata?.description ?? '',
      })),
      default: likely,
    })) ??
    likely;
  const preset = presets.find((each) => each.name === name);
  if (preset !== undefined) return preset;
  const names = presets.map((each) => `\`${each.name}\``).join(', ');
  throw new CommandError('usage', `there is no preset \`${name}\``, { hint: `write ${names}` });
}

interface Casting {
  readonly parts: ReadonlyMap<string, string>;
  readonly models: readonly AvailableModel[];
  readonly flags: InitFlags;
}

async function chooseCast(
  { parts, models, flags }: Casting,
  { prompts }: Surroundings,
): Promise<Cast> {
  const { proposeCast } = await import('../app/init/starter-config.ts');
  const wanted = new Map(flags.model);
  for (const part of wanted.keys()) {
    if (parts.has(part)) continue;
    const hint = `its parts are ${[...parts.keys()].map((name) => `\`${name}\``).join(', ')}`;
    throw new CommandError('usage', `the preset has no part \`${part}\``, { hint });
  }
  const proposal = proposeCast(parts.keys(), models);
  const cast: Record<string, AvailableModel> = {};
  for (const [part, purpose] of parts) {
    const name = wanted.get(part) ?? (await ask(part, purpose)) ?? proposal.get(part)?.name;
    const model = models.find((each) => each.name === name);
    if (model === undefined) throw noModelFor(part, name, models);
    cast[part] = model;
  }
  return cast;

  async function ask(part: string, purpose: string): Promise<string | undefined> {
    if (prompts === undefined || models.length === 1) return undefined;
    const likely = proposal.get(part)?.name;
    return prompts.select({
      message: `Which model is \`${part}\`? ${purpose}`,
      choices: models.map(({ name, provider }) => ({
        value: name,
        name,
        description: `${provider.kind} at ${provider.url}`,
      })),
      ...(likely === undefined ? {} : { default: likely }),
    });
  }
}

function noModelFor(
  part: string,
  name: string | undefined,
  models: readonly AvailableModel[],
): CommandError {
  const names = models.slice(0, 20).map((model) => `\`${model.name}\``);
  return new CommandError(
    'usage',
    name === undefined
      ? `no model was found that can be \`${part}\``
      : `no server has the model \`${name}\``,
    { hint: `choose one with \`--model ${part}=NAME\`, found were ${names.join(', ')}` },
  );
}

/** What is written is valid; returns remarks, such as the variables that it needs. */
async function check(text: string, file: string): Promise<readonly Finding[]> {
  const { loadConfig } = await import('../config/load.ts');
  const { findings } = loadConfig({ text, file, environment: {}, mode: 'validate' });
  if (findings.every(({ severity }) => severity === 'info')) return findings;
  const { ConfigError } = await import('../app/config-error.ts');
  throw new ConfigError(findings);
}
