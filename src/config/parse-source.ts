import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
} from 'yaml';
import type { Severity } from './findings.ts';
import type { Path } from './problem.ts';
import { createSourceMap, type Position, positionAt, type SourceMap } from './source-map.ts';

const maxCharacters = 16 * 2 ** 20;
const maxDepth = 256;
/** The parser's stack holds more than one entry for some levels of the document. */
const maxParserStack = 3 * maxDepth;
const maxAliases = 1000;
const maxSyntaxErrors = 20;

/** A finding of the parser, which knows its place but not always a path. */
interface SourceProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly position: Position;
  readonly path: Path;
  readonly message: string;
}

export interface ParsedSource {
  /** Undefined when the text cannot be read. */
  readonly content: { readonly value: unknown; readonly places: SourceMap } | undefined;
  readonly problems: readonly SourceProblem[];
}

/** Text -> plain values, within limits of size, depth and aliases. JSON is YAML too. */
export function parseSource(text: string): ParsedSource {
  if (text.length > maxCharacters) {
    const limit = maxCharacters / 2 ** 20;
    return refused('too_large', `has ${text.length} characters, at most ${limit} MiB are read`);
  }
  const lines = new LineCounter();
  const composed = compose(text, lines);
  if ('tooDeepAt' in composed) return tooDeep(positionAt(composed.tooDeepAt, lines));
  const { document, problems: syntax } = composed;
  if (document === undefined || document.errors.length > 0) {
    return { content: undefined, problems: syntax };
  }
  const checked = checkNodes(document.contents, lines);
  if (checked.tooDeepAt !== undefined) return tooDeep(positionAt(checked.tooDeepAt, lines));
  const problems = [...syntax, ...checked.problems];
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { content: { value, places: createSourceMap(document, lines) }, problems };
  } catch (error) {
    // An anchor that an alias needs is missing, or aliases multiply.
    if (!(error instanceof ReferenceError)) throw error;
    const lost = checked.aliases.find((alias) => alias.resolve(document) === undefined);
    if (lost === undefined) {
      return refused('too_many_aliases', 'has aliases that multiply without bound, write them out');
    }
    const position = positionAt(lost.range?.[0] ?? 0, lines);
    return refused(
      'yaml_syntax',
      'refers to an anchor that does not exist, put text that begins with `*` in quotes',
      position,
    );
  }
}

type Composed =
  | { readonly tooDeepAt: number }
  | {
      readonly document: Document.Parsed | undefined;
      readonly problems: readonly SourceProblem[];
    };

function compose(text: string, lines: LineCounter): Composed {
  const guard: { tooDeepAt?: number } = {};
  const composer = new Composer({
    version: '1.2',
    merge: true,
    uniqueKeys: false, // compares every key with every other one; checkNodes looks them up
    prettyErrors: false,
    logLevel: 'error',
  });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(tokensOf(text, lines, guard), true, text.length)) {
    documents.push(document);
    if (documents.length > 1) break;
  }
  if (guard.tooDeepAt !== undefined) return { tooDeepAt: guard.tooDeepAt };
  const [document, second] = documents;
  const problems = [...(document?.errors ?? []), ...(document?.warnings ?? [])]
    .slice(0, maxSyntaxErrors)
    .map(({ name, message, pos }) =>
      syntaxProblem({
        severity: name === 'YAMLParseError' ? 'error' : 'warning',
        message: withoutQuote(message),
        position: positionAt(pos[0], lines),
      }),
    );
  if (second === undefined) return { document, problems };
  const message = 'starts another document, keep one to a file';
  const position = positionAt(second.range[0], lines);
  return {
    document: undefined,
    problems: [...problems, syntaxProblem({ severity: 'error', message, position })],
  };
}

/** Ends early where nesting would exhaust the stack of everything that walks the tree later on. */
function* tokensOf(
  text: string,
  lines: LineCounter,
  guard: { tooDeepAt?: number },
): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length <= maxParserStack) continue;
    guard.tooDeepAt = parser.offset;
    return;
  }
  yield* parser.end();
}

function syntaxProblem(problem: Pick<SourceProblem, 'severity' | 'message' | 'position'>) {
  return { code: 'yaml_syntax', path: [], ...problem };
}

function tooDeep(position: Position): ParsedSource {
  return refused('too_deep', `is nested deeper than ${maxDepth} levels`, position);
}

function refused(
  code: string,
  message: string,
  position: Position = { line: 1, column: 1 },
): ParsedSource {
  const problem = { code, severity: 'error', position, path: [], message } as const;
  return { content: undefined, problems: [problem] };
}

interface CheckedNodes {
  readonly problems: readonly SourceProblem[];
  readonly aliases: readonly Alias[];
  readonly tooDeepAt?: number;
}

/** What the composer lets pass: keys that occur twice or are no words, deep nesting. */
function checkNodes(root: unknown, lines: LineCounter): CheckedNodes {
  const problems: SourceProblem[] = [];
  const aliases: Alias[] = [];
  const stack: { readonly node: unknown; readonly path: Path }[] = [{ node: root, path: [] }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node, path } = visit;
    if (path.length > maxDepth) {
      return { problems, aliases, tooDeepAt: (node as Node | null)?.range?.[0] ?? 0 };
    }
    if (isAlias(node)) aliases.push(node);
    else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        stack.push({ node: item, path: [...path, index] });
      }
    } else if (isMap(node)) {
      const seen = new Map<string, Position>();
      for (const { key, value } of node.items) {
        const position = positionAt((key as Node | null)?.range?.[0] ?? 0, lines);
        if (!isScalar(key)) {
          const message = 'has a key that is no word';
          problems.push({ code: 'invalid_key', severity: 'error', position, path, message });
          continue;
        }
        const name = String(key.value);
        const first = seen.get(name);
        if (first === undefined) seen.set(name, position);
        else {
          problems.push({
            code: 'duplicate_key',
            severity: 'error',
            position,
            path: [...path, name],
            message: `key \`${name.slice(0, 100)}\` occurs twice, first in line ${first.line}`,
          });
        }
        stack.push({ node: value, path: [...path, name] });
      }
    }
  }
  return { problems, aliases };
}

/** Without what the parser quotes: it may be a credential. */
function withoutQuote(message: string): string {
  const [line = ''] = message.split('\n');
  const ours = line.replace(/(?<=\w):\s.*$/, '').replace(/\.$/, '');
  return ours.charAt(0).toLowerCase() + ours.slice(1);
}
