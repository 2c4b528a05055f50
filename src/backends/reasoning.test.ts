import { describe, expect, it } from 'vitest';
import { reasoningEdits } from './reasoning.ts';

const qwen = { name: 'f', type: 'chat_template_kwargs', parameter: 'enable_thinking' } as const;
const gpt = { name: 'f', type: 'reasoning_effort', parameter: 'reasoning_effort' } as const;
const mistral = {
  name: 'f',
  type: 'top_level_reasoning_effort',
  parameter: 'reasoning_effort',
} as const;
const on = { isOn: true, effort: 'high' };
const off = { isOn: false, effort: 'high' };

describe('reasoning fields of the upstream request', () => {
  it.each([
    [
      'switches a template flag on',
      qwen,
      'chat-template',
      on,
      {},
      { chat_template_kwargs: { enable_thinking: true } },
    ],
    [
      'switches a template flag off explicitly',
      qwen,
      'chat-template',
      off,
      {},
      { chat_template_kwargs: { enable_thinking: false } },
    ],
    [
      'keeps other template arguments',
      qwen,
      'chat-template',
      on,
      { chat_template_kwargs: { a: 1 } },
      { chat_template_kwargs: { a: 1, enable_thinking: true } },
    ],
    [
      'takes the client effort away from a template flag',
      qwen,
      'chat-template',
      off,
      { reasoning_effort: 'low' },
      { chat_template_kwargs: { enable_thinking: false }, reasoning_effort: undefined },
    ],
    [
      'sends effort inside the template of a self-hosted server',
      gpt,
      'chat-template',
      on,
      { reasoning_effort: 'low' },
      { chat_template_kwargs: { reasoning_effort: 'high' }, reasoning_effort: undefined },
    ],
    [
      'invents no effort when off',
      gpt,
      'chat-template',
      off,
      {},
      { chat_template_kwargs: undefined },
    ],
    [
      'restores the client effort when off',
      gpt,
      'chat-template',
      off,
      { reasoning_effort: 'low' },
      { chat_template_kwargs: { reasoning_effort: 'low' } },
    ],
    ['sends effort at top level to OpenAI', gpt, 'openai', on, {}, { reasoning_effort: 'high' }],
    [
      'restores the client effort at OpenAI',
      gpt,
      'openai',
      off,
      { reasoning_effort: 'low' },
      { reasoning_effort: 'low' },
    ],
    [
      'uses the nested object of OpenRouter',
      gpt,
      'openrouter',
      on,
      {},
      { reasoning: { effort: 'high' }, reasoning_effort: undefined },
    ],
    [
      'enables thinking at DeepSeek',
      gpt,
      'deepseek',
      on,
      { chat_template_kwargs: { a: 1 } },
      { thinking: { type: 'enabled' }, reasoning_effort: 'high', chat_template_kwargs: undefined },
    ],
    [
      'disables thinking at DeepSeek',
      qwen,
      'deepseek',
      off,
      {},
      { thinking: { type: 'disabled' }, reasoning_effort: undefined },
    ],
    [
      'keeps effort at top level for its family',
      mistral,
      'chat-template',
      on,
      { chat_template_kwargs: { reasoning_effort: 'x' } },
      { reasoning_effort: 'high', chat_template_kwargs: undefined },
    ],
  ] as const)('%s', (_, family, dialect, mode, body, expected) => {
    expect(reasoningEdits({ family, dialect, mode, body })).toMatchObject(expected);
  });
});
