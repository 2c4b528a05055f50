import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Path, Problem } from './problem.ts';

export interface Position {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

/** Finds places of a parsed document in its text. */
export interface SourceMap {
  /** The value at a path, or what is nearest above it. */
  find(problem: Pick<Problem, 'path' | 'isAboutKey'>): Position;
  /** A path for people: `routing.decisions[0:billing].modelRefs[0].model`. */
  show(path: Path): string;
}

interface Step {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

export function createSourceMap(document: Document<Node, boolean>, lines: LineCounter): SourceMap {
  const resolved = (node: unknown): Node | undefined => {
    if (!isNode(node)) return undefined;
    return isAlias(node) ? (node.resolve(document) ?? node) : node;
  };

  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  function pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = indexes.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(
      map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])),
    );
    indexes.set(map, pairs);
    return pairs;
  }

  function step(parent: Node | undefined, part: string | number): Step | undefined {
    if (isSeq(parent) && typeof part === 'number') {
      const item = parent.items[part];
      return item === undefined ? undefined : { key: undefined, value: resolved(item) };
    }
    if (!isMap(parent)) return undefined;
    const pair = pairsOf(parent).get(String(part));
    if (pair === undefined) return undefined;
    return { key: pair.key as Node, value: resolved(pair.value) };
  }

  return {
    find({ path, isAboutKey = false }) {
      let key: Node | undefined;
      let value = resolved(document.contents);
      for (const part of path) {
        const next = step(value, part);
        if (next === undefined) return positionOf(key ?? value);
        key = next.key;
        value = next.value;
      }
      const isPlain = isScalar(value) && value.range?.[0] !== value.range?.[1];
      return positionOf(isPlain && !isAboutKey ? value : (key ?? value));
    },
    show(path) {
      let shown = '';
      let value = resolved(document.contents);
      for (const part of path) {
        value = step(value, part)?.value;
        if (typeof part === 'number') {
          const name = isMap(value) ? value.get('name') : undefined;
          shown += typeof name === 'string' ? `[${part}:${name.slice(0, 100)}]` : `[${part}]`;
        } else if (/^[\w-]+$/.test(part)) {
          shown += shown === '' ? part : `.${part}`;
        } else {
          shown += `[${JSON.stringify(part.slice(0, 100))}]`;
        }
      }
      return shown;
    },
  };

  function positionOf(node: Node | undefined): Position {
    return positionAt(node?.range?.[0] ?? 0, lines);
  }
}

/** Place of an offset into the text. */
export function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
