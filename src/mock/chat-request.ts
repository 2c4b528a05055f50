export interface MockTool {
  readonly name: string;
  readonly parameters: unknown;
}

/** What the mock reads of a chat request; everything else only counts as bytes. */
export interface ChatRequest {
  readonly model: string;
  readonly isStreaming: boolean;
  readonly isUsageEventWanted: boolean;
  readonly lastUserText: string;
  /** Text of the tool result that ends the conversation. */
  readonly toolResultText: string | undefined;
  readonly tools: readonly MockTool[];
  /** A name forces that tool. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  readonly isParallelAllowed: boolean;
  readonly maxTokens: number;
  /** Schema of a demanded JSON answer; `true`: any object. */
  readonly answerSchema: unknown;
  /** As received, for tests of what a router sets. */
  readonly reasoningFields: Readonly<Record<string, unknown>> | undefined;
  readonly promptTokens: number;
  /** Tokens before the last message: what a prefix cache could know. */
  readonly priorTokens: number;
}

export type ReadChatRequest =
  | { readonly request: ChatRequest; readonly problem?: undefined; readonly param?: undefined }
  | { readonly request?: undefined; readonly problem: string; readonly param: string };

type Json = Readonly<Record<string, unknown>>;

const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_IMAGE = 85;
const BYTES_PER_TOKEN = 4;
const reasoningNames = ['reasoning_effort', 'chat_template_kwargs', 'thinking', 'reasoning'];

/** Reads a parsed body; refuses what a real server refuses. */
export function readChatRequest(body: unknown): ReadChatRequest {
  if (!isObject(body)) return { problem: 'the body must be an object', param: 'body' };
  const { model, messages } = body;
  if (typeof model !== 'string') return { problem: '`model` must be a string', param: 'model' };
  if (!Array.isArray(messages) || messages.length === 0) {
    return { problem: '`messages` must be a non-empty array', param: 'messages' };
  }
  const last: unknown = messages[messages.length - 1];
  const tools = readTools(body.tools);
  const lastTokens = messageTokens(last);
  let priorTokens = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(body.tools));
  for (let at = 0; at < messages.length - 1; at += 1) priorTokens += messageTokens(messages[at]);
  return {
    request: {
      model,
      isStreaming: body.stream === true,
      isUsageEventWanted:
        isObject(body.stream_options) && body.stream_options.include_usage === true,
      lastUserText: lastUserText(messages),
      toolResultText:
        isObject(last) && last.role === 'tool' ? contentText(last.content) : undefined,
      tools,
      toolChoice: readToolChoice(body.tool_choice),
      isParallelAllowed: body.parallel_tool_calls !== false,
      maxTokens: readMaxTokens(body),
      answerSchema: readAnswerSchema(body.response_format),
      reasoningFields: readReasoningFields(body),
      promptTokens: priorTokens + lastTokens,
      priorTokens,
    },
  };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

function lastUserText(messages: readonly unknown[]): string {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (isObject(message) && message.role === 'user') return contentText(message.content);
  }
  return '';
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isObject(part) && typeof part.text === 'string' ? part.text : ''))
    .filter((text) => text !== '')
    .join(' ');
}

function messageTokens(message: unknown): number {
  if (!isObject(message)) return TOKENS_PER_MESSAGE;
  const { content, tool_calls: calls } = message;
  const callTokens = calls === undefined ? 0 : estimateTokens(JSON.stringify(calls));
  const images = Array.isArray(content) ? content.filter(isImage).length : 0;
  return (
    TOKENS_PER_MESSAGE +
    estimateTokens(contentText(content)) +
    callTokens +
    images * TOKENS_PER_IMAGE
  );
}

function isImage(part: unknown): boolean {
  return isObject(part) && part.type === 'image_url';
}

function readTools(tools: unknown): readonly MockTool[] {
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) => {
    const definition = isObject(tool) ? tool.function : undefined;
    if (!isObject(definition) || typeof definition.name !== 'string') return [];
    return [{ name: definition.name, parameters: definition.parameters }];
  });
}

function readToolChoice(choice: unknown): ChatRequest['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const named = isObject(choice) ? choice.function : undefined;
  return isObject(named) && typeof named.name === 'string' ? { name: named.name } : 'auto';
}

function readMaxTokens(body: Json): number {
  const limit = body.max_completion_tokens ?? body.max_tokens;
  return typeof limit === 'number' && limit >= 1 ? limit : Number.POSITIVE_INFINITY;
}

function readAnswerSchema(format: unknown): unknown {
  if (!isObject(format)) return undefined;
  if (format.type === 'json_object') return true;
  if (format.type !== 'json_schema') return undefined;
  return (isObject(format.json_schema) ? format.json_schema.schema : undefined) ?? true;
}

function readReasoningFields(body: Json): ChatRequest['reasoningFields'] {
  let fields: Record<string, unknown> | undefined;
  for (const name of reasoningNames) {
    if (body[name] === undefined) continue;
    fields ??= {};
    fields[name] = body[name];
  }
  return fields;
}
