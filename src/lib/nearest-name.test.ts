import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

describe('nearest name', () => {
  it.each([
    ['invoce', ['billing', 'invoice', 'voice'], 'invoice'],
    ['priorty', ['priority', 'tier'], 'priority'],
    ['tpye', ['name', 'type'], 'type'],
    ['computer_sciense', ['computer science', 'economics'], 'computer science'],
    ['Billing', ['billing'], 'billing'],
  ])('of %j is the likeliest one', (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });

  it.each([
    ['abcd', ['abcdef', 'abdc', 'abce'], undefined, 'abdc'],
    ['abcd', ['xxab', 'bcd', 'acd'], undefined, 'bcd'],
    ['abcdef', ['badcfe'], 3, 'badcfe'],
    ['abcdef', ['badcfe'], 2, undefined],
    ['ab', ['abcd'], 2, 'abcd'],
    ['ab', ['abcde'], 2, undefined],
  ])('of %j among %j within %j is %j', (name, candidates, distance, expected) => {
    expect(nearestName(name, candidates, distance)).toBe(expected);
  });

  it('is missing when nothing is close enough', () => {
    expect(nearestName('ab', ['xy', 'zz'])).toBeUndefined();
    expect(nearestName('listeners', ['providers', 'routing'], 3)).toBeUndefined();
    expect(nearestName('x'.repeat(10_000), ['xx'])).toBeUndefined();
    expect(nearestName('x', [])).toBeUndefined();
  });
});
