import { describe, expect, it } from 'vitest';
import { collectSymbols } from './symbols.ts';
import { parse } from './syntax/parse.ts';

const text = `MODEL m { loras: [{ name: "l" }] }
SIGNAL complexity hard { composer: { operator: "OR", conditions: [{ type: "domain", name: "law" }] } }
PROJECTION score s { inputs: [{ type: "keyword", name: "k" }, { type: "projection", name: "o" }] }
PROJECTION mapping p { source: "s" outputs: [{ name: "o", gte: 1 }] }
PLUGIN t rag {}
ROUTE r { WHEN NOT (keyword("k") AND projection("o")) MODEL m, n PLUGIN t FOR v IN [x] { MODEL v } }
DECISION_TREE d { IF language("de") { NAME b MODEL m } ELSE { MODEL m } }
RECIPE q { ROUTE r { MODEL m } }
ENTRYPOINT { model_names: ["a"] recipe: "q" }
TEST e { "hi" -> r }`;

const { declared, used } = collectSymbols(parse(text).program);

describe('the symbols of a program', () => {
  it('are all names that it gives, with their scope', () => {
    const shown = declared.map(({ kind, name, type, recipe }) =>
      [kind, type, name, recipe].filter((part) => part !== undefined).join(' '),
    );
    expect(shown).toEqual([
      'model m',
      'signal complexity hard',
      'projection score s',
      'projection mapping p',
      'output o',
      'template rag t',
      'route r',
      'tree d',
      'route b',
      'recipe q',
      'route r q',
      'test e',
    ]);
  });

  it('are found where they are used', () => {
    const shown = used.map(({ kind, name, type }) =>
      [kind, type, name].filter((part) => part !== undefined).join(' '),
    );
    expect(shown).toEqual([
      'signal domain law',
      'signal keyword k',
      'output o',
      'output s',
      'signal keyword k',
      'output o',
      'model m',
      'model n',
      'plugin t',
      'model x',
      'signal language de',
      'model m',
      'model m',
      'model m',
      'recipe q',
      'route r',
    ]);
  });

  it('stand at the places of their names', () => {
    const read = ({ start, end }: { readonly start: number; readonly end: number }) =>
      text.slice(start, end).replaceAll('"', '');
    for (const { name, nameRange } of declared) expect(read(nameRange)).toBe(name);
    for (const { name, range } of used) expect(read(range)).toBe(name);
  });
});
