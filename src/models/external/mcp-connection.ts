import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { SwitchyardError } from '../../errors.ts';
import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';
import { checkNames, invalidOutput } from './external-model.ts';
import { untilAborted } from './until-aborted.ts';

/** Where an MCP server is: a process that is started, or an address. */
export type McpServer =
  | {
      readonly transport: 'stdio';
      readonly command: string;
      readonly args?: readonly string[];
      /** Besides the few harmless variables that programs need; ours are not passed on. */
      readonly env?: Readonly<Record<string, string>>;
    }
  | { readonly transport: 'http'; readonly url: string };

interface ConnectionOptions {
  readonly name: string;
  readonly server: McpServer;
  /** The tool that classifies; one is looked for unless given. */
  readonly toolName?: string;
  readonly signal: AbortSignal;
  /** Called once when the other side ends it. */
  readonly onLost: () => void;
}

/** A server that is there, the labels it knows and the tool that gives them. */
export interface McpConnection {
  readonly labels: readonly string[];
  /** What the tool gave, unchecked. */
  classify(text: string, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_TOOL_PAGES = 16;
/** Limits are those of the signals; the library needs one of its own. */
const NEVER_MS = 2 ** 31 - 1;
const GOODBYE_MS = 1000;
const TOOL_NAMES = ['classify_text', 'classify', 'categorize', 'categorize_text'];

/** Starts or finds the server and asks it for its labels; leaves nothing behind when that fails. */
export async function openMcpConnection(options: ConnectionOptions): Promise<McpConnection> {
  const { name, server, signal, onLost } = options;
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const transport = await transportTo(server);
  signal.throwIfAborted();
  const client = new Client({ name: 'switchyard', version: '1' });
  let isEnded = false;

  async function close(): Promise<void> {
    isEnded = true;
    await sayGoodbye(transport);
    await client.close();
    // Where the client never took it over.
    await transport.close();
  }

  async function call(tool: string, input: Record<string, unknown>, callSignal: AbortSignal) {
    const limits = { signal: callSignal, timeout: NEVER_MS };
    return client.callTool({ name: tool, arguments: input }, undefined, limits);
  }

  async function open(): Promise<McpConnection> {
    const limits = { signal, timeout: NEVER_MS };
    await client.connect(transport, limits);
    const tools: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_TOOL_PAGES; page += 1) {
      const listed = await client.listTools(cursor === undefined ? {} : { cursor }, limits);
      tools.push(...listed.tools);
      cursor = listed.nextCursor;
      if (cursor === undefined) break;
    }
    const tool = options.toolName || findTool(tools);
    if (tool === undefined) throw unavailable(name, 'has no tool that classifies');
    const labels = labelsOf(name, await call('list_categories', {}, signal));
    return {
      labels,
      async classify(text, callSignal) {
        const answer = await call(tool, { text, with_probabilities: true }, callSignal);
        return toolObject(name, answer, 'class');
      },
      close,
    };
  }

  client.onclose = () => {
    if (isEnded) return;
    isEnded = true;
    onLost();
  };
  try {
    return await untilAborted(open(), signal);
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

async function transportTo(server: McpServer): Promise<Transport> {
  if (server.transport === 'stdio') {
    const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
    const { command, args = [], env = {} } = server;
    return new StdioClientTransport({
      command,
      args: [...args],
      env: { ...env },
      stderr: 'ignore',
      maxBufferSize: MAX_MESSAGE_BYTES,
    });
  }
  const { StreamableHTTPClientTransport } = await import(
    '@modelcontextprotocol/sdk/client/streamableHttp.js'
  );
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    // Who waits for an answer that was cut off learns of it by the end of the connection.
    fetch: (url, init) => limitedFetch(url, init, () => void transport.close()),
    requestInit: { redirect: 'error' },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1000,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1,
    },
  });
  return transport as Transport;
}

/** An answer to a message ends where it gets too long; the stream of notices is without end. */
async function limitedFetch(
  url: string | URL,
  init: RequestInit | undefined,
  onTooLong: () => void,
): Promise<Response> {
  const response = await fetch(url, init);
  if (response.body === null || init?.method !== 'POST') return response;
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, control) {
      bytes += chunk.length;
      if (bytes <= MAX_MESSAGE_BYTES) return control.enqueue(chunk);
      control.error(new Error('the answer is too long'));
      onTooLong();
    },
  });
  return new Response(response.body.pipeThrough(limit), response);
}

/** Servers keep sessions until they hear that nobody needs them. */
async function sayGoodbye(transport: Transport): Promise<void> {
  if (!('terminateSession' in transport) || typeof transport.terminateSession !== 'function')
    return;
  const goodbye: Promise<void> = transport.terminateSession();
  const limit = AbortSignal.timeout(GOODBYE_MS);
  await untilAborted(goodbye, limit).catch(() => undefined);
}

export function unavailable(name: string, how: string): SwitchyardError {
  const message = `the MCP server of the model \`${name}\` ${how}`;
  return new SwitchyardError('model_unavailable', message);
}

function findTool(tools: readonly unknown[]): string | undefined {
  const names = tools.map((tool) => stringOf(memberOf(tool, 'name')) ?? '');
  const known = TOOL_NAMES.find((name) => names.includes(name));
  if (known !== undefined) return known;
  const likely = tools.find((tool) =>
    ['name', 'description'].some((key) => /classif/i.test(stringOf(memberOf(tool, key)) ?? '')),
  );
  return stringOf(memberOf(likely, 'name'));
}

function labelsOf(name: string, answer: unknown): readonly string[] {
  const categories = arrayOf(memberOf(toolObject(name, answer, 'categories'), 'categories'));
  const labels = categories.flatMap((label) => stringOf(label) ?? []);
  if (labels.length !== categories.length) throw invalidOutput(name, 'has categories without name');
  checkNames(name, 'categories', labels);
  return labels;
}

/** The object with this key, as structured content or as JSON in a text. */
function toolObject(name: string, answer: unknown, key: string): unknown {
  if (memberOf(answer, 'isError') === true) throw unavailable(name, 'has a tool that failed');
  const structured = memberOf(answer, 'structuredContent');
  const texts = arrayOf(memberOf(answer, 'content')).map((part) => jsonOf(memberOf(part, 'text')));
  const found = [structured, memberOf(structured, 'result'), ...texts].find(
    (value) => memberOf(value, key) !== undefined,
  );
  if (found === undefined) throw invalidOutput(name, `has no \`${key}\``);
  return found;
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(stringOf(text) ?? '');
  } catch {
    return undefined;
  }
}
