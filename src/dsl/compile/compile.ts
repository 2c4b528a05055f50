import type {
  Diagnostic,
  Item,
  Option,
  Pair,
  Program,
  Range,
  RecipeBlock,
  WithBlock,
} from '../ast.ts';
import { collectSymbols, type ProgramSymbols } from '../symbols.ts';
import { type CompileContext, createCompileContext } from './context.ts';
import { nameFix, nearestHint } from './fixes.ts';
import { inOrder, type SizeRemark, type Templates } from './route.ts';
import { type CompiledScope, compileScope, type RouteTest, routingOrder } from './scope.ts';
import { getKey, isObject, type JsonObject, type JsonValue, type PlaceMap } from './values.ts';

export interface CompiledProgram {
  /** `routing`, `entrypoints` and `recipes` as a document has them; what is not said is not there. */
  readonly document: JsonObject;
  readonly places: PlaceMap;
  readonly diagnostics: readonly Diagnostic[];
  readonly tests: readonly RouteTest[];
  readonly symbols: ProgramSymbols;
}

/** The keys of a document that the language speaks of. */
export const documentKeys = ['routing', 'entrypoints', 'recipes'] as const;

/** The parts of a document that a program stands for. */
export function compileProgram(program: Program): CompiledProgram {
  const context = createCompileContext();
  const { writer, reportTwice } = context;
  const { items, outer } = splitWiths(program.items);
  const document: JsonObject = {};
  const top = compileScope({ items, context });
  if (top.isPresent) writer.set(document, 'routing', top.routing, wholeOf(program));
  addEntrypoints(program, document, context);
  const recipes = addRecipes(program, document, { context, templates: top.templates });
  for (const pair of outer) {
    if (Object.hasOwn(document, pair.key.value)) reportTwice(pair);
    else writer.merge(document, [pair], reportTwice);
  }
  const isCatalogGiven = items.some((item) => item.kind === 'with' && has(item, 'modelCards'));
  const isWithoutCards = top.omitted.has('modelCards') || top.omitted.has('routing');
  if (!isCatalogGiven && !isWithoutCards && !outer.some(({ key }) => key.value === 'routing')) {
    addBareCards(program, document, context);
  }
  const scopes = [top, ...recipes];
  for (const { sizes } of scopes) for (const size of sizes) addSize(size, document, context);
  if (top.omitted.has('routing')) {
    if (Object.keys(top.routing).length > 0) {
      const message = 'the policy is given, and left out by `omit`, remove one of them';
      context.report('D110', { range: wholeOf(program).value }, { message });
    }
    delete document.routing;
  }
  const ordered = inOrder(document, documentKeys, context);
  const symbols = collectSymbols(program);
  reportUnusedTemplates(symbols, context);
  return {
    document: ordered,
    places: writer.placesIn(ordered),
    diagnostics: context.diagnostics,
    tests: scopes.flatMap(({ tests }) => tests),
    symbols,
  };
}

function reportUnusedTemplates({ declared, used }: ProgramSymbols, context: CompileContext): void {
  for (const { kind, name, recipe, nameRange } of declared) {
    if (kind !== 'template') continue;
    const isUsed = used.some(
      (use) =>
        use.kind === 'plugin' &&
        use.name === name &&
        (recipe === undefined || use.recipe === recipe),
    );
    if (isUsed) continue;
    const { report } = recipe === undefined ? context : context.within(recipe);
    report(
      'D420',
      { range: nameRange },
      { severity: 'info', message: `no route uses \`${name}\`` },
    );
  }
}

const wholeOf = ({ range }: { readonly range: Range }) => {
  const start = { start: range.start, end: range.start };
  return { key: start, value: start };
};

const has = ({ fields }: WithBlock, key: string) =>
  fields.pairs.some((pair) => pair.key.value === key);

/** Top-level `WITH` speaks of the policy, but for the keys beside it. */
function splitWiths(all: readonly Item[]): {
  readonly items: readonly Item[];
  readonly outer: readonly Pair[];
} {
  const isOuter = ({ key }: Pair) => documentKeys.some((word) => word === key.value);
  const outer: Pair[] = [];
  const items = all.flatMap((item): readonly Item[] => {
    if (item.kind !== 'with') return [item];
    const own = item.fields.pairs.filter(isOuter);
    if (own.length === 0) return [item];
    outer.push(...own);
    const pairs = item.fields.pairs.filter((pair) => !isOuter(pair));
    return pairs.length === 0 ? [] : [{ ...item, fields: { ...item.fields, pairs } }];
  });
  return { items, outer };
}

function addEntrypoints(
  { items }: Program,
  document: JsonObject,
  { writer }: CompileContext,
): void {
  const entrypoints = items.filter((item) => item.kind === 'entrypoint');
  const [first] = entrypoints;
  if (first === undefined) return;
  const list: JsonValue[] = [];
  for (const { fields, range } of entrypoints)
    writer.push(list, writer.object(fields.pairs), range);
  writer.set(document, 'entrypoints', list, wholeOf(first));
}

function addRecipes(
  { items }: Program,
  document: JsonObject,
  { context, templates }: { readonly context: CompileContext; readonly templates: Templates },
): readonly CompiledScope[] {
  const blocks = items.filter((item) => item.kind === 'recipe');
  const [first] = blocks;
  if (first === undefined) return [];
  const { writer } = context;
  const list: JsonValue[] = [];
  const scopes = blocks.map((block) => {
    const { recipe, scope } = compileRecipe(block, context, templates);
    writer.push(list, recipe, block.name.range);
    return scope;
  });
  writer.set(document, 'recipes', list, wholeOf(first));
  return scopes;
}

/** Options are fields of the recipe, but for the strategy, which belongs to its policy. */
function compileRecipe(
  { name, options, items }: RecipeBlock,
  context: CompileContext,
  outer: Templates,
): { readonly recipe: JsonObject; readonly scope: CompiledScope } {
  const { writer, reportTwice } = context;
  const inside = context.within(name.value);
  const scope = compileScope({ items, context: inside, outer, recipe: name.value });
  const recipe: JsonObject = {};
  const at = { key: name.range, value: name.range };
  writer.set(recipe, 'name', name.value, at);
  const isStrategy = ({ key }: Option) => key.value === 'strategy';
  const isBody = ({ key }: Option) => key.value === 'routing';
  for (const { key } of options.filter(isBody)) {
    const message = 'the policy of a recipe stands between its braces';
    inside.report('D301', key, { message });
  }
  writer.merge(
    recipe,
    options.filter((option) => !isStrategy(option) && !isBody(option)),
    reportTwice,
  );
  writer.merge(scope.routing, options.filter(isStrategy), inside.reportTwice);
  writer.set(recipe, 'routing', inOrder(scope.routing, ['strategy'], context), at);
  return { recipe, scope };
}

/** Models that routes name and that have no block get a card with nothing but the name. */
function addBareCards(program: Program, document: JsonObject, context: CompileContext): void {
  const { writer, report } = context;
  const { find } = writer.placesIn(document);
  const present = getKey(document, 'routing');
  const routing = isObject(present) ? present : {};
  const listed = getKey(routing, 'modelCards');
  const cards = Array.isArray(listed) ? listed : [];
  const isDeclaring = cards.length > 0;
  const names = new Set(cards.flatMap(namesOfCard));
  const declared = [...names];
  for (const { model, path } of modelsIn(document)) {
    if (names.has(model)) continue;
    names.add(model);
    const range = find(path) ?? wholeOf(program).value;
    const card: JsonObject = {};
    writer.set(card, 'name', model, { key: range, value: range });
    writer.push(cards, card, range);
    if (!isDeclaring) continue;
    const message = `model \`${model}\` has no \`MODEL\` block${nearestHint(model, declared)}`;
    const name = { value: model, isQuoted: false, range };
    report('D202', { range }, { severity: 'warning', message, fixes: nameFix(name, declared) });
  }
  if (cards.length === 0) return;
  if (listed === undefined) writer.set(routing, 'modelCards', cards, wholeOf(program));
  const ordered = inOrder(routing, routingOrder, context);
  writer.set(document, 'routing', ordered, wholeOf(program));
}

function namesOfCard(card: JsonValue): readonly string[] {
  if (!isObject(card)) return [];
  const loras = getKey(card, 'loras');
  const adapters = Array.isArray(loras) ? loras : [];
  return [card, ...adapters].flatMap((named) => {
    const name = isObject(named) ? getKey(named, 'name') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}

interface ModelPlace {
  readonly model: string;
  readonly path: readonly (string | number)[];
}

/** The candidates of all decisions. */
function* modelsIn(document: JsonObject): Iterable<ModelPlace> {
  const recipes = getKey(document, 'recipes');
  const policies: (readonly [JsonValue | undefined, readonly (string | number)[]])[] = [
    [getKey(document, 'routing'), ['routing']],
    ...(Array.isArray(recipes) ? recipes : []).map(
      (recipe, index) =>
        [
          isObject(recipe) ? getKey(recipe, 'routing') : undefined,
          ['recipes', index, 'routing'],
        ] as const,
    ),
  ];
  for (const [policy, path] of policies) {
    const decisions = isObject(policy) ? getKey(policy, 'decisions') : undefined;
    for (const [index, decision] of entries(decisions)) {
      const refs = isObject(decision) ? getKey(decision, 'modelRefs') : undefined;
      for (const [place, ref] of entries(refs)) {
        const model = isObject(ref) ? getKey(ref, 'model') : undefined;
        if (typeof model !== 'string') continue;
        yield { model, path: [...path, 'decisions', index, 'modelRefs', place, 'model'] };
      }
    }
  }
}

function entries(value: JsonValue | undefined): Iterable<[number, JsonValue]> {
  return Array.isArray(value) ? value.entries() : [];
}

/** A size that is written where the model is used goes onto the card that has none. */
function addSize(
  { model, size, option }: SizeRemark,
  document: JsonObject,
  { writer }: CompileContext,
): void {
  const routing = getKey(document, 'routing');
  const cards = isObject(routing) ? getKey(routing, 'modelCards') : undefined;
  for (const [, card] of entries(cards)) {
    if (!isObject(card) || getKey(card, 'name') !== model) continue;
    if (Object.hasOwn(card, 'param_size')) return;
    writer.set(card, 'param_size', size, { key: option.key.range, value: option.value.range });
    return;
  }
}
