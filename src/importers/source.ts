import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { parseSource } from '../config/parse-source.ts';
import type { Path } from '../config/problem.ts';
import { createSourceMap, type SourceMap } from '../config/source-map.ts';
import { ImportError } from './import-error.ts';

/** A place of the document that is imported, with its plain value. */
export interface Place {
  readonly path: Path;
  readonly value: unknown;
  /** The child under the first of the keys that is there and not empty. */
  get(...keys: readonly string[]): Place | undefined;
  /** Children of a map; nothing for other values. */
  entries(): readonly (readonly [string, Place])[];
  /** Elements of a list; nothing for other values. */
  items(): readonly Place[];
  /** The value, where it is of that kind. */
  readonly text: string | undefined;
  readonly number: number | undefined;
  readonly isTrue: boolean;
}

export function placeOf(value: unknown, path: Path = []): Place {
  return {
    path,
    value,
    get(...keys) {
      if (!isPlainMap(value)) return undefined;
      const key = keys.find((one) => Object.hasOwn(value, one) && value[one] !== null);
      return key === undefined ? undefined : placeOf(value[key], [...path, key]);
    },
    entries() {
      if (!isPlainMap(value)) return [];
      return Object.entries(value).map(
        ([key, child]) => [key, placeOf(child, [...path, key])] as const,
      );
    },
    items() {
      if (!Array.isArray(value)) return [];
      return value.map((child, index) => placeOf(child, [...path, index]));
    },
    text: typeof value === 'string' ? value : undefined,
    number: typeof value === 'number' ? value : undefined,
    isTrue: value === true,
  };
}

export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that was read: its plain value, and the syntax tree that knows comments and styles. */
export interface SourceText {
  readonly value: unknown;
  readonly places: SourceMap;
  readonly tree: SourceTree;
}

export function readSourceText(text: string): SourceText {
  const { content, problems } = parseSource(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (content === undefined || errors.length > 0) {
    throw new ImportError(
      errors.map(({ position, path, ...problem }) => ({
        ...problem,
        path: content?.places.show(path) ?? '',
        ...position,
      })),
    );
  }
  const lines = new LineCounter();
  const options = { lineCounter: lines, merge: true, uniqueKeys: false } as const;
  const document = parseDocument(text, { ...options, logLevel: 'error' });
  const { value } = content;
  return { value, places: createSourceMap(document, lines), tree: sourceTree(document) };
}

/** What people wrote around a value. */
export interface Remarks {
  /** Lines above it. */
  readonly before?: string | undefined;
  /** Behind it, in the same line. */
  readonly after?: string | undefined;
  /** Below the last entry of a map or list. */
  readonly end?: string | undefined;
  readonly hasBlankLine?: boolean;
}

interface Entry {
  readonly node: Node | undefined;
  readonly remarks: Remarks;
}

export interface SourceTree {
  entry(path: Path): Entry | undefined;
  /** Comments above everything. */
  readonly header: string | undefined;
  /** Comments below everything. */
  readonly footer: string | undefined;
  /** Every place that has a comment. */
  remarked(): readonly { readonly path: Path; readonly remarks: Remarks }[];
  /** Written like JSON, so that its style says nothing. */
  readonly isJson: boolean;
}

function sourceTree(document: Document.Parsed): SourceTree {
  const resolve = (node: unknown): Node | undefined => {
    if (!isNode(node)) return undefined;
    return isAlias(node) ? node.resolve(document) : node;
  };
  const root = resolve(document.contents);
  const { header, first } = headerOf(document, root);

  function childOf(parent: Node | undefined, part: string | number): Entry | undefined {
    if (isSeq(parent)) {
      const index = Number(part);
      const node = resolve(parent.items[index]);
      if (index >= parent.items.length) return undefined;
      // The parser gives what stands above the first element to the list.
      return { node, remarks: remarksOf(node, index === 0 ? parent.commentBefore : undefined) };
    }
    if (!isMap(parent)) return undefined;
    const index = parent.items.findIndex(({ key }) => isScalar(key) && String(key.value) === part);
    const pair = parent.items[index];
    if (pair === undefined) return undefined;
    const above = index > 0 ? undefined : parent === root ? first : ownerOf(parent);
    return { node: resolve(pair.value), remarks: remarksOfPair(pair, above, parent === root) };
  }

  /** What stands above the first key of a map belongs to that key, unless the map is an element. */
  const elements = new Set<unknown>();
  function ownerOf(map: Node): string | undefined {
    return elements.has(map) ? undefined : (map.commentBefore ?? undefined);
  }

  function remarksOfPair(pair: Pair, above: string | undefined, isTop: boolean): Remarks {
    const key = pair.key as Node;
    const isFirstOfAll = isTop && isMap(root) && root.items[0] === pair;
    const value = isNode(pair.value) ? pair.value : undefined;
    const isCollection = isMap(value) || isSeq(value);
    const between = isCollection || value === undefined ? undefined : value.commentBefore;
    return {
      before: joined(above, isFirstOfAll ? undefined : key.commentBefore, between),
      after: joined(key.comment, isCollection ? undefined : value?.comment),
      end: isCollection ? (value.comment ?? undefined) : undefined,
      hasBlankLine: key.spaceBefore === true,
    };
  }

  const seen = new Set<unknown>();
  function markElements(node: unknown): void {
    if (seen.has(node)) return;
    seen.add(node);
    if (isSeq(node)) {
      for (const item of node.items) {
        if (isMap(item)) elements.add(item);
        markElements(item);
      }
    } else if (isMap(node)) {
      for (const { value } of node.items) markElements(value);
    }
  }
  markElements(root);

  const tree: SourceTree = {
    header,
    footer: document.comment ?? undefined,
    isJson: isMap(root) && root.flow === true,
    entry(path) {
      let entry: Entry | undefined = { node: root, remarks: { end: root?.comment ?? undefined } };
      for (const part of path) {
        entry = childOf(entry?.node, part);
        if (entry === undefined) return undefined;
      }
      return entry;
    },
    remarked() {
      const found: { path: Path; remarks: Remarks }[] = [];
      const visit = (node: Node | undefined, path: Path): void => {
        const parts = isSeq(node)
          ? node.items.map((_, index) => index)
          : isMap(node)
            ? node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
            : [];
        for (const part of parts) {
          const entry = childOf(node, part);
          const below = [...path, part];
          if (entry === undefined) continue;
          if (hasText(entry.remarks)) found.push({ path: below, remarks: entry.remarks });
          visit(entry.node, below);
        }
      };
      visit(root, []);
      return found;
    },
  };
  return tree;
}

/** A block of comments that a blank line parts from the first key is about the whole file. */
function headerOf(
  document: Document.Parsed,
  root: Node | undefined,
): { readonly header: string | undefined; readonly first: string | undefined } {
  const key = isMap(root) ? (root.items[0]?.key as Node | undefined) : undefined;
  const above = joined(root?.commentBefore, key?.commentBefore);
  if (document.commentBefore) return { header: document.commentBefore, first: above };
  const parts = above?.split('\n\n') ?? [];
  if (parts.length < 2) return { header: above, first: undefined };
  return { header: parts.slice(0, -1).join('\n\n'), first: parts.at(-1) };
}

function remarksOf(node: Node | undefined, above: string | null | undefined): Remarks {
  const isCollection = isMap(node) || isSeq(node);
  return {
    // A list as an element: what stands above it is about its first element.
    before: joined(above, isSeq(node) ? undefined : node?.commentBefore),
    after: isCollection ? undefined : (node?.comment ?? undefined),
    end: isCollection ? (node?.comment ?? undefined) : undefined,
    hasBlankLine: node?.spaceBefore === true,
  };
}

export function joined(...texts: readonly (string | null | undefined)[]): string | undefined {
  const present = texts.filter((text) => text !== null && text !== undefined && text !== '');
  return present.length === 0 ? undefined : present.join('\n');
}

export function hasText({ before, after, end }: Remarks): boolean {
  return joined(before, after, end) !== undefined;
}
