import { describe, expect, it } from 'vitest';
import { openPiiFinder } from '../../models/pii/open-pii-finder.ts';
import { PII_TYPES } from '../../models/pii/pii-types.ts';
import type { PiiFinding } from '../../models/text-models.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createPiiSignal } from './pii.ts';
import { piiRule, piiRuleTypes } from './schema.ts';

type Rule = Parameters<typeof createPiiSignal>[0]['rules'][number];

const directory = new URL('../../../models/pii/', import.meta.url).pathname;
const finder = await openPiiFinder({ directory });

interface Asked {
  readonly rule?: Partial<Rule>;
  readonly enabled?: boolean;
  readonly find?: (text: string) => PiiFinding | Promise<PiiFinding>;
  readonly earlier?: readonly string[];
}

async function ask(text: string, { rule = {}, enabled = true, find, earlier = [] }: Asked = {}) {
  const signal = createPiiSignal({
    rules: [{ name: 'private', threshold: 0.85, ...rule }],
    models: { ready: async () => {}, findPii: async (read) => (find ?? finder.find)(read) },
    settings: { enabled },
  });
  const messages = [...earlier, text].map((content) => ({ role: 'user', content }));
  const results = await signal.evaluate(
    createRequestView({ messages }),
    new AbortController().signal,
  );
  return results[0];
}

type Typed = readonly (readonly [(typeof PII_TYPES)[number], number])[];

const found = (types: Typed) => ({
  entities: types.map(([type, confidence], at) => ({
    ...{ type, confidence, start: at, end: at + 1 },
    source: 'tagger' as const,
  })),
  isComplete: true,
});

describe('the pii signal', () => {
  it('finds a card number whose check digit is right, and no other', async () => {
    const right = await ask('charge 4111 1111 1111 1111 please');
    const wrong = await ask('charge 4111 1111 1111 1112 please');
    expect(right).toMatchObject({ isMatch: true, value: 1 });
    expect(right?.values).toEqual({ 'pii:private:CREDIT_CARD': 1 });
    expect(right?.confidence).toBeGreaterThan(0.9);
    expect(wrong).toMatchObject({ isMatch: false, value: 0, confidence: 0 });
  });

  it('says where it is and never what it is', async () => {
    const result = await ask('charge 4111 1111 1111 1111 please');
    expect(result?.evidence).toMatchObject([
      { text: 'CREDIT_CARD', start: 7, end: 26, source: 'user', messageIndex: 0 },
    ]);
    expect(JSON.stringify(result)).not.toContain('4111');
  });

  it('finds what lies deep in a long text, once', async () => {
    const filler = 'The harvest was late and the barley stood wet. '.repeat(400);
    const result = await ask(`${filler}4111 1111 1111 1111 ${filler}`);
    expect(result).toMatchObject({ isMatch: true, value: 1 });
    expect(result?.evidence?.[0]?.start).toBe(filler.length);
  });

  it.each<[string, Partial<Rule>, boolean]>([
    ['everything', {}, true],
    ['what is not allowed', { pii_types_allowed: ['PERSON'] }, true],
    ['nothing of allowed types', { pii_types_allowed: ['EMAIL_ADDRESS'] }, false],
    [
      'what is denied although it is allowed',
      { pii_types_allowed: ['EMAIL_ADDRESS'], pii_types_denied: ['EMAIL_ADDRESS'] },
      true,
    ],
    ['nothing below the threshold of its type', { type_thresholds: { EMAIL_ADDRESS: 1 } }, false],
  ])('matches %s', async (_, rule, isMatch) => {
    expect((await ask('write to ann@example.com', { rule }))?.isMatch).toBe(isMatch);
  });

  it.each<[string, Typed, Partial<Rule>, number]>([
    ['alone', [['GPE', 0.99]], {}, 0],
    [
      'beside what identifies somebody',
      [
        ['GPE', 0.99],
        ['PERSON', 0.9],
      ],
      {},
      2,
    ],
    [
      'beside what is too unsure',
      [
        ['GPE', 0.99],
        ['PERSON', 0.5],
      ],
      {},
      0,
    ],
    ['where a rule denies it', [['GPE', 0.99]], { pii_types_denied: ['GPE'] }, 1],
    ['where a rule has a threshold for it', [['GPE', 0.6]], { type_thresholds: { GPE: 0.5 } }, 1],
    ['under the broader name', [['URL', 0.9]], { pii_types_denied: ['DOMAIN_NAME'] }, 1],
  ])('counts a type that identifies nobody %s: %j', async (_, types, rule, count) => {
    const result = await ask('x', { rule, find: () => found(types) });
    expect([result?.isMatch, result?.value]).toEqual([count > 0, count]);
  });

  it('reads earlier messages when it is told to, each with its own offsets', async () => {
    const earlier = ['my card is 4111 1111 1111 1111'];
    const rule = { include_history: true };
    expect((await ask('thanks', { earlier }))?.isMatch).toBe(false);
    expect((await ask('thanks', { earlier, rule }))?.evidence).toMatchObject([
      { text: 'CREDIT_CARD', start: 11, messageIndex: 0, source: 'history' },
    ]);
  });

  it('finds nothing while it is switched off', async () => {
    expect(await ask('4111 1111 1111 1111', { enabled: false })).toBeUndefined();
  });

  it('has no result where nothing could be searched, and keeps what was found elsewhere', async () => {
    const find = (text: string) => {
      if (text === 'thanks') throw new Error('broken');
      return finder.find(text);
    };
    expect(await ask('thanks', { find })).toMatchObject({ isMatch: false, error: 'signal_failed' });
    const rule = { include_history: true };
    const result = await ask('thanks', { find, rule, earlier: ['4111 1111 1111 1111'] });
    expect(result?.isMatch).toBe(true);
    expect(result?.error).toBeUndefined();
  });

  it('calls half a search a failure only for rules that say what then happens', async () => {
    const find = () => ({ entities: [], isComplete: false });
    expect((await ask('x', { find }))?.error).toBeUndefined();
    expect((await ask('x', { find, rule: { on_error: 'block' } }))?.error).toBe('signal_failed');
  });
});

describe('types of pii rules', () => {
  it('are those of the finder, and the one for nothing', () => {
    expect(piiRuleTypes.filter((type) => type !== 'NO_PII')).toEqual([...PII_TYPES]);
    expect(piiRule.safeParse({ name: 'x', pii_types_allowed: ['NOTHING'] }).success).toBe(false);
  });
});
