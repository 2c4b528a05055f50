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
} from './ast.ts';
import { printName, printNumber, printString } from './syntax-print.ts';

const maxWidth = 100;
const bannerWidth = 77;

/** A program without comments as canonical text. */
export function printProgram({ items }: Program): string {
  const sections = sectionsOf(items).filter((section) => section.items.length > 0);
  const texts = sections.map((section) =>
    [banner(section.title), ...section.items.map((item) => printItem(item, ''))].join('\n\n'),
  );
  return texts.length === 0 ? '' : `${texts.join('\n\n')}\n`;
}

interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

function sectionsOf(items: readonly Item[]): readonly Section[] {
  const ofKind = (...kinds: readonly Item['kind'][]) =>
    items.filter(({ kind }) => kinds.includes(kind));
  return [
    ...policySections(items),
    { title: 'ENTRYPOINTS', items: ofKind('entrypoint') },
    ...items.flatMap((item) =>
      item.kind === 'recipe' ? [{ title: `RECIPE ${item.name.value}`, items: [item] }] : [],
    ),
    { title: 'TESTS', items: ofKind('test') },
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
    { title: 'ROUTES', items: ofKind('route', 'tree') },
  ];
}

function banner(title: string): string {
  const line = `# ${'='.repeat(bannerWidth)}`;
  return `${line}\n# ${oneLine(title)}\n${line}`;
}

/** A comment ends with its line, whatever a recipe is called. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
}

function printItem(item: Item, indent: string): string {
  switch (item.kind) {
    case 'routing':
      return `${indent}ROUTING ${block(item.fields.pairs.map(routingField), indent)}`;
    case 'entrypoint':
      return `${indent}ENTRYPOINT ${fieldBlock(item.fields, indent)}`;
    case 'with':
      return `${indent}WITH ${fieldBlock(item.fields, indent)}`;
    case 'model':
      return `${indent}MODEL ${name(item.name)} ${fieldBlock(item.fields, indent)}`;
    case 'signal':
    case 'projection': {
      const keyword = item.kind === 'signal' ? 'SIGNAL' : 'PROJECTION';
      const head = `${keyword} ${name(item.type)} ${name(item.name)}`;
      return `${indent}${head} ${fieldBlock(item.fields, indent)}`;
    }
    case 'template':
      return `${indent}PLUGIN ${name(item.name)} ${name(item.type)} ${fieldBlock(item.fields, indent)}`;
    case 'route': {
      const head = `ROUTE ${name(item.name)}${options(item.options)}`;
      const statements = item.statements.map((statement) =>
        printStatement(statement, `${indent}  `),
      );
      return `${indent}${head} ${block(statements, indent)}`;
    }
    case 'recipe': {
      const inner = policySections(item.items).flatMap((section) =>
        section.items.map((part) => printItem(part, `${indent}  `)),
      );
      const head = `RECIPE ${name(item.name)}${options(item.options)}`;
      if (inner.length === 0) return `${indent}${head} {}`;
      return `${indent}${head} {\n${inner.join('\n\n')}\n${indent}}`;
    }
    default:
      return ''; // trees and tests come from no document
  }
}

/** `{ ... }` with a line for each part, which brings its own indentation but for plain fields. */
function block(lines: readonly string[], indent: string): string {
  if (lines.length === 0) return '{}';
  return `{\n${lines.map((line) => (line.startsWith(' ') ? line : `${indent}  ${line}`)).join('\n')}\n${indent}}`;
}

function fieldBlock({ pairs }: ObjectValue, indent: string): string {
  return block(
    pairs.map((pair) => field(pair, `${indent}  `)),
    indent,
  );
}

/** A line of its own. */
function field({ key, value }: Pair, indent: string): string {
  const head = `${indent}${name(key)}: `;
  return head + printValue(value, indent, head.length);
}

function routingField({ key, value }: Pair): string {
  const isWord = value.kind === 'scalar' && typeof value.value === 'string';
  return `${name(key)}: ${isWord ? printName(value.value as string) : inline(value)}`;
}

/** In one line if it fits, otherwise with a line for each part of it. */
function printValue(value: Value, indent: string, column: number): string {
  const line = inline(value);
  if (value.kind === 'scalar' || column + line.length <= maxWidth) return line;
  const inner = `${indent}  `;
  if (value.kind === 'object') {
    const fields = value.pairs.map((pair) => field(pair, inner));
    return `{\n${fields.join(',\n')}\n${indent}}`;
  }
  const items = value.items.map((item) => inner + printValue(item, inner, inner.length + 1));
  return `[\n${items.join(',\n')}\n${indent}]`;
}

function inline(value: Value): string {
  if (value.kind === 'scalar') return scalar(value);
  if (value.kind === 'array') return `[${value.items.map(inline).join(', ')}]`;
  if (value.pairs.length === 0) return '{}';
  return `{ ${value.pairs.map(({ key, value: inner }) => `${name(key)}: ${inline(inner)}`).join(', ')} }`;
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
  return ` (${list.map(({ key, value }) => `${name(key)} = ${inline(value)}`).join(', ')})`;
}

function printStatement(statement: Statement, indent: string): string {
  switch (statement.kind) {
    case 'priority':
    case 'tier':
      return `${indent}${statement.kind.toUpperCase()} ${scalar(statement.value)}`;
    case 'description':
      return `${indent}DESCRIPTION ${printString(statement.text.value)}`;
    case 'when':
      return `${indent}WHEN ${condition(statement.condition, indent)}`;
    case 'models':
      return `${indent}MODEL ${models(statement.models, `,\n${indent}      `)}`;
    case 'algorithm':
      return `${indent}ALGORITHM ${name(statement.type)}${optionalBlock(statement.fields, indent)}`;
    case 'plugin':
      return `${indent}PLUGIN ${name(statement.name)}${optionalBlock(statement.fields, indent)}`;
    case 'loop': {
      const { variable, source, body } = statement;
      const list = isName(source) ? name(source) : `[${models(source, ', ')}]`;
      const inner = body.map(({ models: parts }) => `MODEL ${models(parts, ', ')}`);
      const text = inner.length === 0 ? '{}' : `{ ${inner.join(' ')} }`;
      return `${indent}FOR ${name(variable)} IN ${list} ${text}`;
    }
    case 'emit':
      return `${indent}EMIT ${name(statement.type)} ${fieldBlock(statement.fields, indent)}`;
    default:
      return `${indent}WITH ${fieldBlock(statement.fields, indent)}`;
  }
}

function isName(source: Name | readonly ModelReference[]): source is Name {
  return !Array.isArray(source);
}

function optionalBlock(fields: ObjectValue | undefined, indent: string): string {
  return fields === undefined ? '' : ` ${fieldBlock(fields, indent)}`;
}

function models(list: readonly ModelReference[], separator: string): string {
  return list.map((model) => `${name(model.name)}${options(model.options)}`).join(separator);
}

/** Operands of a long condition go on lines of their own. */
function condition(expression: Expression, indent: string): string {
  const line = expression.kind === 'or' ? printOperand(expression) : printExpression(expression);
  const isLong = indent.length + 'WHEN '.length + line.length > maxWidth;
  if (!isLong || expression.kind === 'reference' || expression.kind === 'not') return line;
  const lines = expression.operands
    .map(printOperand)
    .join(`\n${indent}     ${expression.kind.toUpperCase()} `);
  return expression.kind === 'or' ? `(${lines})` : lines;
}

function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'reference': {
      const pairs = expression.pairs.map(({ key, value }) => `, ${name(key)}: ${inline(value)}`);
      return `${name(expression.type)}(${printString(expression.name.value)}${pairs.join('')})`;
    }
    case 'not':
      return `NOT ${printOperand(expression.operand)}`;
    default: {
      const word = expression.kind.toUpperCase();
      return expression.operands.map((operand) => printOperand(operand)).join(` ${word} `);
    }
  }
}

/** Groups keep their brackets wherever they stand inside of something. */
function printOperand(operand: Expression): string {
  const text = printExpression(operand);
  return operand.kind === 'and' || operand.kind === 'or' ? `(${text})` : text;
}
