import { signalCollections } from '../signals/collections.ts';
import type { Item, ModelBlock, Program, RecipeBlock, TemplateBlock } from './ast.ts';
import { compileProgram, documentKeys } from './compile.ts';
import { createCompileContext } from './compile-context.ts';
import {
  getKey,
  isEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  setKey,
} from './compile-values.ts';
import { nameNode, nowhere, objectNode, valueNode, withNode } from './decompile-nodes.ts';
import { printProgram } from './decompile-print.ts';
import { decompileRoute, findTemplates, templateFinder } from './decompile-route.ts';
import { type Facets, settle } from './decompile-settle.ts';
import { projectionCollections } from './field-catalog.ts';
import { isBareName } from './syntax-print.ts';

/**
 * The text that stands for `routing`, `entrypoints` and `recipes` of a document as written:
 * compiling it gives the same values, whatever is in them.
 */
export function decompile(document: object): string {
  return printProgram(decompileProgram(document as JsonObject));
}

export function decompileProgram(document: JsonObject): Program {
  const wanted: JsonObject = {};
  for (const key of documentKeys) {
    const value = getKey(document, key);
    if (value !== undefined) wanted[key] = value;
  }
  const entrypoints = entrypointItems(getKey(wanted, 'entrypoints'));
  const recipes = recipeItems(getKey(wanted, 'recipes'));
  const beside = [...entrypoints, ...recipes];
  const routing = routingItems(getKey(wanted, 'routing'), beside);
  const program = programOf([...routing, ...beside]);
  const outer = outerFields(wanted, compileProgram(program).document);
  return outer === undefined ? program : patched(program, outer);
}

function programOf(items: readonly Item[]): Program {
  return { kind: 'program', items, range: nowhere };
}

/** Whole keys of the document that the blocks do not give as wanted. */
function outerFields(wanted: JsonObject, got: JsonObject): JsonObject | undefined {
  const fields: JsonObject = {};
  const omitted: string[] = [];
  for (const key of documentKeys) {
    const value = getKey(wanted, key);
    if (isEqual(value, getKey(got, key))) continue;
    if (value === undefined) omitted.push(key);
    else fields[key] = value;
  }
  if (omitted.length > 0) fields.omit = omitted;
  return Object.keys(fields).length === 0 ? undefined : fields;
}

const blocksOf: Readonly<Record<string, ReadonlySet<Item['kind']>>> = {
  entrypoints: new Set(['entrypoint']),
  recipes: new Set(['recipe']),
};

function patched({ items }: Program, outer: JsonObject): Program {
  const isReplaced = ({ kind }: Item) =>
    Object.keys(outer).some((key) =>
      key in blocksOf
        ? blocksOf[key]?.has(kind)
        : key === 'routing' && kind !== 'entrypoint' && kind !== 'recipe',
    );
  return programOf([withNode(outer), ...items.filter((item) => !isReplaced(item))]);
}

function entrypointItems(list: JsonValue | undefined): readonly Item[] {
  if (!Array.isArray(list) || !list.every(isObject)) return [];
  return list.map((fields) => ({ kind: 'entrypoint', fields: objectNode(fields), range: nowhere }));
}

/** All recipes as blocks, or none. */
function recipeItems(list: JsonValue | undefined): readonly RecipeBlock[] {
  const blocks = (Array.isArray(list) ? list : []).map(recipeItem);
  return blocks.some((block) => block === undefined) ? [] : (blocks as RecipeBlock[]);
}

function recipeItem(value: JsonValue): RecipeBlock | undefined {
  if (!isObject(value)) return undefined;
  const { name, routing, ...rest } = value;
  if (typeof name !== 'string' || !isObject(routing)) return undefined;
  const options = Object.entries(rest).map(([key, content]) => ({
    key: nameNode(key),
    value: valueNode(content),
    range: nowhere,
  }));
  if (!Object.keys(rest).every((key) => isBareName(key) && key !== 'strategy')) return undefined;
  const blockOf = (items: readonly Item[]): RecipeBlock => ({
    kind: 'recipe',
    name: nameNode(name),
    options,
    items,
    range: nowhere,
  });
  const items = scopeItems(routing, (parts) => {
    const [recipe] = compileProgram(programOf([blockOf(parts)])).document.recipes as JsonObject[];
    return (recipe?.routing ?? {}) as JsonObject;
  });
  return items === undefined ? undefined : blockOf(items);
}

function routingItems(routing: JsonValue | undefined, beside: readonly Item[]): readonly Item[] {
  if (!isObject(routing)) return [];
  const items = scopeItems(routing, (parts) => {
    const compiled = getKey(compileProgram(programOf([...parts, ...beside])).document, 'routing');
    return isObject(compiled) ? compiled : {};
  });
  // A policy that says nothing is still there.
  return items?.length === 0 ? [withNode({})] : (items ?? []);
}

type CompileScope = (items: readonly Item[]) => JsonObject;

/** The items that compile to a policy. */
function scopeItems(routing: JsonObject, compile: CompileScope): readonly Item[] | undefined {
  const decisions = getKey(routing, 'decisions');
  const shared = findTemplates(decisions);
  const templates = shared.map(
    ({ name, plugin }): TemplateBlock => ({
      kind: 'template',
      name: nameNode(name),
      type: nameNode(plugin.type as string),
      fields: objectNode(plugin.configuration as JsonObject),
      range: nowhere,
    }),
  );
  const surroundings = {
    context: createCompileContext(),
    templates: new Map(templates.map((template) => [template.name.value, template])),
    templateOf: templateFinder(shared),
  };
  const facets: [string, readonly (Item | undefined)[]][] = [
    ['strategy', strategyItems(getKey(routing, 'strategy'))],
    ['signals', namedItems(getKey(routing, 'signals'), signalOrder, signalBlock)],
    ['projections', namedItems(getKey(routing, 'projections'), projectionOrder, projectionBlock)],
    ['modelCards', listOf(getKey(routing, 'modelCards')).map(modelBlock)],
    ['decisions', listOf(decisions).map((decision) => decompileRoute(decision, surroundings))],
  ];
  const isWhole = (items: readonly (Item | undefined)[]) =>
    items.length > 0 && items.every((item) => item !== undefined);
  const settled = settle<Item>({
    wanted: routing,
    facets: new Map(facets.filter(([, items]) => isWhole(items))) as Facets<Item>,
    compile: (items) => compile([...items, ...templates]),
    withNode,
  });
  const isUsed = settled?.some(({ kind }) => kind === 'route') ?? false;
  return settled === undefined ? undefined : [...settled, ...(isUsed ? templates : [])];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function strategyItems(strategy: JsonValue | undefined): readonly Item[] {
  if (typeof strategy !== 'string') return [];
  return [{ kind: 'routing', fields: objectNode({ strategy }), range: nowhere }];
}

interface NamedParts {
  readonly name: ReturnType<typeof nameNode>;
  readonly fields: ReturnType<typeof objectNode>;
}

/** The name of an entry, and the rest of it. */
function namedParts(value: JsonValue): NamedParts | undefined {
  if (!isObject(value)) return undefined;
  const name = getKey(value, 'name');
  if (typeof name !== 'string') return undefined;
  const rest: JsonObject = {};
  for (const [key, content] of Object.entries(value)) {
    if (key !== 'name') setKey(rest, key, content);
  }
  return { name: nameNode(name), fields: objectNode(rest) };
}

function modelBlock(card: JsonValue): ModelBlock | undefined {
  const parts = namedParts(card);
  return parts === undefined ? undefined : { kind: 'model', ...parts, range: nowhere };
}

/** Types in the order in which a text has them, each with its list. */
type Collections = readonly (readonly [type: string, collection: string])[];

const familyOrder = ['domain', 'keyword', 'embedding', 'fact_check', 'user_feedback', 'reask'];
const laterFamilies = ['preference', 'language', 'context', 'structure', 'conversation'];

const signalOrder: Collections = Object.entries(signalCollections).sort(
  ([a], [b]) => rankOf(a) - rankOf(b),
);

const projectionOrder: Collections = Object.entries(projectionCollections);

function rankOf(type: string): number {
  const index = [...familyOrder, ...laterFamilies].indexOf(type);
  return index === -1 ? Number.MAX_SAFE_INTEGER : index;
}

/** Blocks for the collections that consist of nothing but named entries. */
function namedItems(
  collections: JsonValue | undefined,
  order: Collections,
  blockOf: (type: string, parts: NamedParts) => Item,
): readonly Item[] {
  if (!isObject(collections)) return [];
  return order.flatMap(([type, collection]) => {
    const parts = listOf(getKey(collections, collection)).map(namedParts);
    if (parts.some((part) => part === undefined)) return [];
    return (parts as NamedParts[]).map((part) => blockOf(type, part));
  });
}

function signalBlock(type: string, parts: NamedParts): Item {
  return { kind: 'signal', type: nameNode(type), ...parts, range: nowhere };
}

function projectionBlock(type: string, parts: NamedParts): Item {
  return { kind: 'projection', type: nameNode(type), ...parts, range: nowhere };
}
