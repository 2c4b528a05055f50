import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { type ChatAnswer, type ChatMessage, type ChatTarget, sendChat } from './chat-turn.ts';
import { type Colours, coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { wholeNumber } from './option-values.ts';
import { reportError } from './report-error.ts';
import { serverAddress } from './server-client.ts';
import { printLine, type Terminal } from './terminal.ts';

interface ChatFlags {
  readonly model: string;
  readonly url?: string;
  readonly managementUrl?: string;
  readonly token?: string;
  readonly system?: string;
  readonly maxTokens?: number;
  readonly timeout: number;
  readonly json?: boolean;
}

/** `switchyard chat` */
export function chatCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  return new Command('chat')
    .description('Talk to a running router; without a message: a conversation')
    .argument('[message...]', 'what to ask')
    .option('--model <name>', 'model to ask for', 'auto')
    .option('--system <text>', 'system message')
    .option('--max-tokens <count>', 'limit of the answer', wholeNumber(1, 1_000_000))
    .option('--url <url>', 'router (else SWITCHYARD_URL, http://127.0.0.1:8899)')
    .addOption(
      new Option('--management-url <url>', 'where costs are looked up').env(
        'SWITCHYARD_MANAGEMENT_URL',
      ),
    )
    .option('--token <key>', 'API key (else SWITCHYARD_TOKEN)')
    .option('--timeout <seconds>', 'limit of one answer', wholeNumber(1, 86_400), 120)
    .option('--json', 'print one JSON object an answer')
    .action(async (words: readonly string[], flags: ChatFlags) => {
      finish(await chat(words.join(' ').trim(), flags, terminal));
    });
}

async function chat(message: string, flags: ChatFlags, terminal: Terminal): Promise<number> {
  const target: ChatTarget = {
    address: serverAddress(flags, terminal, {
      variable: 'SWITCHYARD_URL',
      url: 'http://127.0.0.1:8899',
    }),
    management: serverAddress({ ...flags, url: flags.managementUrl }, terminal, {
      variable: 'SWITCHYARD_MANAGEMENT_URL',
      url: 'http://127.0.0.1:8080',
    }),
    model: flags.model,
    maxTokens: flags.maxTokens,
    timeoutMs: flags.timeout * 1000,
  };
  const history: ChatMessage[] = flags.system ? [{ role: 'system', content: flags.system }] : [];
  if (message === '') return converse(target, history, { flags, terminal });
  await turn(target, [...history, { role: 'user', content: message }], { flags, terminal });
  return 0;
}

interface Surroundings {
  readonly flags: ChatFlags;
  readonly terminal: Terminal;
}

async function converse(
  target: ChatTarget,
  history: ChatMessage[],
  { flags, terminal }: Surroundings,
): Promise<number> {
  const isInteractive = terminal.stdin.isTTY === true;
  const lines = createInterface({
    input: terminal.stdin,
    output: isInteractive ? terminal.stdout : undefined,
    prompt: 'you> ',
  });
  if (isInteractive) printLine(terminal.stderr, `asking for ${flags.model}; /exit or Ctrl-D ends`);
  let exitCode = 0;
  lines.once('SIGINT', () => {
    exitCode = 130;
    lines.close();
  });
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === '/exit') break;
    if (text !== '') {
      history.push({ role: 'user', content: text });
      exitCode = await tryTurn(target, history, { flags, terminal });
    }
    lines.prompt();
  }
  lines.close();
  return exitCode;
}

/** A failed turn is taken back, so that the next one does not carry it. */
async function tryTurn(
  target: ChatTarget,
  history: ChatMessage[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    history.push({ role: 'assistant', content: await turn(target, history, surroundings) });
    return 0;
  } catch (error) {
    history.pop();
    return reportError(error, surroundings.terminal);
  }
}

async function turn(
  target: ChatTarget,
  messages: readonly ChatMessage[],
  { flags, terminal }: Surroundings,
): Promise<string> {
  const { stdout, stderr } = terminal;
  const answer = await sendChat(target, messages, (text) => {
    if (!flags.json) stdout.write(text);
  });
  if (flags.json) {
    printLine(stdout, JSON.stringify(answer));
  } else {
    printLine(stdout, toolCallLines(answer));
    printLine(stderr, footer(answer, coloursFor(terminal)));
  }
  if (answer.error !== undefined) throw new CommandError('request_failed', answer.error);
  return answer.text;
}

function toolCallLines({ tool_calls: calls }: ChatAnswer): string {
  return calls.map((call) => `${call.name}(${call.arguments})`).join('\n');
}

/** `coder-32b · code (0.93) · 412 ms · 120+56 tokens · 0.00012 USD` */
function footer(answer: ChatAnswer, colours: Colours): string {
  const { decision, confidence, usage, cost, currency } = answer;
  const parts = [
    answer.model,
    decision && (confidence === null ? decision : `${decision} (${confidence.toFixed(2)})`),
    `${Math.round(answer.latency_ms)} ms`,
    usage && `${usage.prompt_tokens}+${usage.completion_tokens} tokens`,
    cost !== null && `${Number(cost.toPrecision(3))} ${currency ?? ''}`.trim(),
  ];
  return colours.faint(parts.filter(Boolean).join(' · '));
}
