import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Severity } from './findings.ts';
import type { Path } from './problem.ts';
import { createSourceMap, type Position, type SourceMap } from './source-map.ts';

const maxCharacters = 16 * 2 ** 20;
const maxDepth = 256;
const maxAliases = 1000;

/** A finding of the parser, which knows its place but not always a path. */
export interface SourceProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly position: Position;
  readonly path: Path;
  readonly message: string;
  readonly suggestion?: string;
}

export interface ParsedSource {
  /** Undefined when the text is no YAML. */
  readonly content: { readonly value: unknown; readonly places: SourceMap } | undefined;
  readonly problems: readonly SourceProblem[];
}

/** Text -> plain values, within limits of size, depth and aliases. JSON is YAML too. */
export function parseSource(text: string): ParsedSource {
  if (text.length > maxCharacters) {
    const limit = maxCharacters / 2 ** 20;
    return failed('too_large', `has ${text.length} characters, more than the ${limit} MiB allowed`);
  }
  const lines = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, {
      version: '1.2',
      merge: true,
      uniqueKeys: false, // compares every key with every other one; checkNodes looks them up
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = [...document.errors, ...document.warnings].map(
    ({ name, message, pos }): SourceProblem => ({
      code: 'yaml_syntax',
      severity: name === 'YAMLParseError' ? 'error' : 'warning',
      position: at(pos[0]),
      path: [],
      message: lowerFirst(message),
    }),
  );
  if (document.errors.length > 0) return { content: undefined, problems: syntax };
  const checked = checkNodes(document.contents, at);
  const problems = [...syntax, ...checked.problems];
  if (checked.isTooDeep) return { content: undefined, problems };
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { content: { value, places: createSourceMap(document, lines) }, problems };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    if (error instanceof ReferenceError) {
      return failed('too_many_aliases', 'has aliases that expand without bound, write them out');
    }
    throw error;
  }
}

function tooDeep(): ParsedSource {
  return failed('too_deep', `is nested deeper than ${maxDepth} levels`);
}

function failed(code: string, message: string): ParsedSource {
  const position = { line: 1, column: 1 };
  return {
    content: undefined,
    problems: [{ code, severity: 'error', position, path: [], message }],
  };
}

interface Visit {
  readonly node: unknown;
  readonly path: Path;
}

/** What the composer lets pass: keys that occur twice or are no words, endless nesting. */
function checkNodes(
  root: unknown,
  at: (offset: number) => Position,
): { readonly problems: readonly SourceProblem[]; readonly isTooDeep: boolean } {
  const problems: SourceProblem[] = [];
  const stack: Visit[] = [{ node: root, path: [] }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, path } = visit;
    if (path.length > maxDepth) {
      const message = `is nested deeper than ${maxDepth} levels`;
      problems.push({ ...place(node as Node), code: 'too_deep', path: path.slice(0, 8), message });
      return { problems, isTooDeep: true };
    }
    if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        if (!isAlias(item)) stack.push({ node: item, path: [...path, index] });
      }
    }
    if (!isMap(node)) continue;
    const seen = new Map<string, Position>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) {
        const message = 'has a key that is no word';
        problems.push({ ...place(key as Node), code: 'invalid_key', path, message });
        continue;
      }
      const name = String(key.value);
      const here = place(key);
      const first = seen.get(name);
      if (first === undefined) seen.set(name, here.position);
      else {
        const message = `key \`${name.slice(0, 100)}\` occurs twice, first in line ${first.line}`;
        problems.push({ ...here, code: 'duplicate_key', path: [...path, name], message });
      }
      if (!isAlias(value)) stack.push({ node: value, path: [...path, name] });
    }
  }
  return { problems, isTooDeep: false };

  function place(node: Node): { readonly severity: 'error'; readonly position: Position } {
    return { severity: 'error', position: at(node?.range?.[0] ?? 0) };
  }
}

function lowerFirst(message: string): string {
  const [line = ''] = message.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1).replace(/\.$/, '');
}
