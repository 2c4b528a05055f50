import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, Script } from 'node:vm';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { checkProgram } from '../../src/dsl/check/check-program.ts';
import { decompile } from '../../src/dsl/decompile/decompile.ts';
import type { JsonObject } from '../../src/lib/json-value.ts';

type Language = typeof import('./dsl-in-browser-entry.ts');

const program = `SIGNAL keyword billing { operator: "OR" keywords: ["invoice", "größe 🙂"] }
ROUTE money { PRIORITY 2 WHEN keyword("billing") MODEL large }
ROUTE never { PRIORITY 1 WHEN keyword("billing") MODEL small }
ROUTE rest { MODEL small }
`;

let code = '';
let imported: readonly string[] = [];
let language: Language;
/** What the sources import, by name. */
const names = new Set<string>();

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'names',
        enforce: 'pre',
        resolveId: (name) => {
          names.add(name);
          return null;
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('dsl-in-browser-entry.ts', import.meta.url)),
        formats: ['iife'],
        name: 'language',
      },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built');
  const [chunk] = bundle.output;
  code = chunk.code;
  imported = [...chunk.imports, ...chunk.dynamicImports];
  // ECMAScript, `URL` and `self`, and no `eval`: what works here works in any page and in any worker,
  // whatever its content security policy.
  const page = createContext({ URL }, { codeGeneration: { strings: false, wasm: false } });
  new Script('globalThis.self = globalThis').runInContext(page);
  language = new Script(`${code}\n;language`).runInContext(page) as Language;
}, 120_000);

function recipe(path: string): string {
  return readFileSync(new URL(`../../recipes/${path}`, import.meta.url), 'utf8');
}

function saidOf({ document, diagnostics, symbols, tests }: ReturnType<Language['checkProgram']>) {
  return JSON.stringify({ document, diagnostics, symbols, tests });
}

describe('the language in a browser', () => {
  it('is one file that asks for nothing of Node', () => {
    expect(imported).toEqual([]);
    expect([...names].filter((name) => /^node:|__vite-browser-external/.test(name))).toEqual([]);
    expect(code).not.toContain('__vite-browser-external');
  });

  it('reads programs', () => {
    const { program: read, diagnostics } = language.parse(program);
    expect(read.items.map(({ kind }) => kind)).toEqual(['signal', 'route', 'route', 'route']);
    expect(diagnostics).toHaveLength(0);
    expect(language.parse('ROUTE {').diagnostics.map((found) => found.code)).toContain('D100');
  });

  it('compiles, checks and analyses them', () => {
    const { document, diagnostics, symbols } = language.checkProgram(program);
    expect(Object.keys(document)).toEqual(['routing']);
    expect(diagnostics.map(({ code: found }) => found)).toEqual(['D413']);
    expect(symbols.declared.map(({ name }) => name)).toEqual(['billing', 'money', 'never', 'rest']);
  });

  it('turns documents back into programs, and lays them out', () => {
    const { document } = language.checkProgram(program);
    const text = language.decompile(document);
    expect(language.checkProgram(text).document).toEqual(document);
    expect(language.format(text).text).toBe(text);
  });

  it.each(['cheap-first', 'private', 'single'])(
    'says of the recipe `%s` what it says in Node',
    (name) => {
      const base = parseYaml(recipe(`${name}/config.yaml`)) as JsonObject;
      const text = recipe(`${name}/recipe.dsl`);
      const broken = text.replace('ROUTE', 'RUOTE').replace('keyword(', 'keywrd(');
      for (const one of [text, broken]) {
        expect(saidOf(language.checkProgram(one, { base }))).toBe(
          saidOf(checkProgram(one, { base })),
        );
      }
      expect(language.decompile(base)).toBe(decompile(base));
    },
  );

  it('completes, explains and renames', () => {
    const { symbols } = language.checkProgram(program);
    const catalog = language.createFieldCatalog();
    const offset = program.indexOf('billing', 20);
    const names = language.complete({ text: program, offset, symbols, catalog, models: [] });
    expect(names.map(({ label }) => label)).toEqual(['billing']);
    expect(language.hoverAt({ text: program, offset, symbols, catalog })?.markdown).toContain(
      'used 2 times',
    );
    const symbol = language.symbolAt(symbols, offset);
    expect(
      symbol && language.renameEdits(symbols, symbol, { name: 'money words', text: program }),
    ).toHaveLength(3);
  });
});
