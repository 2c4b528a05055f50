import type { BackendRef } from './schema.ts';

type ProviderName = NonNullable<BackendRef['provider']>;

/** How a kind of provider wants to be called. */
export interface ProviderProfile {
  readonly authHeader: string;
  /** Stands before the key, separated by one space; empty = the key alone. */
  readonly authPrefix: string;
  /** Appended to the path of `base_url`. */
  readonly chatPath: string;
}

const openAiCompatible: ProviderProfile = {
  authHeader: 'authorization',
  authPrefix: 'Bearer',
  chatPath: '/chat/completions',
};

/** `backend_refs[].provider` -> profile; all but `anthropic` speak OpenAI chat completions. */
export const providerProfiles: Readonly<Record<ProviderName, ProviderProfile>> = {
  vllm: openAiCompatible,
  sglang: openAiCompatible,
  llamacpp: openAiCompatible,
  ollama: openAiCompatible,
  'openai-compatible': openAiCompatible,
  openai: openAiCompatible,
  openrouter: openAiCompatible,
  deepseek: openAiCompatible,
  mistral: openAiCompatible,
  groq: openAiCompatible,
  together: openAiCompatible,
  bedrock: openAiCompatible,
  gemini: openAiCompatible,
  'vertex-ai': openAiCompatible,
  'azure-openai': { ...openAiCompatible, authHeader: 'api-key', authPrefix: '' },
  minimax: { ...openAiCompatible, chatPath: '/v1/chat/completions' },
  anthropic: { authHeader: 'x-api-key', authPrefix: '', chatPath: '/v1/messages' },
};

/** Where a provider reads reasoning effort. */
export type ReasoningDialect = 'chat-template' | 'openai' | 'openrouter' | 'deepseek';

/** The dialect of a host; everything that is no known public API is a self-hosted server. */
export function dialectOf(hostname: string): ReasoningDialect {
  switch (hostname) {
    case 'api.openai.com':
      return 'openai';
    case 'openrouter.ai':
      return 'openrouter';
    case 'api.deepseek.com':
      return 'deepseek';
    default:
      return 'chat-template';
  }
}
