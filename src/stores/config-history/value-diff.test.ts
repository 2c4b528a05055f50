import { describe, expect, it } from 'vitest';
import { diffValues } from './value-diff.ts';

const cases: readonly {
  readonly title: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly changes: readonly unknown[];
}[] = [
  { title: 'nothing', from: { a: [1, { b: 2 }] }, to: { a: [1, { b: 2 }] }, changes: [] },
  {
    title: 'a value',
    from: { a: { b: 1 } },
    to: { a: { b: 2 } },
    changes: [{ kind: 'changed', path: ['a', 'b'], from: 1, to: 2 }],
  },
  {
    title: 'a key that came and one that went',
    from: { a: 1 },
    to: { b: 1 },
    changes: [
      { kind: 'removed', path: ['a'], from: 1 },
      { kind: 'added', path: ['b'], to: 1 },
    ],
  },
  {
    title: 'an entry in front of others with names',
    from: [{ name: 'x', v: 1 }],
    to: [{ name: 'new' }, { name: 'x', v: 2 }],
    changes: [
      { kind: 'changed', path: [1, 'v'], from: 1, to: 2 },
      { kind: 'added', path: [0], to: { name: 'new' } },
    ],
  },
  {
    title: 'the order of entries',
    from: [{ name: 'x' }, { name: 'y' }],
    to: [{ name: 'y' }, { name: 'x' }],
    changes: [{ kind: 'changed', path: [], from: ['x', 'y'], to: ['y', 'x'] }],
  },
  {
    title: 'entries without names, by place',
    from: ['a', 'b'],
    to: ['a', 'c', 'd'],
    changes: [
      { kind: 'changed', path: [1], from: 'b', to: 'c' },
      { kind: 'added', path: [2], to: 'd' },
    ],
  },
  {
    title: 'another kind of value',
    from: { a: [] },
    to: { a: {} },
    changes: [{ kind: 'changed', path: ['a'], from: [], to: {} }],
  },
];

describe('the difference of two documents', () => {
  it.each(cases)('tells $title', ({ from, to, changes }) => {
    expect(diffValues(from, to)).toEqual(changes);
  });

  it('has the values of other documents where they are given', () => {
    const from = {
      list: [
        { name: 'x', key: 1 },
        { name: 'gone', key: 5 },
      ],
    };
    const to = {
      list: [
        { name: 'new', key: 3 },
        { name: 'x', key: 2 },
      ],
    };
    const masked = (document: typeof from) => ({
      list: document.list.map(({ name }) => ({ name, key: '*' })),
    });
    expect(diffValues(from, to, { from: masked(from), to: masked(to) })).toEqual([
      { kind: 'changed', path: ['list', 1, 'key'], from: '*', to: '*' },
      { kind: 'removed', path: ['list', 1], from: { name: 'gone', key: '*' } },
      { kind: 'added', path: ['list', 0], to: { name: 'new', key: '*' } },
    ]);
  });
});
