import { describe, expect, it } from 'vitest';
import { createTextUnits } from './text-units.ts';

describe('text units', () => {
  it.each([
    ['', 'nothing'],
    ['plain text', 'ASCII'],
    ['naïve 汉字 🙂', 'other scripts'],
    ['lone \ud800 and \udc00', 'lone surrogates'],
    ['x'.repeat(700_000), 'texts over the size that is kept'],
  ])('hold the UTF-16 units of the text (%#)', (text) => {
    const encode = createTextUnits();
    encode('something longer that was there before');
    const units = encode(text);
    const wrong = [...Array(text.length).keys()].find(
      (index) => units[index] !== text.charCodeAt(index),
    );
    expect(wrong).toBeUndefined();
  });
});
