import { describe, expect, it } from 'vitest';
import { spanLabels, spansOf, tagSchemeOf } from './label-spans.ts';

const labels = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC'];

function found(text: string, tokens: readonly (readonly [string, string, number])[]) {
  let at = 0;
  const offsets = tokens.map(([piece]) => {
    const start = text.indexOf(piece, at);
    at = start + piece.length;
    return { start, end: at };
  });
  const spans = spansOf(
    {
      text,
      offsets,
      tags: Int32Array.from(tokens, ([, tag]) => labels.indexOf(tag)),
      scores: Float32Array.from(tokens, ([, , score]) => score),
    },
    tagSchemeOf(labels),
  );
  return spans.map(({ label, start, end }) => `${label} ${text.slice(start, end)}`);
}

describe('spans of tagged tokens', () => {
  it.each([
    [
      'begin and inside are one span',
      'Ann Lee sang',
      [
        ['Ann', 'B-PER', 0.9],
        ['Lee', 'I-PER', 0.8],
        ['sang', 'O', 1],
      ],
      ['PER Ann Lee'],
    ],
    [
      'a begin mark starts another one',
      'Ann Bob',
      [
        ['Ann', 'B-PER', 0.9],
        ['Bob', 'B-PER', 0.9],
      ],
      ['PER Ann', 'PER Bob'],
    ],
    [
      'another type starts another one',
      'Ann Rome',
      [
        ['Ann', 'B-PER', 0.9],
        ['Rome', 'I-LOC', 0.9],
      ],
      ['PER Ann', 'LOC Rome'],
    ],
    [
      'a word between two parts them',
      'Ann and Lee',
      [
        ['Ann', 'B-PER', 0.9],
        ['and', 'O', 0.9],
        ['Lee', 'I-PER', 0.9],
      ],
      ['PER Ann', 'PER Lee'],
    ],
    [
      'the surest piece speaks for its word',
      'Hannover',
      [
        ['Hann', 'B-LOC', 0.9],
        ['over', 'O', 0.6],
      ],
      ['LOC Hannover'],
    ],
    [
      'also when that is not the first',
      'Hannover',
      [
        ['Hann', 'O', 0.6],
        ['over', 'I-LOC', 0.9],
      ],
      ['LOC Hannover'],
    ],
    [
      'a comma is no piece of a word',
      'Rome,',
      [
        ['Rome', 'B-LOC', 0.6],
        [',', 'O', 0.9],
      ],
      ['LOC Rome'],
    ],
  ] as const)('%s', (_, text, tokens, expected) => {
    expect(found(text, tokens)).toEqual(expected);
  });

  it('takes the first label for nothing where there is no O', () => {
    expect(spanLabels(tagSchemeOf(['supported', 'unsupported']))).toEqual(['unsupported']);
  });
});
