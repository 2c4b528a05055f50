import { signalCollections } from '../../signals/collections.ts';
import type { Item, ModelBlock, Program, RecipeBlock, TemplateBlock } from '../ast.ts';
import { compileProgram } from '../compile/compile.ts';
import { createCompileContext } from '../compile/context.ts';
import {
  getKey,
  isEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  setKey,
} from '../compile/values.ts';
import { projectionCollections } from '../field-catalog.ts';
import { format } from '../format/format.ts';
import { isBareName } from '../syntax/print.ts';
import { nameNode, nowhere, objectNode, valueNode, withNode } from './nodes.ts';
import { printProgram } from './print.ts';
import { decompileRoute, findTemplates, templateFinder } from './route.ts';
import { type Facets, settle } from './settle.ts';

/**
 * The text that stands for `routing`, `entrypoints` and `recipes` of a document as written:
 * compiling it gives the same values, whatever is in them.
 */
export function decompile(document: object): string {
  return format(printProgram(decompileProgram(document as JsonObject))).text;
}

function decompileProgram(document: JsonObject): Program {
  const beside = [
    ...besideItems('entrypoints', getKey(document, 'entrypoints'), entrypointItems),
    ...besideItems('recipes', getKey(document, 'recipes'), recipeItems),
  ];
  const routing = getKey(document, 'routing');
  const program = programOf([...routingItems(routing, beside), ...beside]);
  if (isEqual(routing, getKey(compileProgram(program).document, 'routing'))) return program;
  const whole = withNode(routing === undefined ? { omit: ['routing'] } : { routing });
  return programOf([whole, ...beside]);
}

function programOf(items: readonly Item[]): Program {
  return { kind: 'program', items, range: nowhere };
}

/** Blocks for a list beside the policy, or all of it in a `WITH`. */
function besideItems(
  key: 'entrypoints' | 'recipes',
  list: JsonValue | undefined,
  itemsOf: (list: readonly JsonValue[]) => readonly Item[],
): readonly Item[] {
  if (list === undefined) return [];
  const items = Array.isArray(list) ? itemsOf(list) : [];
  const compiled = getKey(compileProgram(programOf(items)).document, key);
  return isEqual(list, compiled) ? items : [withNode({ [key]: list })];
}

function entrypointItems(list: readonly JsonValue[]): readonly Item[] {
  return list.filter(isObject).map((fields) => ({
    kind: 'entrypoint',
    fields: objectNode(fields),
    range: nowhere,
  }));
}

function recipeItems(list: readonly JsonValue[]): readonly Item[] {
  return list.flatMap((recipe) => recipeItem(recipe) ?? []);
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

const familyOrder: readonly string[] = [
  'domain',
  'keyword',
  'embedding',
  'fact_check',
  'user_feedback',
  'reask',
  'preference',
  'language',
  'context',
  'structure',
  'conversation',
];

const signalOrder: Collections = Object.entries(signalCollections).sort(
  ([a], [b]) => rankOf(a) - rankOf(b),
);

function rankOf(type: string): number {
  const index = familyOrder.indexOf(type);
  return index === -1 ? familyOrder.length : index;
}

const projectionOrder: Collections = Object.entries(projectionCollections);

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
