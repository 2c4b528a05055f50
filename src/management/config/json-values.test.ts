import { describe, expect, it } from 'vitest';
import { applyJsonPatch, checkBounds, mergePatch } from './json-values.ts';

describe('a merge patch', () => {
  it.each([
    {
      title: 'merges maps',
      target: { a: { b: 1 } },
      patch: { a: { c: 2 } },
      result: { a: { b: 1, c: 2 } },
    },
    {
      title: 'deletes by null',
      target: { a: { b: 1, c: 2 } },
      patch: { a: { b: null } },
      result: { a: { c: 2 } },
    },
    { title: 'replaces lists', target: { a: [1, 2] }, patch: { a: [3] }, result: { a: [3] } },
    {
      title: 'replaces other kinds',
      target: { a: 1 },
      patch: { a: { b: { c: null } } },
      result: { a: { b: {} } },
    },
    { title: 'changes nothing when empty', target: { a: 0 }, patch: {}, result: { a: 0 } },
  ])('$title', ({ target, patch, result }) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });
});

const document = { a: [1, { b: 2 }], 'x/y': { '~': 3 } };

describe('a JSON Patch', () => {
  it.each([
    [[{ op: 'add', path: '/a/1', value: 9 }], { ...document, a: [1, 9, { b: 2 }] }],
    [[{ op: 'add', path: '/a/-', value: 9 }], { ...document, a: [1, { b: 2 }, 9] }],
    [[{ op: 'remove', path: '/a/0' }], { ...document, a: [{ b: 2 }] }],
    [[{ op: 'replace', path: '/x~1y/~0', value: 4 }], { ...document, 'x/y': { '~': 4 } }],
    [[{ op: 'move', from: '/a/1/b', path: '/c' }], { ...document, a: [1, {}], c: 2 }],
    [[{ op: 'copy', from: '/a/0', path: '/c' }], { ...document, c: 1 }],
    [
      [
        { op: 'test', path: '/a/1', value: { b: 2 } },
        { op: 'replace', path: '', value: { all: 1 } },
      ],
      { all: 1 },
    ],
    [[{ op: 'add', path: '/a/1/__proto__', value: 1 }], expect.anything()],
  ])('does %j', (patch, result) => {
    const before = structuredClone(document);
    expect(applyJsonPatch(document, patch, { isTested: true })).toEqual(result);
    expect(document).toEqual(before);
  });

  it.each([
    ['is no list', { op: 'add' }, 'INVALID_INPUT'],
    ['has no path', [{ op: 'remove' }], 'INVALID_INPUT'],
    ['names no operation', [{ op: 'do', path: '/a' }], 'INVALID_INPUT'],
    ['leads nowhere', [{ op: 'replace', path: '/z', value: 1 }], 'INVALID_INPUT'],
    ['leads through a number', [{ op: 'add', path: '/a/0/b', value: 1 }], 'INVALID_INPUT'],
    ['leads behind a list', [{ op: 'add', path: '/a/3', value: 1 }], 'INVALID_INPUT'],
    ['has a bad pointer', [{ op: 'remove', path: 'a' }], 'INVALID_INPUT'],
    ['has no value', [{ op: 'add', path: '/c' }], 'INVALID_INPUT'],
    ['moves into itself', [{ op: 'move', from: '/a', path: '/a/0' }], 'INVALID_INPUT'],
    ['removes everything', [{ op: 'remove', path: '' }], 'INVALID_INPUT'],
    ['expects another value', [{ op: 'test', path: '/a/0', value: 2 }], 'CONFIG_CHANGED'],
  ])('that %s is refused', (_title, patch, code) => {
    expect(() => applyJsonPatch(document, patch, { isTested: true })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('can leave its tests to somebody else', () => {
    const patch = [{ op: 'test', path: '/a/0', value: 2 }];
    expect(applyJsonPatch(document, patch, { isTested: false })).toEqual(document);
  });

  it('is refused when copies of copies grow without end', () => {
    const copies = Array.from({ length: 60 }, () => ({ op: 'copy', from: '/a', path: '/a/0' }));
    expect(() => applyJsonPatch(document, copies, { isTested: true })).toThrow(/more than 1000000/);
  });

  it('is refused when it has too many operations', () => {
    const many = Array.from({ length: 1001 }, () => ({ op: 'add', path: '/c', value: 1 }));
    expect(() => applyJsonPatch(document, many, { isTested: true })).toThrow(/at most 1000/);
  });
});

describe('a value', () => {
  it('is refused when it is nested too deeply', () => {
    const nested = (depth: number) =>
      JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
    expect(() => checkBounds(nested(200))).not.toThrow();
    expect(() => checkBounds(nested(100_000))).toThrow(/deeper than 256/);
  });
});
