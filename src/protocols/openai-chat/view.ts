import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';
import type { JsonObject, MessageView, RequestFacts, RequestView, Role } from '../canonical.ts';
import { estimateTokens } from './token-estimate.ts';

const noMetadata: Readonly<Record<string, string>> = Object.freeze({});

/** Reads a checked chat request once, for everything that routes, records or explains it. */
export function createRequestView(body: JsonObject): RequestView {
  const raw = arrayOf(body.messages);
  const messages: MessageView[] = [];
  const messageCounts = { system: 0, developer: 0, user: 0, assistant: 0, tool: 0, function: 0 };
  const parts = { images: 0, files: 0, audioParts: 0 };
  const calls: ToolCalls = { count: 0, names: new Set() };
  let currentUserText = '';
  const priorUserTexts: string[] = [];
  const nonUserTexts: string[] = [];
  const toolTexts: string[] = [];
  let lastUserIndex = -1;
  let hasPriorAssistantReply = false;

  for (let index = 0; index < raw.length; index += 1) {
    const message = raw[index] as JsonObject;
    const role = message.role as Role;
    const text = textOf(message.content);
    messages.push({ index, role, text });
    messageCounts[role] += 1;
    switch (role) {
      case 'user':
        lastUserIndex = index;
        countParts(message.content, parts);
        if (text === '') break;
        if (currentUserText !== '') priorUserTexts.push(currentUserText);
        currentUserText = text;
        break;
      case 'tool':
      case 'function':
        if (text !== '') toolTexts.push(text);
        break;
      case 'assistant':
        addToolCalls(message, calls);
        if (text === '') break;
        hasPriorAssistantReply = true;
        nonUserTexts.push(text);
        break;
      default:
        if (text !== '') nonUserTexts.push(text);
    }
  }

  const facts: RequestFacts = {
    messageCounts,
    toolDefinitions: arrayOf(body.tools).length + arrayOf(body.functions).length,
    assistantToolCalls: calls.count,
    distinctTools: calls.names.size,
    toolResults: messageCounts.tool + messageCounts.function,
    images: parts.images,
    files: parts.files,
    audioParts: parts.audioParts,
    hasPriorAssistantReply,
    isLastMessageToolResult: isToolResult(messages.at(-1)),
    isLastUserAfterToolResult: lastUserIndex > 0 && isToolResult(messages[lastUserIndex - 1]),
    isStreaming: body.stream === true,
    responseFormat: stringOf(memberOf(body.response_format, 'type')),
    reasoningEffort: stringOf(body.reasoning_effort),
  };
  let estimate: number | undefined;
  return {
    messages,
    currentUserText,
    priorUserTexts,
    nonUserTexts,
    toolTexts,
    evaluationText: currentUserText === '' ? nonUserTexts.join(' ') : currentUserText,
    facts,
    metadata: metadataOf(body.metadata),
    tokenEstimate: () => {
      estimate ??= estimateTokens(body);
      return estimate;
    },
  };
}

/** Text parts joined by one space; a part without type counts as text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  let text: string | undefined;
  for (const part of content) {
    const type = memberOf(part, 'type');
    const piece = memberOf(part, 'text');
    if (typeof piece !== 'string' || (type !== undefined && type !== 'text')) continue;
    text = text === undefined ? piece : `${text} ${piece}`;
  }
  return text ?? '';
}

function countParts(
  content: unknown,
  counts: { images: number; files: number; audioParts: number },
): void {
  if (!Array.isArray(content)) return;
  for (const part of content) {
    switch (memberOf(part, 'type')) {
      case 'image_url':
      case 'input_image':
        counts.images += 1;
        break;
      case 'file':
      case 'input_file':
        counts.files += 1;
        break;
      case 'input_audio':
        counts.audioParts += 1;
        break;
    }
  }
}

interface ToolCalls {
  count: number;
  readonly names: Set<string>;
}

/** Adds `tool_calls` and the older single `function_call` of an assistant message. */
function addToolCalls(message: JsonObject, calls: ToolCalls): void {
  for (const call of arrayOf(message.tool_calls)) {
    addToolCall(memberOf(call, 'function') ?? memberOf(call, 'custom'), calls);
  }
  const legacyCall = message.function_call;
  if (typeof legacyCall === 'object' && legacyCall !== null) addToolCall(legacyCall, calls);
}

function addToolCall(tool: unknown, calls: ToolCalls): void {
  calls.count += 1;
  const name = memberOf(tool, 'name');
  if (typeof name === 'string') calls.names.add(name);
}

function isToolResult(message: MessageView | undefined): boolean {
  return message?.role === 'tool' || message?.role === 'function';
}

/** Keeps string entries only; the object itself when it has no others. */
function metadataOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return noMetadata;
  const entries = Object.entries(value);
  const texts = entries.filter(([, entry]) => typeof entry === 'string');
  return texts.length === entries.length
    ? (value as Record<string, string>)
    : Object.fromEntries(texts);
}
