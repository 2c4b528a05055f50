import { Command } from 'commander';
import type { AskModel, DraftMessage, PolicyDraft } from '../dsl/draft/draft.ts';
import { isJsonObject, type JsonObject } from '../lib/json-value.ts';
import { isVariableName } from '../lib/schema-marks.ts';
import { CommandError } from './command-error.ts';
import { requireConfig } from './config-path.ts';
import { wholeNumber } from './option-values.ts';
import { readInput } from './read-input.ts';
import { callServer, errorOfCall, type ServerAddress, serverAddress } from './server-client.ts';
import { printLine, type Terminal } from './terminal.ts';

interface DraftFlags {
  readonly config?: string;
  readonly url?: string;
  readonly model: string;
  readonly apiKeyEnv?: string;
  readonly maxRetries: number;
  readonly timeout: number;
  readonly json?: boolean;
}

const INVALID_EXIT_CODE = 3;
const MAX_ANSWER_BYTES = 4 * 2 ** 20;
const MAX_TOKENS = 8192;
const TEMPERATURE = 0.1;

/** `switchyard dsl draft` */
export function dslDraftCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('draft')
    .description('Draft a change of the policy from an instruction; nothing is applied')
    .argument('<instruction>', 'what the router should do, in plain words')
    .option('--config <file>', 'configuration (else SWITCHYARD_CONFIG, ./config.yaml, ~/.config)')
    .option('--url <url>', 'a running router or any OpenAI-compatible server; omitted: templates')
    .option('--model <name>', 'model that writes the draft', 'auto')
    .option('--api-key-env <name>', 'variable with the key of that server')
    .option('--max-retries <count>', 'answers to repair the first one', wholeNumber(0, 10), 2)
    .option('--timeout <seconds>', 'limit of one answer', wholeNumber(1, 600), 120)
    .option('--json', 'print JSON')
    .action(async (instruction: string, flags: DraftFlags) => {
      finish(await draft(instruction, flags, terminal));
    });
}

async function draft(instruction: string, flags: DraftFlags, terminal: Terminal): Promise<number> {
  const ask = flags.url === undefined ? undefined : chatModel(flags.url, flags, terminal);
  const policy = await readPolicy(flags, terminal);
  const { DraftError, draftPolicy } = await import('../dsl/draft/draft.ts');
  const drafted = await draftPolicy({
    instruction,
    ...policy,
    ask,
    limits: { maxRetries: flags.maxRetries },
    onProgress(phase) {
      if (phase !== 'check' && !flags.json) printLine(terminal.stderr, progress[phase]);
    },
  }).catch((error: unknown) => {
    if (!(error instanceof DraftError)) throw error;
    const hint = ask === undefined ? 'name a chat model with `--url` and `--model`' : 'shorten it';
    throw new CommandError('usage', error.message, { hint, cause: error });
  });
  if (flags.json) printLine(terminal.stdout, JSON.stringify(drafted));
  else print(drafted, terminal);
  return drafted.ready ? 0 : INVALID_EXIT_CODE;
}

const progress = { generate: 'asking the model', repair: 'asking for repairs' } as const;

/** The program goes to stdout, so that it can be kept; what is said about it to stderr. */
function print(drafted: PolicyDraft, { stdout, stderr }: Terminal): void {
  const { dsl, summary, diff, diagnostics, ready, suggestedTestQuery } = drafted;
  if (dsl === '') {
    // Everything else would speak of the whole policy as removed.
    printLine(stderr, `${summary.split('\n')[0]}, nothing was changed`);
    return;
  }
  stdout.write(dsl);
  if (diff !== '') printLine(stderr, diff.trimEnd());
  for (const { severity, code, line, column, message } of diagnostics) {
    printLine(stderr, `${severity}[${code}] draft.dsl:${line}:${column}: ${message}`);
  }
  for (const line of summary.split('\n')) printLine(stderr, line);
  if (suggestedTestQuery !== undefined) printLine(stderr, `try: ${suggestedTestQuery}`);
  printLine(
    stderr,
    ready ? 'this is a draft, nothing was changed' : 'the draft has errors, nothing was changed',
  );
}

/** The policy of a configuration as text, and what it can use. */
async function readPolicy(flags: DraftFlags, terminal: Terminal) {
  const path = requireConfig(flags.config, terminal);
  const [{ loadConfig }, { redact }, { readWritten }, { decompile }, { draftCatalogOf }] =
    await Promise.all([
      import('../config/load.ts'),
      import('../config/redact.ts'),
      import('../config/written.ts'),
      import('../dsl/decompile/decompile.ts'),
      import('../dsl/draft/catalog.ts'),
    ]);
  const text = await readInput(path, terminal);
  const { environment } = terminal;
  const { config, findings } = loadConfig({ text, file: path, environment, mode: 'validate' });
  // What a model is shown carries no credential.
  const base = redact(readWritten(text));
  if (config === undefined || !isJsonObject(base)) {
    const { ConfigError } = await import('../app/config-error.ts');
    throw new ConfigError(findings);
  }
  return { base: base as JsonObject, current: decompile(base), catalog: draftCatalogOf(config) };
}

function chatModel(url: string, flags: DraftFlags, terminal: Terminal): AskModel {
  const address = addressOf(url, flags, terminal);
  const { model, timeout } = flags;
  return async (messages) => {
    const tuned = { temperature: TEMPERATURE, max_tokens: MAX_TOKENS };
    try {
      return await ask({ address, timeoutMs: timeout * 1000, body: { model, messages, ...tuned } });
    } catch (error) {
      // Some models take no temperature, and call the limit differently.
      const isRefused = /temperature|max_tokens|max_completion_tokens/.test(String(error));
      if (!isRefused) throw error;
      return ask({ address, timeoutMs: timeout * 1000, body: { model, messages } });
    }
  };
}

function addressOf(url: string, { apiKeyEnv }: DraftFlags, terminal: Terminal): ServerAddress {
  const { url: address } = serverAddress({ url }, terminal, { variable: 'SWITCHYARD_URL', url });
  if (apiKeyEnv === undefined) return { url: address, token: undefined };
  // What is no name may be the key itself, which is not repeated.
  if (!isVariableName(apiKeyEnv)) {
    throw new CommandError('usage', '`--api-key-env` takes the name of a variable, never the key');
  }
  const token = terminal.environment[apiKeyEnv];
  if (token) return { url: address, token };
  throw new CommandError('usage', `environment variable \`${apiKeyEnv}\` is not set`);
}

interface Question {
  readonly address: ServerAddress;
  readonly timeoutMs: number;
  readonly body: { readonly model: string; readonly messages: readonly DraftMessage[] };
}

async function ask({ address, timeoutMs, body }: Question): Promise<string> {
  try {
    const path = '/v1/chat/completions';
    const response = await callServer(address, { path, body, timeoutMs });
    return contentOf(await readText(response));
  } catch (error) {
    throw withoutKey(errorOfCall(error, address.url), address);
  }
}

/** Servers repeat keys in what they say about them. */
function withoutKey(error: unknown, { token }: ServerAddress): unknown {
  if (!(error instanceof CommandError) || token === undefined) return error;
  const kind = error.exitCode === 5 ? 'unauthorized' : 'request_failed';
  if (!error.message.includes(token)) return error;
  return new CommandError(kind, error.message.replaceAll(token, '[REDACTED]'));
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) {
      throw new CommandError('request_failed', 'the answer of the model is larger than 4 MiB');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function contentOf(answer: string): string {
  try {
    const content: unknown = JSON.parse(answer).choices[0].message.content;
    if (typeof content === 'string') return content;
  } catch {
    // Reported below, together with answers of another form.
  }
  throw new CommandError('request_failed', 'the answer of the server is no chat completion', {
    hint: 'give the base URL of an OpenAI-compatible server with `--url`',
  });
}
