import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editJsonMembers, replaceJsonMember, scanJsonMembers } from './json-members.ts';

function members(text: string) {
  return scanJsonMembers(Buffer.from(text))?.map(({ key, valueStart, valueEnd }) => [
    key,
    Buffer.from(text).toString('utf8', valueStart, valueEnd),
  ]);
}

function edit(text: string, edits: Record<string, string | undefined>): string {
  const bytes = Buffer.from(text);
  const map = new Map(
    Object.entries(edits).map(([key, value]) => [
      key,
      value === undefined ? undefined : Buffer.from(value),
    ]),
  );
  return editJsonMembers(bytes, scanJsonMembers(bytes) ?? [], map).toString();
}

describe('replacing one member', () => {
  function replace(text: string, value: string): string {
    const bytes = Buffer.from(text);
    const members = scanJsonMembers(bytes) ?? [];
    return String(replaceJsonMember(bytes, members, { key: 'model', value: Buffer.from(value) }));
  }

  it.each([
    ['{"model":"a","x":1.50}', '{"model":"longer","x":1.50}'],
    ['{ "x" : [1, 2] , "model" : "a" }', '{ "x" : [1, 2] , "model" : "longer" }'],
    ['{"model":{"model":"a"}}', '{"model":"longer"}'],
    [
      '{"model":1,"x":{"model":2},"model":3}',
      '{"model":"longer","x":{"model":2},"model":"longer"}',
    ],
    ['{"x":1}', '{"x":1}'],
  ])('in %s', (text, expected) => expect(replace(text, '"longer"')).toBe(expected));

  it('gives the same bytes back when nothing changes', () => {
    const bytes = Buffer.from('{"model":"a"}');
    const value = Buffer.from('"a"');
    const members = scanJsonMembers(bytes) ?? [];
    expect(replaceJsonMember(bytes, members, { key: 'model', value })).toBe(bytes);
  });
});

describe('scanning the members of a JSON object', () => {
  it('finds keys and values of every kind, with blanks around them', () => {
    expect(members(' { "a" : 1.50 ,"b":"x\\"}," , "c":[{"d":[]}] ,"e":null } ')).toEqual([
      ['a', '1.50'],
      ['b', '"x\\"},"'],
      ['c', '[{"d":[]}]'],
      ['e', 'null'],
    ]);
  });

  it('decodes escaped and non-ASCII keys', () => {
    expect(members('{"mod\\u0065l":1,"größe":2}')?.map(([key]) => key)).toEqual(['model', 'größe']);
  });

  it('skips long strings whose quotes are escaped', () => {
    const long = `${'x'.repeat(40)}\\\\\\"${'y'.repeat(40)}\\\\`;
    expect(members(`{"a":"${long}","b":1}`)?.[1]).toEqual(['b', '1']);
  });

  it('refuses nesting beyond the limit and a top level that is no object', () => {
    const deep = `{"a":${'['.repeat(5)}${']'.repeat(5)}}`;
    expect(scanJsonMembers(Buffer.from(deep), { maxDepth: 5 })).toBeUndefined();
    expect(scanJsonMembers(Buffer.from(deep), { maxDepth: 6 })).toHaveLength(1);
    expect(scanJsonMembers(Buffer.from('[1]'))).toBeUndefined();
  });

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        scanJsonMembers(Buffer.from([0x7b, ...bytes]), { maxDepth: 8 });
      }),
    );
  });
});

describe('editing members in place', () => {
  it.each([
    [
      'replaces a value and keeps every other byte',
      '{ "a": 1.0, "m" : "x" }',
      { m: '"y"' },
      '{ "a": 1.0, "m" : "y" }',
    ],
    ['adds to a filled object', '{"a":1}', { b: '2' }, '{"a":1,"b":2}'],
    ['adds to an empty object', '{}', { b: '2' }, '{"b":2}'],
    ['removes the first', '{"a":1, "b":2}', { a: undefined }, '{"b":2}'],
    ['removes the last', '{"a":1, "b":2}', { b: undefined }, '{"a":1}'],
    ['removes the only one', '{"a":1}', { a: undefined }, '{}'],
    ['removes the only one and adds', '{"a":1}', { a: undefined, b: '2' }, '{"b":2}'],
    ['removes two at the end', '{"a":1,"b":2,"c":3}', { b: undefined, c: undefined }, '{"a":1}'],
    ['leaves what is absent', '{"a":1}', { z: undefined }, '{"a":1}'],
    ['replaces every copy of a key', '{"m":1,"m":2}', { m: '3' }, '{"m":3,"m":3}'],
  ])('%s', (_, text, edits, expected) => {
    expect(edit(text, edits)).toBe(expected);
  });

  it('agrees with parse, change and serialise on random objects', () => {
    const keys = fc.constantFrom('a', 'b', 'model', 'stream', 'ü', 'x"y');
    fc.assert(
      fc.property(
        fc.dictionary(keys, fc.jsonValue()),
        fc.dictionary(keys, fc.option(fc.jsonValue(), { nil: undefined })),
        fc.boolean(),
        (object, changes, pretty) => {
          const text = JSON.stringify(object, null, pretty ? 2 : 0);
          const edits = Object.fromEntries(
            Object.entries(changes).map(([key, value]) => [
              key,
              value === undefined ? undefined : JSON.stringify(value),
            ]),
          );
          const expected = JSON.parse(text) as Record<string, unknown>;
          for (const [key, value] of Object.entries(edits)) {
            if (value === undefined) delete expected[key];
            else expected[key] = JSON.parse(value);
          }
          expect(JSON.parse(edit(text, edits))).toEqual(expected);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
