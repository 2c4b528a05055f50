import { type ChatRequest, estimateTokens, isObject, type MockTool } from './chat-request.ts';
import { sampleValue } from './sample-value.ts';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly argumentsText: string;
}

/** What the mock says to one request; the same request always gets the same answer. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  readonly reasoningText: string | undefined;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  readonly usage: Usage;
}

interface Usage {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly reasoningTokens: number;
}

const sentences = [
  'This answer comes from a mock backend and costs nothing.',
  'It is the same for the same request and reads like prose of ordinary length.',
  'A real model would think about the question, weigh a few ways to put it and pick one.',
  'The words here only fill the stream so that clients, routers and tests have something to carry.',
];

/** The same prose beginning at each sentence in turn. */
const fillers = sentences.map((_, first) =>
  [...sentences.slice(first), ...sentences.slice(0, first)].join(' ').split(' '),
);

const EXCERPT_CHARACTERS = 80;
const CACHE_BLOCK_TOKENS = 128;
const MIN_CACHED_TOKENS = 1024;

const reasoningTokensByEffort: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 16,
  low: 64,
  medium: 256,
  high: 1024,
  xhigh: 2048,
  max: 4096,
};

/** Composes the answer of about `words` words. */
export function composeAnswer(request: ChatRequest, words: number): Answer {
  const digest = digestOf(request.model, request.lastUserText);
  const effort = request.reasoningFields && effortOf(request.reasoningFields);
  const reasoningTokens =
    effort === undefined
      ? 0
      : (reasoningTokensByEffort[effort] ?? reasoningTokensByEffort.medium ?? 0);
  const toolCalls = request.tools.length === 0 ? [] : chooseToolCalls(request, digest);
  const isCut = toolCalls.length === 0 && words > request.maxTokens;
  const text =
    toolCalls.length > 0 ? '' : answerText(request, Math.min(words, request.maxTokens), digest);
  const spoken =
    toolCalls.length === 0
      ? estimateTokens(text)
      : estimateTokens(toolCalls.map((call) => call.name + call.argumentsText).join(''));
  return {
    id: digest.toString(16).padStart(8, '0'),
    text,
    reasoningText:
      reasoningTokens > 0 ? `${request.model} thinks with ${effort} effort.` : undefined,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool_calls' : isCut ? 'length' : 'stop',
    usage: {
      promptTokens: request.promptTokens,
      cachedTokens: cachedTokens(request.priorTokens),
      completionTokens: spoken + reasoningTokens,
      reasoningTokens,
    },
  };
}

function answerText(request: ChatRequest, words: number, digest: number): string {
  if (request.answerSchema !== undefined) return jsonText(request);
  const said =
    request.toolResultText === undefined
      ? `${request.model} answers: "${excerpt(request.lastUserText)}".`
      : `${request.model} read the tool result: "${excerpt(request.toolResultText)}".`;
  const saidWords = said.split(' ');
  if (saidWords.length >= words) return saidWords.slice(0, words).join(' ');
  return `${said} ${fillerText(words - saidWords.length, digest)}`;
}

function jsonText(request: ChatRequest): string {
  if (request.answerSchema === true) {
    return JSON.stringify({ model: request.model, answer: excerpt(request.lastUserText) });
  }
  return JSON.stringify(sampleValue(request.answerSchema, request.lastUserText));
}

function fillerText(words: number, digest: number): string {
  const filler = fillers[digest % fillers.length] ?? [];
  if (words <= filler.length) return filler.slice(0, words).join(' ');
  const picked: (string | undefined)[] = [];
  for (let at = 0; at < words; at += 1) picked.push(filler[at % filler.length]);
  return picked.join(' ');
}

function excerpt(text: string): string {
  if (text.length <= EXCERPT_CHARACTERS) return text;
  // A cut inside a surrogate pair would leave half a character.
  return `${text.slice(0, EXCERPT_CHARACTERS).replace(/[\ud800-\udbff]$/, '')}...`;
}

/** Providers cache long prefixes in whole blocks. */
function cachedTokens(priorTokens: number): number {
  if (priorTokens < MIN_CACHED_TOKENS) return 0;
  return Math.floor(priorTokens / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS;
}

/** The effort that the request asks for; undefined when its fields switch thinking off. */
function effortOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  const { reasoning_effort: effort, chat_template_kwargs: kwargs, thinking } = fields;
  const values = isObject(kwargs) ? Object.values(kwargs) : [];
  const word = values.find((value) => typeof value === 'string');
  if (typeof effort === 'string') return effort;
  if (typeof word === 'string') return word;
  const isOn = values.includes(true) || (isObject(thinking) && thinking.type === 'enabled');
  return isOn ? 'medium' : undefined;
}

function chooseToolCalls(request: ChatRequest, digest: number): readonly ToolCall[] {
  const chosen = chosenTools(request);
  return chosen.map((tool, at) => ({
    id: `call_${digest.toString(16).padStart(8, '0')}_${at}`,
    name: tool.name,
    argumentsText: JSON.stringify(sampleValue(tool.parameters, request.lastUserText)),
  }));
}

function chosenTools({ tools, toolChoice, ...request }: ChatRequest): readonly MockTool[] {
  if (toolChoice === 'none') return [];
  if (typeof toolChoice === 'object') return tools.filter(({ name }) => name === toolChoice.name);
  // After a tool result the mock answers in words, or an agent would never end.
  const text = spaced(request.lastUserText);
  const asked =
    request.toolResultText === undefined
      ? tools.filter(({ name }) => text.includes(spaced(name)))
      : [];
  const calls = asked.length > 0 || toolChoice === 'auto' ? asked : tools.slice(0, 1);
  return request.isParallelAllowed ? calls : calls.slice(0, 1);
}

/** `get_weather`, `get-weather` and "get weather" are the same mention. */
function spaced(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ').replaceAll('-', ' ');
}

/** FNV-1a of the model and both ends of the text: long prompts stay cheap. */
function digestOf(model: string, text: string): number {
  const ends = text.length <= 128 ? text : text.slice(0, 64) + text.slice(-64) + text.length;
  let hash = 0x811c9dc5;
  for (const part of [model, ends]) {
    for (let at = 0; at < part.length; at += 1) {
      hash = Math.imul(hash ^ part.charCodeAt(at), 0x01000193);
    }
  }
  return hash >>> 0;
}
