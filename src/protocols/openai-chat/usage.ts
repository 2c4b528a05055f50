import type { JsonObject } from '../canonical.ts';

/** Token counts that a backend reported. */
export interface Usage {
  readonly promptTokens: number;
  /** Part of `promptTokens` that the backend read from its cache. */
  readonly cachedPromptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** Reads a `usage` object; undefined when it holds no counts. */
export function decodeUsage(value: unknown): Usage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const usage = value as JsonObject;
  const promptTokens = count(usage.prompt_tokens);
  const completionTokens = count(usage.completion_tokens);
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  const details = usage.prompt_tokens_details as JsonObject | null | undefined;
  const prompt = promptTokens ?? 0;
  const completion = completionTokens ?? 0;
  return {
    promptTokens: prompt,
    cachedPromptTokens: Math.min(prompt, count(details?.cached_tokens) ?? 0),
    completionTokens: completion,
    totalTokens: count(usage.total_tokens) ?? prompt + completion,
  };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
