import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCharacter } from './case-fold.ts';
import { createLiteralAutomaton, maxLiteralUnits } from './literal-automaton.ts';
import { createTextUnits } from './text-units.ts';

function findAll(literals: readonly string[], text: string, denseEntries?: number): string[] {
  const hits: string[] = [];
  createLiteralAutomaton(literals, denseEntries).scan(
    createTextUnits()(text),
    text.length,
    (literal, end) => hits.push(`${literal}@${end}`),
  );
  return hits;
}

function findAllNaively(literals: readonly string[], text: string): string[] {
  const folded = fold(text);
  const hits: string[] = [];
  for (let end = 1; end <= text.length; end++) {
    for (const [literal, word] of literals.entries()) {
      if (folded.slice(0, end).endsWith(fold(word))) hits.push(`${literal}@${end}`);
    }
  }
  return hits;
}

function fold(text: string): string {
  return [...Array(text.length).keys()]
    .map((index) => String.fromCharCode(foldCharacter(text.charCodeAt(index))))
    .join('');
}

describe('literal automaton', () => {
  it('finds overlapping literals and literals within literals', () => {
    expect(findAll(['he', 'she', 'hers', 'his'], 'ushers')).toEqual(['1@4', '0@4', '2@6']);
  });

  it('ignores case in every script, one unit for one unit', () => {
    expect(findAll(['ПРИВЕТ'], 'привет')).toEqual(['0@6']);
    expect(findAll(['οδος'], 'ΟΔΟΣ')).toEqual(['0@4']);
    expect(findAll(['kiss'], '\u212aiſS')).toEqual(['0@4']);
    expect(findAll(['i'], 'ı')).toEqual([]);
  });

  it('reports equal literals each', () => {
    expect(findAll(['json', 'JSON'], 'Json').sort()).toEqual(['0@4', '1@4']);
  });

  it('finds nothing without literals', () => {
    expect(findAll([], 'text')).toEqual([]);
  });

  it('refuses empty literals and more text than it may hold', () => {
    expect(() => createLiteralAutomaton([''])).toThrow('empty');
    const half = 'x'.repeat(maxLiteralUnits / 2 + 1);
    expect(() => createLiteralAutomaton([half, half])).toThrow(`at most ${maxLiteralUnits}`);
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'ж', '汉'), maxLength: 12 });
  const literals = fc.array(
    word.filter((text) => text !== ''),
    { maxLength: 12 },
  );

  it.each([
    ['all states dense', undefined],
    ['a few states dense', 20],
    ['only the root dense', 1],
  ])('agrees with a naive search, %s', (_, denseEntries) => {
    fc.assert(
      fc.property(literals, fc.array(word), (words, parts) => {
        const text = parts.join('');
        expect(findAll(words, text, denseEntries).sort()).toEqual(
          findAllNaively(words, text).sort(),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same in long texts, across their middle too', () => {
    const longWord = fc.string({
      unit: fc.constantFrom('a', 'b', 'ab'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        fc.array(longWord, { minLength: 1, maxLength: 6 }),
        fc.array(word, { maxLength: 40 }),
        fc.integer({ min: 2048, max: 2200 }),
        (words, parts, length) => {
          const seed = `${parts.join('')}ab`;
          const text = seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
          expect(findAll(words, text).sort()).toEqual(findAllNaively(words, text).sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reports hits of long texts in order of their ends', () => {
    const text = 'a b '.repeat(1_000);
    const ends = findAll(['a', 'b', ' b'], text).map((hit) => Number(hit.split('@')[1]));
    expect(ends).toHaveLength(3_000);
    expect(ends).toEqual([...ends].sort((left, right) => left - right));
  });
});
