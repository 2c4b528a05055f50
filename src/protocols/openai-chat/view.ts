import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';
import { cleanUserText } from '../agent-text.ts';
import type {
  Identity,
  JsonObject,
  MessageView,
  RequestFacts,
  RequestView,
  Role,
  UntrustedText,
} from '../canonical.ts';
import { isToolError, type PartsFound, readParts, textOf } from './content-parts.ts';
import { estimateTokens } from './token-estimate.ts';

const noMetadata: Readonly<Record<string, string>> = Object.freeze({});

interface ViewOptions {
  readonly identity?: Identity | undefined;
}

/** Reads a checked chat request once, for everything that routes, records or explains it. */
export function createRequestView(body: JsonObject, { identity }: ViewOptions = {}): RequestView {
  const raw = arrayOf(body.messages);
  const messages: MessageView[] = [];
  const messageCounts = { system: 0, developer: 0, user: 0, assistant: 0, tool: 0, function: 0 };
  const parts = {
    images: 0,
    files: 0,
    audioParts: 0,
    toolResults: 0,
    toolErrors: 0,
    imageUrl: undefined,
    texts: [],
  } as PartsFound;
  const calls: ToolCalls = { count: 0, names: new Set() };
  let currentUserText = '';
  let originalUserText = '';
  let lastRawText = '';
  const priorUserTexts: string[] = [];
  const nonUserTexts: string[] = [];
  const toolTexts: string[] = [];
  const untrustedTexts: UntrustedText[] = [];
  /** Messages that bring results of tools, in either protocol's shape. */
  const resultIndexes = new Set<number>();
  let lastUserIndex = -1;
  let hasPriorAssistantReply = false;

  for (let index = 0; index < raw.length; index += 1) {
    const message = raw[index] as JsonObject;
    const role = message.role as Role;
    const text = textOf(message.content);
    messages.push({ index, role, text });
    switch (role) {
      case 'user': {
        const resultsBefore = parts.toolResults;
        readParts(message.content, parts);
        for (const one of parts.texts.splice(0)) {
          untrustedTexts.push({ ...one, messageIndex: index, role });
          if (one.kind === 'tool_result') toolTexts.push(one.text);
        }
        const hasResults = parts.toolResults > resultsBefore;
        messageCounts[hasResults ? 'tool' : 'user'] += 1;
        if (hasResults) resultIndexes.add(index);
        else lastUserIndex = index;
        if (text === '') break;
        lastRawText = text;
        const { question, removed } = cleanUserText(text);
        for (const one of removed) untrustedTexts.push({ ...one, messageIndex: index, role });
        if (question === '') break;
        if (currentUserText !== '') priorUserTexts.push(currentUserText);
        currentUserText = question;
        originalUserText = text;
        break;
      }
      case 'tool':
      case 'function':
        messageCounts[role] += 1;
        parts.toolResults += 1;
        resultIndexes.add(index);
        if (isToolError(message, text)) parts.toolErrors += 1;
        if (text === '') break;
        toolTexts.push(text);
        untrustedTexts.push({ kind: 'tool_result', messageIndex: index, role, text });
        break;
      case 'assistant':
        messageCounts.assistant += 1;
        addToolCalls(message, calls);
        if (text === '') break;
        hasPriorAssistantReply = true;
        nonUserTexts.push(text);
        break;
      default:
        messageCounts[role] += 1;
        if (text !== '') nonUserTexts.push(text);
    }
  }
  if (originalUserText === '') originalUserText = lastRawText;

  const facts: RequestFacts = {
    messageCounts,
    toolDefinitions: arrayOf(body.tools).length + arrayOf(body.functions).length,
    assistantToolCalls: calls.count,
    distinctTools: calls.names.size,
    toolResults: parts.toolResults,
    toolErrors: parts.toolErrors,
    images: parts.images,
    files: parts.files,
    audioParts: parts.audioParts,
    hasPriorAssistantReply,
    isLastMessageToolResult: resultIndexes.has(messages.length - 1),
    isLastUserAfterToolResult: resultIndexes.has(lastUserIndex - 1),
    isStreaming: body.stream === true,
    responseFormat: stringOf(memberOf(body.response_format, 'type')),
    reasoningEffort: stringOf(body.reasoning_effort),
  };
  let estimate: number | undefined;
  return {
    messages,
    currentUserText,
    originalUserText,
    priorUserTexts,
    nonUserTexts,
    toolTexts,
    untrustedTexts,
    evaluationText: currentUserText || originalUserText || nonUserTexts.join(' '),
    imageUrl: parts.imageUrl,
    identity,
    facts,
    metadata: metadataOf(body.metadata),
    tokenEstimate: () => {
      estimate ??= estimateTokens(body);
      return estimate;
    },
  };
}

interface ToolCalls {
  count: number;
  readonly names: Set<string>;
}

/** Adds `tool_calls`, the older single `function_call` and `tool_use` parts of an assistant message. */
function addToolCalls(message: JsonObject, calls: ToolCalls): void {
  for (const call of arrayOf(message.tool_calls)) {
    addToolCall(memberOf(call, 'function') ?? memberOf(call, 'custom'), calls);
  }
  const legacyCall = message.function_call;
  if (typeof legacyCall === 'object' && legacyCall !== null) addToolCall(legacyCall, calls);
  for (const part of arrayOf(message.content)) {
    if (memberOf(part, 'type') === 'tool_use') addToolCall(part, calls);
  }
}

function addToolCall(tool: unknown, calls: ToolCalls): void {
  calls.count += 1;
  const name = memberOf(tool, 'name');
  if (typeof name === 'string') calls.names.add(name);
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
