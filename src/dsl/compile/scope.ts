import { signalCollections } from '../../signals/collections.ts';
import type {
  Item,
  Name,
  ObjectValue,
  ProjectionBlock,
  Range,
  RoutingBlock,
  SignalBlock,
  TemplateBlock,
  TestBlock,
  WithBlock,
} from '../ast.ts';
import { projectionCollections } from '../field-catalog.ts';
import type { CompileContext } from './context.ts';
import { nameFix, nearestHint } from './fixes.ts';
import {
  compileRoute,
  inOrder,
  mergeWith,
  type RouteSurroundings,
  type SizeRemark,
  type Templates,
} from './route.ts';
import { compileTrees } from './tree.ts';
import { getKey, isObject, type JsonObject, type JsonValue } from './values.ts';

/** One assertion of a `TEST` block. */
export interface RouteTest {
  readonly test: string;
  /** The recipe that the test stands in. */
  readonly recipe?: string;
  readonly prompt: string;
  readonly route: string;
  /** More that shall hold, e.g. `model`, `signals`. */
  readonly fields: JsonObject;
  readonly range: Range;
}

export interface CompiledScope {
  readonly routing: JsonObject;
  /** Whether anything in the text speaks of the policy, be it an empty block. */
  readonly isPresent: boolean;
  readonly omitted: ReadonlySet<string>;
  readonly templates: Templates;
  readonly sizes: readonly SizeRemark[];
  readonly tests: readonly RouteTest[];
}

interface ScopeSource {
  readonly items: readonly Item[];
  readonly context: CompileContext;
  /** Templates of the program around a recipe. */
  readonly outer?: Templates;
  readonly recipe?: string;
}

/** Keys of a policy in the order in which documents usually have them. */
export const routingOrder = ['strategy', 'modelCards', 'signals', 'projections', 'decisions'];

const policyKinds: ReadonlySet<Item['kind']> = new Set([
  'routing',
  'model',
  'signal',
  'projection',
  'route',
  'tree',
  'with',
]);

/** The policy that the items of a program, or of a recipe, make. */
export function compileScope({ items, context, outer, recipe }: ScopeSource): CompiledScope {
  const templates = collectTemplates(items, context, outer);
  const sizes: SizeRemark[] = [];
  const routing: JsonObject = {};
  const withs: WithBlock[] = [];
  const add = createAdder(routing, context);

  for (const item of items) {
    if (item.kind === 'routing') addRoutingFields(item, routing, context);
    else if (item.kind === 'model')
      add(['modelCards'], namedObject(item, context), item.name.range);
    else if (item.kind === 'signal') addSignal(item, add, context);
    else if (item.kind === 'projection') addProjection(item, add, context);
    else if (item.kind === 'with') withs.push(item);
  }
  const surroundings = { context, templates, onSize: (remark: SizeRemark) => sizes.push(remark) };
  for (const { decision, range } of compileRoutes(items, surroundings)) {
    add(['decisions'], decision, range);
  }
  const omitted = mergeWith({
    target: routing,
    withs,
    omittable: recipe === undefined ? ['modelCards', 'routing'] : [],
    context,
  });
  const tests = items
    .filter((item) => item.kind === 'test')
    .flatMap((item) => compileTest(item, context, recipe));
  checkTests(items, routing, context);
  return {
    routing: inOrder(routing, routingOrder, context),
    isPresent: items.some(({ kind }) => policyKinds.has(kind)),
    omitted,
    templates,
    sizes,
    tests,
  };
}

function collectTemplates(
  items: readonly Item[],
  { report, catalog }: CompileContext,
  outer: Templates | undefined,
): Templates {
  const own = new Map<string, TemplateBlock>();
  const types = catalog.typesOf('plugin');
  for (const item of items) {
    if (item.kind !== 'template') continue;
    const { name, type } = item;
    if (own.has(name.value)) {
      report('D120', name, { message: `another template is called \`${name.value}\`` });
    } else own.set(name.value, item);
    if (catalog.pluginType(type.value) === undefined) {
      const message = `\`${type.value}\` is no type of plugin${nearestHint(type.value, types)}`;
      report('D300', type, { message, fixes: nameFix(type, types) });
    }
  }
  return new Map([...(outer ?? []), ...own]);
}

type Add = (path: readonly [string, ...string[]], value: JsonValue, range: Range) => void;

/** Appends to lists of the policy, and makes those that are not there yet. */
function createAdder(routing: JsonObject, { writer }: CompileContext): Add {
  return (path, value, range) => {
    const place = { key: range, value: range };
    const inner = path.slice(0, -1).reduce<JsonObject>((object, key) => {
      const present = getKey(object, key);
      if (isObject(present)) return present;
      const fresh: JsonObject = {};
      writer.set(object, key, fresh, place);
      return fresh;
    }, routing);
    const key = path.at(-1) ?? path[0];
    const present = getKey(inner, key);
    const list = Array.isArray(present) ? present : [];
    writer.push(list, value, range);
    if (list !== present) writer.set(inner, key, list, place);
  };
}

function addRoutingFields(
  { fields, range }: RoutingBlock,
  routing: JsonObject,
  { writer, report, reportTwice }: CompileContext,
): void {
  writer.merge(routing, fields.pairs, reportTwice);
  if (!fields.pairs.some(({ key }) => key.value === 'strategy')) {
    const message = '`ROUTING` needs a `strategy`, write `strategy: priority` or `confidence`';
    report('D304', { range }, { message });
  }
}

/** The fields of a block, with its name as the first of them. */
function namedObject(
  { name, fields }: { readonly name: Name; readonly fields: ObjectValue },
  { writer, reportTwice }: CompileContext,
): JsonObject {
  const object: JsonObject = {};
  writer.set(object, 'name', name.value, { key: name.range, value: name.range });
  for (const pair of fields.pairs) {
    if (pair.key.value === 'name') reportTwice(pair);
    else {
      const place = { key: pair.key.range, value: pair.value.range };
      writer.set(object, pair.key.value, writer.value(pair.value), place);
    }
  }
  return object;
}

function addSignal(block: SignalBlock, add: Add, context: CompileContext): void {
  const { type, name } = block;
  const entry = Object.entries(signalCollections).find(([word]) => word === type.value);
  if (entry !== undefined) {
    add(['signals', entry[1]], namedObject(block, context), name.range);
    return;
  }
  reportUnknownType(type, { what: 'signal', known: Object.keys(signalCollections), context });
}

function addProjection(block: ProjectionBlock, add: Add, context: CompileContext): void {
  const { type, name } = block;
  const collection = Object.hasOwn(projectionCollections, type.value)
    ? projectionCollections[type.value]
    : undefined;
  if (collection !== undefined) {
    add(['projections', collection], namedObject(block, context), name.range);
    return;
  }
  const known = Object.keys(projectionCollections);
  reportUnknownType(type, { what: 'projection', known, context });
}

function reportUnknownType(
  type: Name,
  {
    what,
    known,
    context,
  }: { readonly what: string; readonly known: readonly string[]; readonly context: CompileContext },
): void {
  const message = `\`${type.value}\` is no type of ${what}${nearestHint(type.value, known)}`;
  context.report('D300', type, { message, fixes: nameFix(type, known) });
}

interface CompiledRoute {
  readonly decision: JsonObject;
  readonly range: Range;
}

function* compileRoutes(
  items: readonly Item[],
  surroundings: RouteSurroundings,
): Iterable<CompiledRoute> {
  const trees = compileTrees(items, surroundings);
  for (const item of items) {
    if (item.kind === 'tree') yield* trees.get(item) ?? [];
    else if (item.kind === 'route') {
      const source = { ...item, name: item.name.value, nameRange: item.name.range };
      yield { decision: compileRoute(source, surroundings), range: item.name.range };
    }
  }
}

function compileTest(
  { name, entries }: TestBlock,
  { writer }: CompileContext,
  recipe: string | undefined,
): readonly RouteTest[] {
  return entries.map(({ prompt, route, fields, range }) => ({
    test: name.value,
    ...(recipe === undefined ? {} : { recipe }),
    prompt: prompt.value,
    route: route.value,
    fields: fields === undefined ? {} : writer.object(fields.pairs),
    range,
  }));
}

function checkTests(items: readonly Item[], routing: JsonObject, { report }: CompileContext): void {
  const decisions = getKey(routing, 'decisions');
  const routes = (Array.isArray(decisions) ? decisions : []).flatMap((decision) => {
    const name = isObject(decision) ? getKey(decision, 'name') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
  const seen = new Set<string>();
  for (const item of items) {
    if (item.kind !== 'test') continue;
    const { name, entries } = item;
    if (seen.has(name.value)) {
      report('D120', name, { message: `another test is called \`${name.value}\`` });
    }
    seen.add(name.value);
    for (const { prompt, route } of entries) {
      if (prompt.value.trim() === '') {
        report('D206', prompt, { message: 'the prompt is empty, write what shall be routed' });
      }
      if (routes.includes(route.value)) continue;
      const message = `no route is called \`${route.value}\`${nearestHint(route.value, routes)}`;
      report('D206', route, { message, fixes: nameFix(route, routes) });
    }
  }
}
