import { SwitchyardError } from '../../errors.ts';
import { chatContent } from '../plugins/chat-verdict.ts';
import { isRefusal, openJsonEndpoint } from '../plugins/json-endpoint.ts';
import { type ModelEndpoint, pathOptions } from './endpoint-of.ts';
import { invalidOutput, withOutcome } from './external-model.ts';

interface ChatOptions {
  readonly endpoint: ModelEndpoint;
  /** All tries of one question together, unless the endpoint sets its own. */
  readonly timeoutMs: number;
  readonly maxTokens: number;
  /** Of the answer; none: the model answers as it was trained to. */
  readonly schema?: object;
}

interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** Asks a chat model for one short answer. */
export interface ChatClient {
  ask(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** `POST .../v1/chat/completions`; the outcomes are those of `LabelScorer`. */
export function openChatClient({ endpoint, schema, ...defaults }: ChatOptions): ChatClient {
  const { name, model, temperature = 0, maxTokens = defaults.maxTokens } = endpoint;
  const { timeoutMs = defaults.timeoutMs } = endpoint;
  if (model === undefined) {
    throw new SwitchyardError(
      'model_unavailable',
      `the external model \`${name}\` is asked in a chat and has no \`llm_model_name\``,
    );
  }
  const server = openJsonEndpoint(pathOptions(endpoint, timeoutMs), chatPath(endpoint.baseUrl));
  const formats = schema === undefined ? [undefined] : formatsOf(schema);
  /** The best format that the server is not known to refuse. */
  let best = 0;

  async function ask(messages: readonly ChatMessage[], signal?: AbortSignal): Promise<string> {
    const until = performance.now() + timeoutMs;
    for (let at = best; ; at += 1) {
      const format = formats[at];
      const body = { model, messages, temperature, max_tokens: maxTokens, stream: false };
      try {
        const answer = await server.post(
          { ...body, ...(format !== undefined && { response_format: format }) },
          { signal, withinMs: until - performance.now() },
        );
        best = at;
        return chatContent(answer);
      } catch (error) {
        // Which part was refused nobody tells; what another format does not heal is no format.
        if (!isRefusal(error) || at + 1 >= formats.length || signal?.aborted) throw error;
      }
    }
  }

  return {
    async ask(messages, signal) {
      const content = await withOutcome(ask(messages, signal), signal);
      if (content.trim() === '') throw invalidOutput(name, 'is empty');
      return content;
    },
    close: () => server.close(),
  };
}

/** An address without a path is that of the server, one with a path that of its API. */
function chatPath(baseUrl: string): string {
  const isServer = URL.canParse(baseUrl) && new URL(baseUrl).pathname === '/';
  return isServer ? '/v1/chat/completions' : '/chat/completions';
}

/** From the strictest to none at all, for servers that know no formats. */
function formatsOf(schema: object): readonly (object | undefined)[] {
  const json_schema = { name: 'answer', strict: true, schema };
  return [{ type: 'json_schema', json_schema }, { type: 'json_object' }, undefined];
}

/** An object with these properties, all of them and no others. */
export function exactObject(properties: Readonly<Record<string, object>>): object {
  const required = Object.keys(properties);
  return { type: 'object', properties, required, additionalProperties: false };
}
