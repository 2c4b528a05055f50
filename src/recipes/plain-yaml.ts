import {
  Composer,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
} from 'yaml';
import type { Finding } from '../config/findings.ts';
import { type ParsedSource, parseSource } from '../config/parse-source.ts';
import type { Problem } from '../config/problem.ts';

export interface PlainYaml {
  /** Undefined when the text cannot be read. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Gives problems their place in the text. */
  locate(problems: readonly Problem[]): readonly Finding[];
}

/** Reads YAML of a recipe, in which every value stands where it belongs: see `findReferences`. */
export function readPlainYaml(text: string, file: string): PlainYaml {
  const { content, problems } = parseSource(text);
  const findings: readonly Finding[] = problems.map(({ position, path, ...problem }) => ({
    ...problem,
    file,
    path: content?.places.show(path) ?? '',
    ...position,
  }));
  return {
    value: content?.value,
    findings: content === undefined ? findings : [...findings, ...findReferences(text, file)],
    locate: (problems) => problems.map((problem) => located(problem, content, file)),
  };
}

function located(
  { path, isAboutKey = false, suggestion, ...problem }: Problem,
  content: ParsedSource['content'],
  file: string,
): Finding {
  return {
    ...problem,
    file,
    path: content?.places.show(path) ?? '',
    ...content?.places.find({ path, isAboutKey }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Anchors, aliases, merge keys and explicit tags: a reader of the file would have to resolve them. */
function findReferences(text: string, file: string): readonly Finding[] {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const findings: Finding[] = [];
  const report = (node: Node, message: string) => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0);
    findings.push({
      code: 'yaml_not_plain',
      severity: 'error',
      file,
      path: '',
      line: Math.max(1, line),
      column: Math.max(1, col),
      message,
      suggestion: 'write the value out',
    });
  };
  const stack: unknown[] = [];
  for (const document of new Composer({ uniqueKeys: false }).compose(parser.parse(text))) {
    stack.push(document.contents);
  }
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isPair(node)) {
      if (isScalar(node.key) && node.key.value === '<<' && node.key.type === 'PLAIN') {
        report(node.key, 'merge keys are not allowed in a recipe');
      }
      stack.push(node.value ?? null, node.key ?? null);
    } else if (isAlias(node)) {
      report(node, `alias \`*${node.source.slice(0, 100)}\` is not allowed in a recipe`);
    } else if (isNode(node)) {
      if (node.anchor !== undefined) {
        report(node, `anchor \`&${node.anchor.slice(0, 100)}\` is not allowed in a recipe`);
      }
      if (node.tag !== undefined) {
        report(node, `tag \`${node.tag.slice(0, 100)}\` is not allowed in a recipe`);
      }
      if (isMap(node) || isSeq(node)) stack.push(...[...node.items].reverse());
    }
  }
  return findings;
}
