import { describe, expect, it } from 'vitest';
import { checkProgram } from '../check/check-program.ts';
import { languageReference } from './reference.ts';

const reference = languageReference({
  models: [
    {
      name: 'org/model:8b',
      description: 'Quick\nand cheap',
      labels: ['chat'],
      parameterSize: '8b',
      contextWindow: 32_768,
    },
  ],
  signals: [{ type: 'keyword', name: 'greetings', description: 'Hello' }],
});

describe('what a chat model is told of the language', () => {
  it.each([
    'SIGNAL keyword name {',
    'operator*: AND|OR|NOR',
    '{ type*: regex, pattern*: text, case_sensitive: boolean } or { type*: keyword_set',
    'min_tokens: number or text',
    'computer science',
    '"org/model:8b"  8b, 32768 tokens, chat, Quick and cheap',
    'keyword("greetings")  Hello',
  ])('has `%s`', (text) => {
    expect(reference).toContain(text);
  });

  it('offers nothing that does nothing yet', () => {
    expect(reference).toContain('SIGNAL pii');
    expect(reference).toMatch(/do not use them\n.*\bresponse_cache\b/);
  });

  it('has an example that is right', () => {
    const [, example = ''] = /## Example\n([\s\S]*?)\n\n## /.exec(reference) ?? [];
    expect(example).toContain('ROUTE everything_else');
    const errors = checkProgram(example).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('fits beside a long instruction', () => {
    expect(reference.length).toBeLessThan(16_000);
  });
});
