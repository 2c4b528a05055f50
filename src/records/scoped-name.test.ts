import { describe, expect, it } from 'vitest';
import { scopedName } from './scoped-name.ts';

describe('a name as the value of a label', () => {
  it.each([
    ['default', 'billing: urgent', 'billing: urgent'],
    ['careful', 'billing', 'careful::billing'],
    ['a::b', 'c d', 'a%3A%3Ab::c%20d'],
    ['a', 'b::c', 'a::b%3A%3Ac'],
    ['a', '\ud800', 'a::%EF%BF%BD'],
  ])('of recipe %j, %j is %j', (recipe, name, expected) => {
    expect(scopedName(recipe, name)).toBe(expected);
  });
});
