import { describe, expect, it } from 'vitest';
import { checkProgram } from '../check/check-program.ts';
import type { DraftCatalog } from './catalog.ts';
import { type DraftOptions, draftPolicy } from './draft.ts';

const catalog: DraftCatalog = {
  models: [
    { name: 'tiny-1b', labels: ['fast'], parameterSize: '1b', contextWindow: 8192 },
    { name: 'coder-7b', description: 'Writes code', labels: [], contextWindow: 32_768 },
    { name: 'org/big:70b', labels: ['reasoning'], contextWindow: 131_072 },
    { name: 'polyglot', description: 'Many languages', labels: [], parameterSize: '14b' },
  ],
  signals: [],
};

const current = `SIGNAL keyword hello { operator: "OR" keywords: ["hello"] }
ROUTE greet { PRIORITY 50 WHEN keyword("hello") MODEL tiny-1b }
ROUTE rest { PRIORITY 1 MODEL tiny-1b }
`;

function draft(instruction: string, options: Partial<DraftOptions> = {}) {
  return draftPolicy({ instruction, current, catalog, ask: undefined, ...options });
}

/** `name priority condition -> model` of the routes that are new. */
async function routes(instruction: string): Promise<readonly string[]> {
  const { dsl, diagnostics, ready } = await draft(instruction);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(ready).toBe(true);
  const { config } = checkProgram(dsl);
  return (config?.routing.decisions ?? []).flatMap(({ name, priority, modelRefs }) =>
    ['greet', 'rest'].includes(name) ? [] : [`${name} ${priority} -> ${modelRefs[0]?.model}`],
  );
}

describe('drafts from templates', () => {
  it.each([
    ['Send German requests to polyglot', ['german_requests 60 -> polyglot']],
    [
      'Japanese and Chinese questions',
      ['japanese_requests 70 -> polyglot', 'chinese_requests 60 -> polyglot'],
    ],
    ['all coding questions', ['code 60 -> coder-7b']],
    ['code goes to org/big:70b', ['code 60 -> org/big:70b']],
    ['long documents', ['long_context 60 -> org/big:70b']],
    ['prompts with a context window over 32K tokens to polyglot', ['long_context 60 -> polyglot']],
    ['maths to the best one', ['maths 60 -> org/big:70b']],
    ['keep private data on tiny-1b', ['private_matters 60 -> tiny-1b']],
    [
      'requests that mention "refund", "invoice" and "charged twice" go to coder-7b',
      ['mentioned_words 60 -> coder-7b'],
    ],
    ['block "project x"', ['blocked_words 60 -> undefined']],
    ['save costs', ['demanding_work 60 -> org/big:70b']],
    [
      'German to polyglot and code to coder-7b; long ones to org/big:70b.',
      ['german_requests 80 -> polyglot', 'code 70 -> coder-7b', 'long_context 60 -> org/big:70b'],
    ],
  ])('`%s` becomes %j', async (instruction, expected) => {
    expect(await routes(instruction)).toEqual(expected);
  });

  it('takes the words and the size that the instruction names', async () => {
    const words = await draft('requests about "c:\\x" and "Re: 1."');
    expect(words.dsl).toContain('keywords: ["c:\\\\x", "Re: 1."]');
    const long = await draft('more than 4.5k tokens is long');
    expect(long.dsl).toContain('min_tokens: "4.5K"');
  });

  it('keeps the program that is there, and shows only what is new', async () => {
    const { dsl, diff, summary, suggestedTestQuery } = await draft('German requests');
    expect(dsl.startsWith(current)).toBe(true);
    expect(diff).not.toMatch(/^-[^-]/m);
    expect(summary).toContain('no model has read it');
    expect(suggestedTestQuery).toContain('Guten Morgen');
  });

  it('uses no name twice', async () => {
    const first = await draft('code');
    const second = await draft('code', { current: first.dsl });
    expect(second.ready).toBe(true);
    expect(second.dsl).toContain('ROUTE code_2');
    const again = await draft('German, German', {
      current: 'SIGNAL language de {}\nROUTE a { PRIORITY 1 WHEN language("de") MODEL polyglot }\n',
      catalog: { ...catalog, signals: [{ type: 'language', name: 'de' }] },
    });
    expect(again.dsl.match(/SIGNAL language de/g)).toHaveLength(1);
  });

  it('adds a last lane only where there is none for the same model', async () => {
    const other = await draft('save costs', {
      current: 'ROUTE rest { PRIORITY 4 MODEL polyglot }\n',
    });
    expect(other.dsl).toMatch(/ROUTE everything_else .*\{\n {2}PRIORITY 5\n {2}MODEL tiny-1b/);
    const none = await draft('save costs', { current: '' });
    expect(none.dsl).toMatch(/ROUTE everything_else .*\{\n {2}PRIORITY 1\n {2}MODEL tiny-1b/);
  });

  it('works without a program', async () => {
    const { dsl, ready } = await draft('code', { current: '' });
    expect(ready).toBe(true);
    expect(dsl).toMatch(/^SIGNAL keyword code_words/);
  });

  it.each(['', '   ', 'please make everything nicer', 'send coder-7b my regards'])(
    'makes nothing up for `%s`',
    async (instruction) => {
      await expect(draft(instruction)).rejects.toThrow(/empty|no template fits/);
    },
  );

  it('reads hostile instructions in reasonable time', async () => {
    const start = performance.now();
    for (const text of ['"'.repeat(12_000), 'and '.repeat(3000), '1'.repeat(12_000)]) {
      await draft(text).catch(() => undefined);
    }
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
