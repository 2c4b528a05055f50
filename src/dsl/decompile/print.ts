import type {
  Expression,
  Item,
  ModelReference,
  Name,
  ObjectValue,
  Option,
  Pair,
  Program,
  ScalarValue,
  Statement,
  Value,
} from '../ast.ts';
import { printName, printNumber, printString } from '../syntax/print.ts';

const bannerWidth = 77;

/** A program that comes from a document as text, in sections; the formatter lays it out. */
export function printProgram({ items }: Program): string {
  const sections = sectionsOf(items).filter((section) => section.items.length > 0);
  const texts = sections.map((section) => [banner(section.title), ...section.items.map(printItem)]);
  return texts.flat().join('\n\n');
}

interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

function sectionsOf(items: readonly Item[]): readonly Section[] {
  const recipes = items.filter((item) => item.kind === 'recipe');
  return [
    ...policySections(items),
    { title: 'ENTRYPOINTS', items: items.filter(({ kind }) => kind === 'entrypoint') },
    ...recipes.map((recipe) => ({ title: `RECIPE ${recipe.name.value}`, items: [recipe] })),
  ];
}

function policySections(items: readonly Item[]): readonly Section[] {
  const ofKind = (...kinds: readonly Item['kind'][]) =>
    items.filter(({ kind }) => kinds.includes(kind));
  return [
    { title: 'ROUTING PROFILE', items: ofKind('routing', 'with') },
    { title: 'SIGNALS', items: ofKind('signal', 'projection') },
    { title: 'MODELS', items: ofKind('model') },
    { title: 'PLUGINS', items: ofKind('template') },
    { title: 'ROUTES', items: ofKind('route') },
  ];
}

function banner(title: string): string {
  const line = `# ${'='.repeat(bannerWidth)}`;
  // A comment ends with its line, whatever a recipe is called.
  return `${line}\n# ${title.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')}\n${line}`;
}

function printItem(item: Item): string {
  switch (item.kind) {
    case 'routing':
      return `ROUTING ${braces(item.fields.pairs.map(wordPair), '\n')}`;
    case 'entrypoint':
      return `ENTRYPOINT ${block(item.fields)}`;
    case 'with':
      return `WITH ${block(item.fields)}`;
    case 'model':
      return `MODEL ${name(item.name)} ${block(item.fields)}`;
    case 'signal':
      return `SIGNAL ${name(item.type)} ${name(item.name)} ${block(item.fields)}`;
    case 'projection':
      return `PROJECTION ${name(item.type)} ${name(item.name)} ${block(item.fields)}`;
    case 'template':
      return `PLUGIN ${name(item.name)} ${name(item.type)} ${block(item.fields)}`;
    case 'route':
      return `ROUTE ${name(item.name)}${options(item.options)} ${braces(item.statements.map(printStatement), '\n')}`;
    case 'recipe': {
      const parts = policySections(item.items).flatMap((section) => section.items.map(printItem));
      return `RECIPE ${name(item.name)}${options(item.options)} ${braces(parts, '\n\n')}`;
    }
    default:
      return ''; // trees and tests come from no document
  }
}

function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'priority':
    case 'tier':
      return `${statement.kind.toUpperCase()} ${scalar(statement.value)}`;
    case 'description':
      return `DESCRIPTION ${printString(statement.text.value)}`;
    case 'when':
      return `WHEN ${expression(statement.condition)}`;
    case 'models':
      return `MODEL ${models(statement.models)}`;
    case 'algorithm':
      return `ALGORITHM ${name(statement.type)}${optionalBlock(statement.fields)}`;
    case 'plugin':
      return `PLUGIN ${name(statement.name)}${optionalBlock(statement.fields)}`;
    case 'loop': {
      const { variable, source, body } = statement;
      const list = isName(source) ? name(source) : `[${models(source)}]`;
      const inner = body.map((part) => `MODEL ${models(part.models)}`);
      return `FOR ${name(variable)} IN ${list} ${braces(inner, '\n')}`;
    }
    case 'emit':
      return `EMIT ${name(statement.type)} ${block(statement.fields)}`;
    default:
      return `WITH ${block(statement.fields)}`;
  }
}

function isName(source: Name | readonly ModelReference[]): source is Name {
  return !Array.isArray(source);
}

function braces(parts: readonly string[], separator: string): string {
  return parts.length === 0 ? '{}' : `{\n${parts.join(separator)}\n}`;
}

function block({ pairs }: ObjectValue): string {
  return braces(pairs.map(pair), '\n');
}

function optionalBlock(fields: ObjectValue | undefined): string {
  return fields === undefined ? '' : ` ${block(fields)}`;
}

function pair({ key, value }: Pair): string {
  return `${name(key)}: ${printValue(value)}`;
}

/** With a plain word instead of a string, as the strategy is usually written. */
function wordPair({ key, value }: Pair): string {
  const isWord = value.kind === 'scalar' && typeof value.value === 'string';
  return `${name(key)}: ${isWord ? printName(value.value as string) : printValue(value)}`;
}

function printValue(value: Value): string {
  if (value.kind === 'scalar') return scalar(value);
  if (value.kind === 'array') return `[${value.items.map(printValue).join(', ')}]`;
  return value.pairs.length === 0 ? '{}' : `{ ${value.pairs.map(pair).join(', ')} }`;
}

function scalar({ value }: ScalarValue): string {
  if (typeof value === 'string') return printString(value);
  return typeof value === 'number' ? printNumber(value) : String(value);
}

function name({ value }: Name): string {
  return printName(value);
}

function options(list: readonly Option[]): string {
  if (list.length === 0) return '';
  const parts = list.map(({ key, value }) => `${name(key)} = ${printValue(value)}`);
  return ` (${parts.join(', ')})`;
}

function models(list: readonly ModelReference[]): string {
  return list.map((model) => `${name(model.name)}${options(model.options)}`).join(', ');
}

function expression(node: Expression): string {
  if (node.kind === 'reference') {
    const { type, pairs } = node;
    const parts = [printString(node.name.value), ...pairs.map(pair)];
    return `${name(type)}(${parts.join(', ')})`;
  }
  if (node.kind === 'not') return `NOT ${operand(node.operand)}`;
  return node.operands.map(operand).join(` ${node.kind.toUpperCase()} `);
}

/** Groups have brackets wherever they stand inside of something. */
function operand(node: Expression): string {
  const text = expression(node);
  return node.kind === 'and' || node.kind === 'or' ? `(${text})` : text;
}
