/** How a provider of another gateway is reached from here. */
export interface PublicApi {
  readonly provider: string;
  /** Undefined: the address must be given. */
  readonly baseUrl?: string;
  readonly format?: 'anthropic';
  /** Where its key is looked for when none is given. */
  readonly keyVariable?: string;
}

const compatible = (baseUrl: string, keyVariable: string): PublicApi => ({
  provider: 'openai-compatible',
  baseUrl,
  keyVariable,
});

/** Names that other gateways use for providers, and the public addresses of these. */
export const publicApis: Readonly<Record<string, PublicApi>> = {
  openai: {
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    keyVariable: 'OPENAI_API_KEY',
  },
  anthropic: {
    provider: 'anthropic',
    baseUrl: 'https://api.anthropic.com',
    format: 'anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
  },
  azure: { provider: 'azure-openai', keyVariable: 'AZURE_API_KEY' },
  'azure-openai': { provider: 'azure-openai', keyVariable: 'AZURE_API_KEY' },
  azure_ai: { provider: 'openai-compatible' },
  'azure-ai': { provider: 'openai-compatible' },
  bedrock: { provider: 'bedrock' },
  vertex_ai: { provider: 'vertex-ai' },
  'vertex-ai': { provider: 'vertex-ai' },
  gemini: {
    provider: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyVariable: 'GEMINI_API_KEY',
  },
  google: {
    provider: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    keyVariable: 'GEMINI_API_KEY',
  },
  ollama: { provider: 'ollama', baseUrl: 'http://localhost:11434/v1' },
  ollama_chat: { provider: 'ollama', baseUrl: 'http://localhost:11434/v1' },
  vllm: { provider: 'vllm' },
  hosted_vllm: { provider: 'vllm' },
  openrouter: {
    provider: 'openrouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    keyVariable: 'OPENROUTER_API_KEY',
  },
  deepseek: {
    provider: 'deepseek',
    baseUrl: 'https://api.deepseek.com/v1',
    keyVariable: 'DEEPSEEK_API_KEY',
  },
  mistral: {
    provider: 'mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    keyVariable: 'MISTRAL_API_KEY',
  },
  'mistral-ai': {
    provider: 'mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    keyVariable: 'MISTRAL_API_KEY',
  },
  groq: {
    provider: 'groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    keyVariable: 'GROQ_API_KEY',
  },
  together_ai: {
    provider: 'together',
    baseUrl: 'https://api.together.xyz/v1',
    keyVariable: 'TOGETHERAI_API_KEY',
  },
  'together-ai': {
    provider: 'together',
    baseUrl: 'https://api.together.xyz/v1',
    keyVariable: 'TOGETHERAI_API_KEY',
  },
  minimax: {
    provider: 'minimax',
    baseUrl: 'https://api.minimax.io',
    keyVariable: 'MINIMAX_API_KEY',
  },
  fireworks_ai: compatible('https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  'fireworks-ai': compatible('https://api.fireworks.ai/inference/v1', 'FIREWORKS_API_KEY'),
  perplexity: compatible('https://api.perplexity.ai', 'PERPLEXITYAI_API_KEY'),
  'perplexity-ai': compatible('https://api.perplexity.ai', 'PERPLEXITYAI_API_KEY'),
  xai: compatible('https://api.x.ai/v1', 'XAI_API_KEY'),
  'x-ai': compatible('https://api.x.ai/v1', 'XAI_API_KEY'),
  cerebras: compatible('https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
  nvidia_nim: compatible('https://integrate.api.nvidia.com/v1', 'NVIDIA_NIM_API_KEY'),
  deepinfra: compatible('https://api.deepinfra.com/v1/openai', 'DEEPINFRA_API_KEY'),
  sambanova: compatible('https://api.sambanova.ai/v1', 'SAMBANOVA_API_KEY'),
};

/** The provider that speaks OpenAI at an address of one's own. */
export function providerAt(api: PublicApi, baseUrl: string | undefined): string {
  const isElsewhere = baseUrl !== undefined && !baseUrl.includes('//api.openai.com');
  return api.provider === 'openai' && isElsewhere ? 'openai-compatible' : api.provider;
}

/** Anthropic, for models whose other backends speak OpenAI. */
export const compatibleAnthropic: PublicApi = compatible(
  'https://api.anthropic.com/v1',
  'ANTHROPIC_API_KEY',
);
