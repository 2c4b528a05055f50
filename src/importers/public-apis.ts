/** How a provider of another gateway is reached from here. */
export interface PublicApi {
  readonly provider: string;
  /** Undefined: the address must be given. */
  readonly baseUrl?: string;
  readonly format?: 'anthropic';
}

const compatible = (baseUrl: string): PublicApi => ({ provider: 'openai-compatible', baseUrl });

/** Names that other gateways use for providers, and the public addresses of these. */
export const publicApis: Readonly<Record<string, PublicApi>> = {
  openai: { provider: 'openai', baseUrl: 'https://api.openai.com/v1' },
  anthropic: { provider: 'anthropic', baseUrl: 'https://api.anthropic.com', format: 'anthropic' },
  azure: { provider: 'azure-openai' },
  'azure-openai': { provider: 'azure-openai' },
  azure_ai: { provider: 'openai-compatible' },
  'azure-ai': { provider: 'openai-compatible' },
  bedrock: { provider: 'bedrock' },
  vertex_ai: { provider: 'vertex-ai' },
  'vertex-ai': { provider: 'vertex-ai' },
  gemini: {
    provider: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  google: {
    provider: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
  },
  ollama: { provider: 'ollama', baseUrl: 'http://localhost:11434/v1' },
  ollama_chat: { provider: 'ollama', baseUrl: 'http://localhost:11434/v1' },
  vllm: { provider: 'vllm' },
  hosted_vllm: { provider: 'vllm' },
  openrouter: { provider: 'openrouter', baseUrl: 'https://openrouter.ai/api/v1' },
  deepseek: { provider: 'deepseek', baseUrl: 'https://api.deepseek.com/v1' },
  mistral: { provider: 'mistral', baseUrl: 'https://api.mistral.ai/v1' },
  'mistral-ai': { provider: 'mistral', baseUrl: 'https://api.mistral.ai/v1' },
  groq: { provider: 'groq', baseUrl: 'https://api.groq.com/openai/v1' },
  together_ai: { provider: 'together', baseUrl: 'https://api.together.xyz/v1' },
  'together-ai': { provider: 'together', baseUrl: 'https://api.together.xyz/v1' },
  minimax: { provider: 'minimax', baseUrl: 'https://api.minimax.io' },
  fireworks_ai: compatible('https://api.fireworks.ai/inference/v1'),
  'fireworks-ai': compatible('https://api.fireworks.ai/inference/v1'),
  perplexity: compatible('https://api.perplexity.ai'),
  'perplexity-ai': compatible('https://api.perplexity.ai'),
  xai: compatible('https://api.x.ai/v1'),
  'x-ai': compatible('https://api.x.ai/v1'),
  cerebras: compatible('https://api.cerebras.ai/v1'),
  nvidia_nim: compatible('https://integrate.api.nvidia.com/v1'),
  deepinfra: compatible('https://api.deepinfra.com/v1/openai'),
  sambanova: compatible('https://api.sambanova.ai/v1'),
};

/** The provider that speaks OpenAI at an address of one's own. */
export function providerAt(api: PublicApi, baseUrl: string | undefined): string {
  const isElsewhere = baseUrl !== undefined && !baseUrl.includes('//api.openai.com');
  return api.provider === 'openai' && isElsewhere ? 'openai-compatible' : api.provider;
}
