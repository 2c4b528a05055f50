import { describe, expect, it } from 'vitest';
import { LiteralPool, type SoughtLiteral } from './literal-pool.ts';

interface Seen {
  readonly hits: string[];
  resets: number;
}

function seek(pool: LiteralPool, literals: readonly Omit<SoughtLiteral, 'onHit'>[]): Seen {
  const seen: Seen = { hits: [], resets: 0 };
  pool.add({
    literals: literals.map((literal) => ({
      ...literal,
      onHit: (start, end, isElsewhere) =>
        seen.hits.push(`${literal.text} ${start}-${end}${isElsewhere ? ' elsewhere' : ''}`),
    })),
    reset() {
      seen.hits.length = 0;
      seen.resets += 1;
    },
  });
  return seen;
}

const word = { isCaseSensitive: false, place: 'word' } as const;

describe('LiteralPool', () => {
  it('tells each group its own occurrences, of one pass', () => {
    const pool = new LiteralPool();
    const first = seek(pool, [{ ...word, text: 'cat' }]);
    const second = seek(pool, [
      { ...word, text: 'cat' },
      { text: 'at', isCaseSensitive: true, place: 'part' },
    ]);
    pool.compile();
    pool.scan('a Cat sat');
    pool.scan('a Cat sat');
    expect(first).toEqual({ hits: ['cat 2-5'], resets: 1 });
    expect(second).toEqual({ hits: ['cat 2-5', 'at 3-5', 'at 7-9'].sort(byEnd), resets: 1 });
  });

  it('starts anew for another text, and for the same one of another request', () => {
    const pool = new LiteralPool();
    const seen = seek(pool, [{ ...word, text: 'cat' }]);
    pool.compile();
    pool.scan('cat');
    pool.scan('dog');
    expect(seen).toEqual({ hits: [], resets: 2 });
    pool.scan('cat');
    pool.forget();
    pool.scan('cat');
    expect(seen).toEqual({ hits: ['cat 0-3'], resets: 4 });
  });

  it('looks for words in the normalised text and for raw literals in the text as it is', () => {
    const pool = new LiteralPool();
    const seen = seek(pool, [
      { ...word, text: 'cat' },
      { text: 'ｃａｔ', isCaseSensitive: true, place: 'raw' },
    ]);
    pool.compile();
    pool.scan('the ｃａｔ');
    expect(seen.hits).toEqual(['ｃａｔ 4-7', 'cat 4-7 elsewhere']);
  });

  it('gives the units of a text also when nothing is sought', () => {
    const pool = new LiteralPool();
    pool.compile();
    expect([...pool.scan('hi').subarray(0, 2)]).toEqual([0x68, 0x69]);
  });
});

function byEnd(a: string, b: string): number {
  return Number(a.split('-')[1]) - Number(b.split('-')[1]);
}
