import type {
  AlgorithmStatement,
  Branch,
  EmitStatement,
  LoopStatement,
  ModelReference,
  Name,
  Option,
  Pair,
  PluginStatement,
  Range,
  Statement,
  TemplateBlock,
  WithBlock,
} from '../ast.ts';
import type { CompileContext } from './context.ts';
import { nameFix, nearestHint } from './fixes.ts';
import { compileRules } from './rules.ts';
import { getKey, isObject, type JsonObject, type JsonValue, setKey } from './values.ts';

/** Templates by name. */
export type Templates = ReadonlyMap<string, TemplateBlock>;

/** A size that is said where a model is used, though it belongs to the card. */
export interface SizeRemark {
  readonly model: string;
  readonly size: JsonValue;
  readonly option: Option;
}

export interface RouteSurroundings {
  readonly context: CompileContext;
  readonly templates: Templates;
  readonly onSize: (remark: SizeRemark) => void;
}

export interface RouteSource {
  readonly name: string;
  readonly nameRange: Range;
  readonly options: readonly Option[];
  readonly statements: readonly (Statement | Branch['statements'][number])[];
  /** What the place in a tree settles. */
  readonly fixed?: { readonly priority: number; readonly rules: JsonObject };
}

/** Block of the algorithm -> its `on_error` stands inside; all others have it beside the block. */
export const multiCallAlgorithms: ReadonlySet<string> = new Set([
  'confidence',
  'ratings',
  'remom',
  'fusion',
  'workflows',
]);

/** Options of models that are not called like their field. */
export const modelOptions: Readonly<Record<string, string>> = {
  reasoning: 'use_reasoning',
  effort: 'reasoning_effort',
  lora: 'lora_name',
  description: 'reasoning_description',
};

/** Keys in the order in which documents usually have them. */
const keyOrder = [
  'name',
  'description',
  'priority',
  'tier',
  'rules',
  'modelRefs',
  'algorithm',
  'plugins',
  'candidateIterations',
  'emits',
];

/** The decision of a route or of a branch. */
export function compileRoute(source: RouteSource, surroundings: RouteSurroundings): JsonObject {
  const { context } = surroundings;
  const { writer, report } = context;
  const decision: JsonObject = {};
  const withs: WithBlock[] = [];
  const nameRange = source.nameRange;
  const nameless = { key: nameRange, value: nameRange };

  writer.set(decision, 'name', source.name, nameless);
  if (source.fixed !== undefined) {
    writer.set(decision, 'priority', source.fixed.priority, nameless);
    writer.set(decision, 'rules', source.fixed.rules, nameless);
  }
  for (const { key, value } of source.options) {
    if (key.value === 'description') {
      writer.set(decision, 'description', writer.value(value), {
        key: key.range,
        value: value.range,
      });
    } else {
      const message = `unknown option \`${key.value}\` of a route, the only one is \`description\``;
      report('D301', key, { message, fixes: nameFix(key, ['description']) });
    }
  }

  function setOnce(key: string, value: JsonValue, statement: { readonly range: Range }, at: Range) {
    if (getKey(decision, key) === undefined) {
      writer.set(decision, key, value, { key: statement.range, value: at });
    } else report('D110', statement, { message: `\`${key}\` is given twice, keep one of them` });
  }

  function append(key: string, value: JsonValue, range: Range): void {
    const list = getKey(decision, key);
    if (Array.isArray(list)) writer.push(list, value, range);
    else {
      const fresh: JsonValue[] = [];
      writer.push(fresh, value, range);
      writer.set(decision, key, fresh, { key: range, value: range });
    }
  }

  for (const statement of source.statements) {
    const { range } = statement;
    switch (statement.kind) {
      case 'priority':
      case 'tier':
        setOnce(statement.kind, statement.value.value, statement, statement.value.range);
        break;
      case 'description':
        writer.set(decision, 'description', statement.text.value, {
          key: range,
          value: statement.text.range,
        });
        break;
      case 'when':
        setOnce(
          'rules',
          compileRules(statement.condition, context),
          statement,
          statement.condition.range,
        );
        break;
      case 'models':
        for (const model of statement.models) {
          append('modelRefs', compileModel(model, surroundings), model.name.range);
        }
        break;
      case 'algorithm':
        setOnce('algorithm', compileAlgorithm(statement, context), statement, statement.type.range);
        break;
      case 'plugin':
        append('plugins', compilePlugin(statement, surroundings), statement.name.range);
        break;
      case 'loop':
        append(
          'candidateIterations',
          compileLoop(statement, surroundings),
          statement.variable.range,
        );
        break;
      case 'emit':
        append('emits', compileEmit(statement, context), statement.type.range);
        break;
      case 'with':
        withs.push(statement);
        break;
      default:
        break; // the name of a branch, which its tree has read
    }
  }
  addLoopModels(decision, source.statements, surroundings);
  const defaults = routeDefaults();
  const omittable = Object.keys(defaults);
  const omitted = mergeWith({ target: decision, withs, omittable, context });
  for (const [key, value] of Object.entries(defaults)) {
    if (!omitted.has(key) && !Object.hasOwn(decision, key)) {
      writer.set(decision, key, value, nameless);
    }
  }
  return inOrder(decision, keyOrder, context);
}

/** What a route says without words. */
function routeDefaults(): JsonObject {
  return { priority: 0, rules: { operator: 'AND', conditions: [] } };
}

interface WithTarget {
  readonly target: JsonObject;
  readonly withs: readonly WithBlock[];
  /** Keys that the language writes by itself. */
  readonly omittable: readonly string[];
  readonly context: CompileContext;
}

/**
 * Adds the fields of WITH blocks. Their key `omit` lists what shall be left out although the
 * language writes it by itself.
 */
export function mergeWith({ target, withs, omittable, context }: WithTarget): ReadonlySet<string> {
  const { writer, report, reportTwice } = context;
  const omitted = new Set<string>();
  for (const { fields } of withs) {
    const isOmit = ({ key }: Pair) => key.value === 'omit';
    writer.merge(
      target,
      fields.pairs.filter((pair) => !isOmit(pair)),
      reportTwice,
    );
    for (const { value } of fields.pairs.filter(isOmit)) {
      for (const item of value.kind === 'array' ? value.items : [value]) {
        const key = item.kind === 'scalar' ? String(item.value) : '';
        if (omittable.includes(key)) omitted.add(key);
        else {
          const known = omittable.map((word) => `\`${word}\``).join(', ');
          const hint = known === '' ? 'nothing here is' : `only ${known} can be`;
          report('D303', item, { message: `\`${key}\` is not left out by \`omit\`, ${hint}` });
        }
      }
    }
  }
  for (const key of omitted) {
    if (!Object.hasOwn(target, key)) continue;
    const [block] = withs;
    const message = `\`${key}\` is given, and left out by \`omit\`, remove one of them`;
    if (block !== undefined) report('D110', block, { message });
  }
  return omitted;
}

/** The same object with known keys first. */
export function inOrder(
  object: JsonObject,
  order: readonly string[],
  { writer }: CompileContext,
): JsonObject {
  const { find } = writer.placesIn(object);
  const ordered: JsonObject = {};
  const keys = Object.keys(object);
  const known = order.filter((key) => Object.hasOwn(object, key));
  for (const key of [...known, ...keys.filter((key) => !order.includes(key))]) {
    const value = getKey(object, key) as JsonValue;
    const place = { key: find([key], true), value: find([key]) };
    if (place.key === undefined || place.value === undefined) setKey(ordered, key, value);
    else writer.set(ordered, key, value, { key: place.key, value: place.value });
  }
  return ordered;
}

/** The entry of `modelRefs`. */
function compileModel(
  { name, options }: ModelReference,
  { context, onSize }: RouteSurroundings,
): JsonObject {
  const { writer, report, catalog } = context;
  const model: JsonObject = {};
  writer.set(model, 'model', name.value, { key: name.range, value: name.range });
  for (const option of options) {
    const { key, value } = option;
    const field = Object.hasOwn(modelOptions, key.value) ? modelOptions[key.value] : key.value;
    if (field === 'param_size') {
      const message = '`param_size` belongs to the card of the model, write it in a `MODEL` block';
      report('D301', option, { severity: 'warning', message });
      onSize({ model: name.value, size: writer.value(value), option });
    } else if (field === undefined || Object.hasOwn(model, field)) {
      report('D110', option, { message: `\`${key.value}\` is given twice, keep one of them` });
    } else if (!catalog.modelFields.has(field) && !field.startsWith('x-')) {
      const known = [...Object.keys(modelOptions), ...catalog.modelFields];
      const hint = nearestHint(key.value, known);
      const message = `unknown option \`${key.value}\` of a model${hint}`;
      report('D301', key, { message, fixes: nameFix(key, known) });
    } else writer.set(model, field, writer.value(value), { key: key.range, value: value.range });
  }
  return model;
}

function compileAlgorithm(
  { type, fields }: AlgorithmStatement,
  { writer, catalog, reportTwice }: CompileContext,
): JsonObject {
  const algorithm: JsonObject = {};
  writer.set(algorithm, 'type', type.value, { key: type.range, value: type.range });
  if (fields === undefined) return algorithm;
  const isOnError = ({ key }: Pair) =>
    key.value === 'on_error' && !multiCallAlgorithms.has(type.value);
  const outer = fields.pairs.filter(isOnError);
  // `ALGORITHM prompt { prompt: { ... } }` says the same as `ALGORITHM prompt { ... }`.
  const inner = fields.pairs
    .filter((pair) => !isOnError(pair))
    .flatMap((pair) =>
      pair.key.value === type.value && pair.value.kind === 'object' ? pair.value.pairs : [pair],
    );
  const isBlockless = inner.length === 0 && (outer.length > 0 || !catalog.hasBlock(type.value));
  if (!isBlockless) {
    const block: JsonObject = {};
    writer.merge(block, inner, reportTwice);
    writer.set(algorithm, type.value, block, { key: type.range, value: fields.range });
  }
  writer.merge(algorithm, outer, reportTwice);
  return algorithm;
}

/** Templates come first, so that one may be called like a type. */
function compilePlugin(
  { name, fields }: PluginStatement,
  { context, templates }: RouteSurroundings,
): JsonObject {
  const { writer, report, catalog } = context;
  const template = templates.get(name.value);
  const own = fields?.pairs ?? [];
  const overridden = new Set(own.map(({ key }) => key.value));
  const inherited = (template?.fields.pairs ?? []).filter(({ key }) => !overridden.has(key.value));
  const type = catalog.pluginType(template === undefined ? name.value : template.type.value);
  if (type === undefined && template === undefined) {
    const known = [...templates.keys(), ...catalog.typesOf('plugin')];
    const hint = nearestHint(name.value, known);
    const message = `\`${name.value}\` is no template and no type of plugin${hint}`;
    report('D201', name, { message, fixes: nameFix(name, known) });
  }
  const plugin: JsonObject = {};
  const at = { key: name.range, value: name.range };
  writer.set(plugin, 'type', type ?? template?.type.value ?? name.value, at);
  writer.set(plugin, 'configuration', writer.object([...inherited, ...own]), {
    key: name.range,
    value: fields?.range ?? name.range,
  });
  return plugin;
}

function compileEmit({ type, fields }: EmitStatement, context: CompileContext): JsonObject {
  const { writer, report } = context;
  const emit: JsonObject = {};
  const settings = writer.object(fields.pairs);
  const isIdle = settings.drop === false && settings.ttl_turns === 0;
  if (fields.pairs.length === 0 || isIdle) {
    const message = `\`EMIT ${type.value}\` changes nothing, say what it shall do or remove it`;
    report('D500', type, { severity: 'warning', message });
  }
  writer.set(emit, 'kind', type.value, { key: type.range, value: type.range });
  writer.set(emit, type.value, settings, {
    key: type.range,
    value: fields.range,
  });
  return emit;
}

function compileLoop(
  { variable, source, body }: LoopStatement,
  surroundings: RouteSurroundings,
): JsonObject {
  const { writer } = surroundings.context;
  const at = { key: variable.range, value: variable.range };
  const loop: JsonObject = {};
  writer.set(loop, 'variable', variable.value, at);
  if (isName(source)) {
    writer.set(loop, 'source', source.value, { key: source.range, value: source.range });
  } else {
    const models: JsonValue[] = [];
    for (const model of source) {
      writer.push(models, compileModel(model, surroundings), model.name.range);
    }
    writer.set(loop, 'source', 'models', at);
    writer.set(loop, 'models', models, at);
  }
  const outputs: JsonValue[] = [];
  for (const { name } of body.flatMap(({ models }) => models)) {
    const output: JsonObject = { type: 'model' };
    writer.set(output, 'value', name.value, { key: name.range, value: name.range });
    writer.push(outputs, output, name.range);
  }
  if (outputs.length > 0) writer.set(loop, 'outputs', outputs, at);
  return loop;
}

/** Models that a loop hands on are candidates too. */
function addLoopModels(
  decision: JsonObject,
  statements: RouteSource['statements'],
  surroundings: RouteSurroundings,
): void {
  const { writer } = surroundings.context;
  const identity = (ref: JsonValue) =>
    isObject(ref) ? JSON.stringify([getKey(ref, 'model'), getKey(ref, 'lora_name')]) : '';
  const present = getKey(decision, 'modelRefs');
  const refs = Array.isArray(present) ? present : [];
  const known = new Set(refs.map(identity));
  for (const statement of statements) {
    if (statement.kind !== 'loop' || isName(statement.source)) continue;
    const emitted = statement.body.flatMap(({ models }) => models.map(({ name }) => name.value));
    if (!emitted.includes(statement.variable.value)) continue;
    for (const model of statement.source) {
      const ref = compileModel(model, surroundings);
      if (known.has(identity(ref))) continue;
      known.add(identity(ref));
      writer.push(refs, ref, model.name.range);
      if (present === undefined) {
        const at = { key: statement.range, value: model.name.range };
        writer.set(decision, 'modelRefs', refs, at);
      }
    }
  }
}

function isName(source: LoopStatement['source']): source is Name {
  return !Array.isArray(source);
}
