import type { Problem } from '../config/problem.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import type { Fix, Item, Program, Range } from './ast.ts';
import { getKey, type PlaceMap } from './compile-values.ts';
import { printName, printNumber, printString } from './syntax-print.ts';

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
  const meant = /^did you mean `(.+)`\?$/s.exec(problem.suggestion ?? '')?.[1];
  if (meant !== undefined) return [fix(spelled(meant, source)), ...stubFixes(source)];
  const value = valueAt(document, problem.path);
  if (problem.code === 'unknown_signal') return stubFixes(source);
  if (problem.code === 'shadowed_decision') return rankFixes(source);
  if (problem.code === 'missing_field') return temperatureFixes(source);
  if (problem.code === 'invalid_type')
    return convertFixes(value, problem.message).map((to) => fix(to));
  // The bound is only known from the words of the schema.
  const bound = /^must be at (?:least|most) (\S+), is/.exec(problem.message)?.[1];
  const isNumber = typeof value === 'number' && bound !== undefined && Number.isFinite(+bound);
  return isNumber ? [fix(printNumber(+bound))] : [];
}

/** With quotes where there are some. */
function spelled(name: string, { text, range, problem }: FixSource): string {
  const isQuoted = text[range.start] === '"';
  if (problem.isAboutKey) return isQuoted ? printString(name) : printName(name);
  return isQuoted ? printString(name) : printName(name);
}

/** The same value in the wanted kind, where nothing is lost. */
function convertFixes(value: JsonValue | undefined, message: string): readonly string[] {
  if (message.startsWith('must be text')) {
    return typeof value === 'number' || typeof value === 'boolean' ? [printString(`${value}`)] : [];
  }
  if (typeof value !== 'string') return [];
  const word = value.trim();
  if (message.startsWith('must be `true` or `false`')) {
    return ['true', 'false'].filter((name) => name === word.toLowerCase());
  }
  const isNumeric = /^must be a (whole )?number/.test(message) && /^[+-]?\d+(\.\d+)?$/.test(word);
  return isNumeric ? [printNumber(Number(word))] : [];
}

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
function stubFixes({ problem, range, program, document }: FixSource): readonly Fix[] {
  if (problem.code !== 'unknown_signal') return [];
  const leaf = valueAt(document, problem.path.slice(0, -1));
  const type = isJsonObject(leaf) ? getKey(leaf, 'type') : undefined;
  const name = isJsonObject(leaf) ? getKey(leaf, 'name') : undefined;
  const block = blockAround(program.items, range);
  if (typeof type !== 'string' || typeof name !== 'string' || block === undefined) return [];
  if (type === 'projection') return [];
  const [rule = name] = type === 'complexity' ? name.split(':') : [name];
  const at = { start: block.range.start, end: block.range.start };
  return [
    {
      description: `declare \`${type}:${rule}\``,
      newText: `SIGNAL ${printName(type)} ${printName(rule)} {\n}\n\n`,
      range: at,
    },
  ];
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
