import { describe, expect, it } from 'vitest';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createMetadataSignal } from './metadata.ts';
import { metadataRule } from './schema.ts';

function evaluate(predicate: object, metadata: unknown, key = 'tier') {
  const rule = metadataRule.parse({ name: 'rule', key, predicate });
  const view = createRequestView({ messages: [{ role: 'user', content: 'hi' }], metadata });
  return createMetadataSignal([rule]).evaluate(view)[0];
}

function problemOf(rule: object): string | undefined {
  const complete = { name: 'rule', key: 'tier', predicate: { exists: true }, ...rule };
  return metadataRule.safeParse(complete).error?.issues[0]?.message;
}

describe('metadata signal', () => {
  it.each([
    [{ equals: 'gold' }, { tier: 'gold' }, true],
    [{ equals: 'gold' }, { tier: 'Gold' }, false],
    [{ equals: 'gold' }, { tier: ' gold' }, false],
    [{ equals: 'gold' }, { Tier: 'gold' }, false],
    [{ equals: '' }, { tier: '' }, true],
    [{ equals: 'gold' }, undefined, false],
    [{ in: ['gold', 'silver'] }, { tier: 'silver' }, true],
    [{ in: ['gold', 'silver'] }, { tier: 'bronze' }, false],
    [{ in: ['gold'] }, {}, false],
    [{ exists: true }, { tier: '' }, true],
    [{ exists: true }, {}, false],
    [{ exists: false }, {}, true],
    [{ exists: false }, undefined, true],
    [{ exists: false }, { tier: 'gold' }, false],
    [{ prefix: 'gold-' }, { tier: 'gold-eu' }, true],
    [{ prefix: 'gold-' }, { tier: 'my gold-eu' }, false],
    [{ regex: '^(gold|silver)-\\d+$' }, { tier: 'silver-12' }, true],
    [{ regex: '^gold$' }, { tier: 'golden' }, false],
    [{ regex: '.*' }, {}, false],
    [{ gte: 3 }, { tier: '3' }, true],
    [{ gt: 3 }, { tier: '3' }, false],
    [{ gt: 1, lt: 2 }, { tier: '1.5' }, true],
    [{ lt: 2 }, { tier: '-1e3' }, true],
    [{ lt: 2 }, { tier: '' }, false],
    [{ lt: 2 }, { tier: '0x1' }, false],
    [{ lt: 2 }, { tier: 'one' }, false],
    [{ lt: 2 }, {}, false],
  ])('%j on %j: %s', (predicate, metadata, isMatch) => {
    expect(evaluate(predicate, metadata)?.isMatch ?? false).toBe(isMatch);
  });

  it('is sure of what it says', () => {
    expect(evaluate({ equals: 'gold' }, { tier: 'gold' })).toEqual({
      name: 'rule',
      isMatch: true,
      confidence: 1,
    });
  });

  it('reports the number of a numeric entry, matched or not', () => {
    expect(evaluate({ gte: 10 }, { tier: '7.5' })).toEqual({
      name: 'rule',
      isMatch: false,
      confidence: 0,
      value: 7.5,
    });
  });

  it.each(['constructor', 'toString', '__proto__'])('does not find an inherited %s', (key) => {
    expect(evaluate({ exists: true }, {}, key)).toBeUndefined();
    expect(evaluate({ exists: false }, {}, key)?.isMatch).toBe(true);
  });

  it('answers fast on a pattern that makes other engines backtrack', () => {
    const started = performance.now();
    evaluate({ regex: '^(a+)+$' }, { tier: `${'a'.repeat(1000)}!` });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('metadata rule', () => {
  it.each([
    ['no comparison', { predicate: {} }, 'needs one of `equals`, `in`, `exists`'],
    ['two comparisons', { predicate: { equals: 'a', exists: true } }, '`equals`, `exists`'],
    ['bounds next to another', { predicate: { gt: 1, prefix: 'a' } }, 'keep only one'],
    ['an empty list', { predicate: { in: [] } }, '1'],
    ['two lower bounds', { predicate: { gt: 1, gte: 1 } }, 'both'],
    ['an empty interval', { predicate: { gt: 2, lt: 1 } }, 'no number fits'],
    ['a broken pattern', { predicate: { regex: '(' } }, ''],
    ['blanks around the key', { key: ' tier' }, 'blanks'],
    ['blanks around the name', { name: 'rule ' }, 'blanks'],
    ['an empty key', { key: '' }, ''],
    ['a key of 129 bytes', { key: `${'я'.repeat(64)}a` }, '128 bytes'],
  ])('refuses %s', (_, rule, hint) => {
    expect(problemOf(rule)).toContain(hint);
  });

  it('allows a key of 128 bytes and several bounds', () => {
    expect(problemOf({ key: 'я'.repeat(64), predicate: { gt: 1, lte: 2 } })).toBeUndefined();
  });
});
