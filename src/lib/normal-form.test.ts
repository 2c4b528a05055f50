import { describe, expect, it } from 'vitest';
import { toNormalForm } from './normal-form.ts';

describe('normal form', () => {
  it.each([
    ['plain ASCII', 'plain ASCII'],
    ['cafe\u0301', 'café'],
    ['ＡＰＩ ﬁ ①', 'API fi 1'],
    ['汉字', '汉字'],
    ['', ''],
  ])('of %j is %j', (text, normal) => {
    expect(toNormalForm(text)).toBe(normal);
  });
});
