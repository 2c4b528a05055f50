import type { Problem } from '../../config/problem.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/json-value.ts';
import type { Fix, Item, Program, Range } from '../ast.ts';
import { getKey, type PlaceMap } from '../compile/values.ts';
import { printName, printNumber, printString } from '../syntax/print.ts';

interface FixSource {
  readonly problem: Problem;
  readonly range: Range;
  readonly text: string;
  readonly program: Program;
  readonly document: JsonObject;
  readonly places: PlaceMap;
}

/** Changes that settle a problem, where what to write is certain enough to offer it. */
export function fixesOf(source: FixSource): readonly Fix[] {
  const { problem, document } = source;
  const fix = (newText: string, description = `change to \`${newText}\``): Fix => ({
    description,
    newText,
    range: source.range,
  });
  const value = valueAt(document, problem.path);
  const meant = /^(?:did you mean|name a level, e\.g\.) `(.+?)`\??$/s.exec(
    problem.suggestion ?? '',
  )?.[1];
  if (typeof value === 'number' && problem.message.startsWith('must be at ')) {
    return numberFixes(meant, problem.message).map((to) => fix(to));
  }
  if (meant !== undefined) return [fix(spelled(meant, source)), ...stubFixes(source)];
  if (problem.code === 'unknown_signal') return stubFixes(source);
  if (problem.code === 'shadowed_decision') return rankFixes(source);
  if (problem.code === 'missing_field') return temperatureFixes(source);
  if (problem.code !== 'invalid_type') return [];
  return convertFixes(value, source).map((to) => fix(to));
}

/** The number that was meant, and the bound, which is only known from the words of the schema. */
function numberFixes(meant: string | undefined, message: string): readonly string[] {
  const bound = /^must be at (?:least|most) (\S+), is/.exec(message)?.[1];
  const numbers = [meant, bound].filter((one) => one !== undefined && Number.isFinite(+one));
  return [...new Set(numbers.map((one) => printNumber(Number(one))))];
}

/** With quotes where there are some. */
function spelled(name: string, { text, range }: FixSource): string {
  const isQuoted = text[range.start] === '"';
  return isQuoted ? printString(name) : printName(name);
}

/** The same value in the wanted kind, where nothing is lost. */
function convertFixes(
  value: JsonValue | undefined,
  { problem: { message }, text, range }: FixSource,
): readonly string[] {
  if (message.startsWith('must be a list') && typeof value !== 'object') {
    return [`[${text.slice(range.start, range.end)}]`];
  }
  if (message.startsWith('must be text')) {
    return typeof value === 'number' || typeof value === 'boolean' ? [printString(`${value}`)] : [];
  }
  if (typeof value !== 'string') return [];
  const word = value.trim();
  if (message.startsWith('must be `true` or `false`')) {
    const meant = truthWords.get(word.toLowerCase());
    return meant === undefined ? [] : [meant];
  }
  const isNumeric = /^must be a (whole )?number/.test(message) && /^[+-]?\d+(\.\d+)?$/.test(word);
  return isNumeric ? [printNumber(Number(word))] : [];
}

const truthWords: ReadonlyMap<string, string> = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, 'true'] as const),
  ...['false', 'no', 'off'].map((word) => [word, 'false'] as const),
]);

/** A priority above the decision that takes everything from this one. */
function rankFixes({ problem, text, document, places }: FixSource): readonly Fix[] {
  const other = /decision `(.+?)` is more general/s.exec(problem.message)?.[1];
  const list = valueAt(document, problem.path.slice(0, -1));
  const decisions = Array.isArray(list) ? list.filter(isJsonObject) : [];
  const blocker = decisions.find((decision) => getKey(decision, 'name') === other);
  const priority = blocker === undefined ? undefined : getKey(blocker, 'priority');
  const range = places.find([...problem.path, 'priority']);
  // A priority that is not written stands nowhere.
  const isWritten = range !== undefined && /^[+-]?\d+$/.test(text.slice(range.start, range.end));
  if (typeof priority !== 'number' || !isWritten) return [];
  const newText = printNumber(priority + 1);
  return [{ description: `rank it above \`${other}\``, newText, range }];
}

/** What a softmax is usually written with. */
function temperatureFixes({ problem: { path }, places }: FixSource): readonly Fix[] {
  const semantics = places.find([...path.slice(0, -1), 'semantics'], true);
  if (path.at(-1) !== 'temperature' || semantics === undefined) return [];
  const at = { start: semantics.start, end: semantics.start };
  return [{ description: 'add a temperature', newText: 'temperature: 0.1 ', range: at }];
}

/** A block that declares the signal that a condition asks for. */
function stubFixes(source: FixSource): readonly Fix[] {
  const { problem, range, program, document } = source;
  if (problem.code !== 'unknown_signal') return [];
  const leaf = valueAt(document, problem.path.slice(0, -1));
  const type = isJsonObject(leaf) ? getKey(leaf, 'type') : undefined;
  const name = isJsonObject(leaf) ? getKey(leaf, 'name') : undefined;
  const block = blockAround(program.items, range);
  if (typeof type !== 'string' || typeof name !== 'string' || block === undefined) return [];
  if (type === 'projection') return [];
  const [rule = name] = type === 'complexity' ? name.split(':') : [name];
  if (isDeclared(rule, type, source)) return [];
  const at = { start: block.range.start, end: block.range.start };
  return [
    {
      description: `declare \`${type}:${rule}\``,
      newText: `SIGNAL ${printName(type)} ${printName(rule)} ${stubFields(type, rule)}\n\n`,
      range: at,
    },
  ];
}

/** What a rule needs at least, where that can be guessed from its name. */
function stubFields(type: string, rule: string): string {
  const words = `[${printString(rule)}]`;
  switch (type) {
    case 'keyword':
      return `{ operator: "OR", keywords: ${words} }`;
    case 'embedding':
      return `{ threshold: 0.7, candidates: ${words} }`;
    case 'complexity':
      return `{ hard: { candidates: ${words} }, easy: { candidates: ["hello"] } }`;
    default:
      return '{}';
  }
}

/** A complexity rule that exists may still lack the level that is asked for. */
function isDeclared(
  rule: string,
  type: string,
  { problem: { path }, document }: FixSource,
): boolean {
  if (type !== 'complexity') return false;
  const policy = path[0] === 'recipes' ? path.slice(0, 3) : ['routing'];
  const rules = valueAt(document, [...policy, 'signals', type]);
  const names = (Array.isArray(rules) ? rules : []).filter(isJsonObject);
  return names.some((one) => getKey(one, 'name') === rule);
}

function blockAround(items: readonly Item[], { start }: Range): Item | undefined {
  const around = items.find(({ range }) => range.start <= start && start < range.end);
  return around?.kind === 'recipe'
    ? (blockAround(around.items, { start, end: start }) ?? around)
    : around;
}

export function valueAt(document: JsonObject, path: Problem['path']): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const part of path) {
    if (Array.isArray(value)) value = typeof part === 'number' ? value[part] : undefined;
    else value = isJsonObject(value) ? getKey(value, String(part)) : undefined;
  }
  return value;
}
