import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editYaml, printYaml } from './edit-yaml.ts';

const text = `# The router of the house
version: v0.3   # do not change

providers:
  models:
  # small and cheap
  - name: small
    backend_refs: [{endpoint: "127.0.0.1:1",   weight: 1}]
  - {name: large, backend_refs: [{endpoint: 'big:2'}]}   # dear

routing:
    decisions:
        - name: code
          priority: 1_0   # first
          description: >-
            long text
            in lines

        # the rest
        - name: other
          priority: 5
# the end
`;

type Document = ReturnType<typeof documentOf>;
function documentOf() {
  return parse(text);
}

function edited(change: (document: Document) => void): string {
  const document = documentOf();
  change(document);
  const result = editYaml(text, document);
  expect(parse(result)).toEqual(document);
  return result;
}

function changedLines(result: string): { gone: string[]; come: string[] } {
  const before = text.split('\n');
  const after = result.split('\n');
  return {
    gone: before.filter((line) => !after.includes(line)),
    come: after.filter((line) => !before.includes(line)),
  };
}

describe('editing YAML in place', () => {
  it('changes nothing when nothing is different', () => {
    expect(edited(() => {})).toBe(text);
  });

  it('touches only the line of a value, whatever the layout of the others', () => {
    const result = edited((document) => {
      document.routing.decisions[1].priority = 7;
    });
    expect(changedLines(result)).toEqual({
      gone: ['          priority: 5'],
      come: ['          priority: 7'],
    });
    expect(result.split('\n').length).toBe(text.split('\n').length);
  });

  it('keeps the comment of a value that changes', () => {
    const result = edited((document) => {
      document.version = 'v0.4';
    });
    expect(result).toMatch(/version: v0.4 +# do not change/);
  });

  it('adds and removes keys and entries, and keeps the comments of the others', () => {
    const result = edited((document) => {
      document.providers.models.push({ name: 'new', backend_refs: [{ endpoint: 'new:3' }] });
      document.routing.decisions.shift();
      document.global = { router: { strategy: 'priority' } };
    });
    for (const comment of [
      '# The router of the house',
      '# small and cheap',
      '# dear',
      '# the end',
    ]) {
      expect(result).toContain(comment);
    }
    expect(result).toContain('    backend_refs: [{endpoint: "127.0.0.1:1",   weight: 1}]');
    expect(result).not.toContain('name: code');
  });

  it('writes lists and maps like the rest of the text', () => {
    const house = 'a: [{ b: 1 }, { c: [x, y] }]\nd: "[ z ]"\n';
    const wanted = { a: [{ b: 2 }, { c: ['x', 'y'] }], d: '[ z ]' };
    expect(editYaml(house, wanted)).toBe('a: [{ b: 2 }, { c: [x, y] }]\nd: "[ z ]"\n');
    expect(editYaml(house, { ...wanted, d: '[ q ]' })).toContain('"[ q ]"');
  });

  it('leaves JSON what it is', () => {
    expect(editYaml('{\n    "a": [1]\n}', { a: [2], b: 'x' })).toBe(
      '{\n    "a": [\n        2\n    ],\n    "b": "x"\n}\n',
    );
  });

  it('moves entries together with their comments', () => {
    const result = edited((document) => {
      document.providers.models.reverse();
    });
    expect(result.indexOf('# dear')).toBeLessThan(result.indexOf('name: small'));
  });

  it('keeps anchors where it can, and is right where it cannot', () => {
    const shared = 'a: &x { one: 1 }\nb: *x\nc: 3 # three\n';
    expect(editYaml(shared, { a: { one: 1 }, b: { one: 1 }, c: 4 })).toBe(
      'a: &x { one: 1 }\nb: *x\nc: 4 # three\n',
    );
    expect(parse(editYaml(shared, { a: { one: 2 }, b: { one: 1 }, c: 3 }))).toEqual({
      a: { one: 2 },
      b: { one: 1 },
      c: 3,
    });
    expect(parse(editYaml(shared, { a: { one: 1 }, b: { one: 2 }, c: 3 }))).toEqual({
      a: { one: 1 },
      b: { one: 2 },
      c: 3,
    });
  });

  it('changes what is merged from elsewhere only where it is meant', () => {
    const merged = 'base: &base { p: 1, q: 2 }\nuser:\n  <<: *base\n  r: 3\n';
    const wanted = { base: { p: 1, q: 2 }, user: { p: 9, q: 2, r: 3 } };
    expect(parse(editYaml(merged, wanted), { merge: true })).toEqual(wanted);
  });

  it('gives exactly the wanted document, from any document to any other', () => {
    const key = fc.constantFrom('a', 'b', 'name', 'x y', '1', 'on', '#', 'multi\nline');
    const leaf = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        'yes',
        'null',
        '1e3',
        ' lead',
        'a: b',
        '- c',
        'two\nlines\n',
        '[REDACTED]',
      ),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
      fc.boolean(),
      fc.constant(null),
    );
    const { document } = fc.letrec((tie) => ({
      document: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(document, document, (from, to) => {
        expect(parse(editYaml(printYaml(from), to))).toEqual(JSON.parse(JSON.stringify(to)));
      }),
      { numRuns: 300 },
    );
  });
});
