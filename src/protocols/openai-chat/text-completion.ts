import type { JsonObject } from '../canonical.ts';

interface TextCompletionOptions {
  readonly id: string;
  readonly createdAtMs: number;
  readonly model: string;
  readonly text: string;
  readonly finishReason: 'stop' | 'content_filter';
}

/** An answer that no model gave. */
export function textCompletion(options: TextCompletionOptions): JsonObject {
  const { id, createdAtMs, model, text, finishReason } = options;
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: Math.floor(createdAtMs / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: null },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}
