import type {
  AlgorithmStatement,
  Expression,
  LoopStatement,
  ModelReference,
  ModelsStatement,
  NumberStatement,
  Option,
  PluginStatement,
  RouteBlock,
  Statement,
} from '../ast.ts';
import type { CompileContext } from '../compile/context.ts';
import {
  compileRoute,
  modelOptions,
  multiCallAlgorithms,
  type Templates,
} from '../compile/route.ts';
import { getKey, isObject, type JsonObject, type JsonValue } from '../compile/values.ts';
import { isBareName } from '../syntax/print.ts';
import { nameNode, nowhere, objectNode, pairNodes, valueNode, withNode } from './nodes.ts';
import { type Facets, settle } from './settle.ts';

interface RouteSurroundings {
  readonly context: CompileContext;
  readonly templates: Templates;
  /** The template that says the same as an entry of `plugins`. */
  readonly templateOf: (plugin: JsonObject) => string | undefined;
}

/** The route that compiles to a decision; undefined for what cannot be one. */
export function decompileRoute(
  decision: JsonValue,
  { context, templates, templateOf }: RouteSurroundings,
): RouteBlock | undefined {
  const name = isObject(decision) ? getKey(decision, 'name') : undefined;
  if (!isObject(decision) || typeof name !== 'string') return undefined;
  const statements = settle<Statement>({
    wanted: decision,
    facets: facetsOf(decision, templateOf),
    compile: (parts) =>
      compileRoute(
        { name, nameRange: nowhere, options: [], statements: parts },
        { context, templates, onSize: () => {} },
      ),
    withNode,
    fedBy: { modelRefs: 'candidateIterations' },
  });
  if (statements === undefined) return undefined;
  const isText = ({ kind }: Statement) => kind === 'description';
  const options = statements.flatMap((statement): readonly Option[] =>
    statement.kind === 'description' ? [option('description', statement.text.value)] : [],
  );
  return {
    kind: 'route',
    name: nameNode(name),
    options,
    statements: statements.filter((statement) => !isText(statement)),
    range: nowhere,
  };
}

function option(key: string, value: JsonValue): Option {
  return { key: nameNode(key), value: valueNode(value), range: nowhere };
}

/** Statements for the keys of a decision that look as if they could be said so. */
function facetsOf(
  decision: JsonObject,
  templateOf: RouteSurroundings['templateOf'],
): Facets<Statement> {
  const readers: Readonly<Record<string, (value: JsonValue) => readonly Statement[] | undefined>> =
    {
      description: (value) =>
        typeof value === 'string'
          ? [{ kind: 'description', text: nameNode(value), range: nowhere }]
          : undefined,
      priority: (value) => numberStatement('priority', value),
      tier: (value) => numberStatement('tier', value),
      rules: (value) => {
        const condition = conditionOf(value);
        return condition === undefined ? undefined : [{ kind: 'when', condition, range: nowhere }];
      },
      modelRefs: (value) => modelsStatement(value),
      candidateIterations: (value) => allOf(value, loopStatement),
      algorithm: (value) => algorithmStatement(value),
      plugins: (value) => allOf(value, (plugin) => pluginStatement(plugin, templateOf)),
      emits: (value) => allOf(value, emitStatement),
    };
  const facets = new Map<string, readonly Statement[]>();
  for (const [key, read] of Object.entries(readers)) {
    const value = getKey(decision, key);
    const statements = value === undefined ? undefined : read(value);
    if (statements !== undefined) facets.set(key, statements);
  }
  return facets;
}

/** Every element of a list in another form; undefined where one has none. */
function allOf<T>(
  list: JsonValue | undefined,
  convert: (element: JsonValue) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const all = list.map(convert);
  return all.some((element) => element === undefined) ? undefined : (all as T[]);
}

function numberStatement(
  kind: NumberStatement['kind'],
  value: JsonValue,
): readonly NumberStatement[] | undefined {
  if (!Number.isInteger(value)) return undefined;
  return [
    { kind, value: { kind: 'scalar', value: value as number, range: nowhere }, range: nowhere },
  ];
}

/** The condition of a rule tree, and of a tree with a single leaf that leaf. */
function conditionOf(rules: JsonValue): Expression | undefined {
  const conditions = isObject(rules) ? getKey(rules, 'conditions') : undefined;
  const isSingle =
    isObject(rules) &&
    Array.isArray(conditions) &&
    conditions.length === 1 &&
    getKey(rules, 'operator') === 'AND';
  return expressionOf(isSingle ? (conditions[0] as JsonValue) : rules);
}

function expressionOf(node: JsonValue): Expression | undefined {
  if (!isObject(node)) return undefined;
  const { operator, conditions, type, name, ...rest } = node;
  if (typeof type === 'string' && typeof name === 'string') {
    if (operator !== undefined || conditions !== undefined || !isBareName(type)) return undefined;
    return {
      kind: 'reference',
      type: nameNode(type),
      name: nameNode(name),
      pairs: pairNodes(rest),
      range: nowhere,
    };
  }
  const operands = allOf(conditions, expressionOf);
  const [first] = operands ?? [];
  if (operands === undefined || first === undefined || Object.keys(node).length > 2) {
    return undefined;
  }
  if (operator === 'NOT') {
    return operands.length === 1 ? { kind: 'not', operand: first, range: nowhere } : undefined;
  }
  if (operands.length < 2 || (operator !== 'AND' && operator !== 'OR')) return undefined;
  return { kind: operator === 'AND' ? 'and' : 'or', operands, range: nowhere };
}

function modelsStatement(value: JsonValue): readonly ModelsStatement[] | undefined {
  const models = allOf(value, modelReference);
  if (models === undefined || models.length === 0) return undefined;
  return [{ kind: 'models', models, range: nowhere }];
}

const optionOfField = new Map(Object.entries(modelOptions).map(([word, field]) => [field, word]));

function modelReference(value: JsonValue): ModelReference | undefined {
  if (!isObject(value)) return undefined;
  const { model, ...rest } = value;
  if (typeof model !== 'string' || !Object.keys(rest).every(isBareName)) return undefined;
  const options = Object.entries(rest).map(([field, content]) =>
    option(optionOfField.get(field) ?? field, content),
  );
  return { kind: 'model-reference', name: nameNode(model), options, range: nowhere };
}

function loopStatement(value: JsonValue): LoopStatement | undefined {
  if (!isObject(value)) return undefined;
  const { variable, source, models, outputs } = value;
  if (typeof variable !== 'string' || !isBareName(variable) || typeof source !== 'string') {
    return undefined;
  }
  const list = allOf(models, modelReference) ?? [];
  const emitted = allOf(outputs, (output) => {
    const name = isObject(output) ? getKey(output, 'value') : undefined;
    return typeof name === 'string'
      ? ({ kind: 'model-reference', name: nameNode(name), options: [], range: nowhere } as const)
      : undefined;
  });
  if (source === 'models' && list.length === 0) return undefined;
  return {
    kind: 'loop',
    variable: nameNode(variable),
    source: source === 'models' ? list : nameNode(source),
    body: (emitted ?? []).map((model) => ({ kind: 'models', models: [model], range: nowhere })),
    range: nowhere,
  };
}

function algorithmStatement(value: JsonValue): readonly AlgorithmStatement[] | undefined {
  const type = isObject(value) ? getKey(value, 'type') : undefined;
  if (!isObject(value) || typeof type !== 'string' || !isBareName(type)) return undefined;
  const own = getKey(value, type);
  const block = isObject(own) ? own : undefined;
  const onError = multiCallAlgorithms.has(type) ? undefined : getKey(value, 'on_error');
  const fields = onError === undefined ? block : { ...block, on_error: onError };
  return [
    {
      kind: 'algorithm',
      type: nameNode(type),
      fields: fields === undefined ? undefined : objectNode(fields),
      range: nowhere,
    },
  ];
}

function pluginStatement(
  value: JsonValue,
  templateOf: RouteSurroundings['templateOf'],
): PluginStatement | undefined {
  if (!isObject(value)) return undefined;
  const { type, configuration } = value;
  if (typeof type !== 'string' || !isObject(configuration)) return undefined;
  const template = templateOf(value);
  const isBare = template !== undefined || Object.keys(configuration).length === 0;
  return {
    kind: 'plugin',
    name: nameNode(template ?? type),
    fields: isBare ? undefined : objectNode(configuration),
    range: nowhere,
  };
}

function emitStatement(value: JsonValue): Statement | undefined {
  const kind = isObject(value) ? getKey(value, 'kind') : undefined;
  if (!isObject(value) || typeof kind !== 'string' || !isBareName(kind)) return undefined;
  const fields = getKey(value, kind);
  if (!isObject(fields)) return undefined;
  return { kind: 'emit', type: nameNode(kind), fields: objectNode(fields), range: nowhere };
}

/** Configurations of plugins that routes share, with a name for each. */
export function findTemplates(decisions: JsonValue | undefined): readonly {
  readonly name: string;
  readonly plugin: JsonObject;
}[] {
  const groups = new Map<string, { readonly plugin: JsonObject; count: number }>();
  for (const plugin of pluginsIn(decisions)) {
    const key = sortedJson(plugin);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { plugin, count: 1 });
    else known.count++;
  }
  const counts = new Map<string, number>();
  return [...groups.values()].flatMap(({ plugin, count }) => {
    if (count < 2) return [];
    const type = getKey(plugin, 'type') as string;
    const number = (counts.get(type) ?? 0) + 1;
    counts.set(type, number);
    return [{ name: `${type}_${number}`, plugin }];
  });
}

/** Plugins that a template can stand for. */
function* pluginsIn(decisions: JsonValue | undefined): Iterable<JsonObject> {
  for (const decision of Array.isArray(decisions) ? decisions : []) {
    const plugins = isObject(decision) ? getKey(decision, 'plugins') : undefined;
    for (const plugin of Array.isArray(plugins) ? plugins : []) {
      if (!isObject(plugin) || Object.keys(plugin).length !== 2) continue;
      const { type, configuration } = plugin;
      const isPlain = typeof type === 'string' && isBareName(type) && isObject(configuration);
      if (isPlain && Object.keys(configuration).length > 0) yield plugin;
    }
  }
}

/** Equal text for values that say the same. */
function sortedJson(value: JsonValue): string {
  return JSON.stringify(value, (_, part: JsonValue) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** Finds the template of an entry of `plugins`. */
export function templateFinder(
  templates: ReturnType<typeof findTemplates>,
): (plugin: JsonObject) => string | undefined {
  const names = new Map(templates.map(({ name, plugin }) => [sortedJson(plugin), name]));
  return (plugin) => names.get(sortedJson(plugin));
}
