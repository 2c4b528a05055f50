import { isDeepStrictEqual } from 'node:util';
import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isJsonMap, type JsonMap } from './json-values.ts';
import { keepLayout } from './keep-layout.ts';

const options = { version: '1.2', merge: true, uniqueKeys: false } as const;

/**
 * The text with as little changed as gives the wanted document: comments, order and layout of
 * everything else stay. Where anchors make that impossible the document is written anew.
 */
export function editYaml(text: string, wanted: unknown): string {
  const document = parseDocument(text, options);
  if (isDeepStrictEqual(document.toJS(), wanted)) return text;
  if (isJson(text)) return printJson(wanted, text);
  const style = styleOf(text);
  const printed = document.toString(style);
  document.contents = change(document, document.contents, wanted) as typeof document.contents;
  // A change below an anchor shows wherever its aliases are.
  if (!isDeepStrictEqual(document.toJS(), wanted)) return printYaml(wanted);
  const changed = document.toString(style);
  for (const tidy of [tidierOf(text), (printedText: string) => printedText]) {
    const layouts = { original: text, printed: tidy(printed), changed: tidy(changed) };
    const merged = keepLayout(layouts);
    if (merged !== undefined && says(merged, wanted)) return merged;
  }
  return changed;
}

/** The printer pads lists and maps alike, many writers only maps; what is part of a text shows later. */
function tidierOf(text: string): (printed: string) => string {
  const tight = text.match(/\[[^\s\]]/g)?.length ?? 0;
  const padded = text.match(/\[ \S/g)?.length ?? 0;
  if (tight <= padded) return (printed) => printed;
  return (printed) => printed.replaceAll(/\[ (?=\S)/g, '[').replaceAll(/(?<=\S) \]/g, ']');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function printJson(document: unknown, like: string): string {
  const indent = /\n([ \t]+)"/.exec(like)?.[1];
  return `${JSON.stringify(document, undefined, indent)}\n`;
}

/** Lines of two layouts may not fit together. */
function says(text: string, wanted: unknown): boolean {
  const document = parseDocument(text, options);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted);
}

/** A document as YAML, without comments. */
export function printYaml(document: unknown): string {
  return new Document(document, { aliasDuplicateObjects: false }).toString({
    lineWidth: 0,
    flowCollectionPadding: true,
  });
}

function styleOf(text: string) {
  const isListIndented = !/^( *)[^\s#-][^\n]*:[ \t]*\n\1- /m.test(text);
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  return {
    lineWidth: 0,
    indentSeq: isListIndented,
    indent: Math.min(Math.max(indent, 1), 8),
    flowCollectionPadding: /\{ \S/.test(text) || !/\{[^\s}]/.test(text),
  };
}

function change(document: Document, node: unknown, wanted: unknown): unknown {
  const current = plainOf(document, node);
  if (isDeepStrictEqual(current, wanted)) return node;
  if (isMap(node) && isJsonMap(wanted) && !isMerged(node)) {
    return changeMap(document, node, wanted);
  }
  if (isSeq(node) && Array.isArray(wanted)) return changeList(document, node, wanted);
  const fresh = document.createNode(wanted, { aliasDuplicateObjects: false }) as Node;
  if (isScalar(node) && isScalar(fresh)) return sameStyle(node, fresh);
  const { comment, commentBefore, spaceBefore } = (node ?? {}) as Node;
  if (commentBefore) fresh.commentBefore = commentBefore;
  if (comment && isScalar(fresh)) fresh.comment = comment;
  if (spaceBefore) fresh.spaceBefore = spaceBefore;
  return fresh;
}

/** Keeps comments, and quotes where the new value is text too. */
function sameStyle(node: Scalar, { value }: Scalar): Scalar {
  const isText = typeof value === 'string' && typeof node.value === 'string';
  node.value = value;
  if (!isText) delete node.type;
  delete node.format;
  delete node.minFractionDigits;
  return node;
}

function changeMap(document: Document, map: YAMLMap, wanted: JsonMap): YAMLMap {
  map.items = map.items.filter(({ key }) => Object.hasOwn(wanted, keyOf(key)));
  for (const [key, value] of Object.entries(wanted)) {
    const pair = map.items.find((one) => keyOf(one.key) === key);
    if (pair !== undefined) pair.value = change(document, pair.value, value);
    else {
      map.items.push(
        document.createPair(key, value, { aliasDuplicateObjects: false }) as Pair<unknown, unknown>,
      );
    }
  }
  return map;
}

/** Entries keep their comments by name, else by equality, else by place. */
function changeList(document: Document, list: YAMLSeq, wanted: readonly unknown[]): YAMLSeq {
  const free = list.items.map((node) => ({ node, value: plainOf(document, node) }));
  const take = (isWanted: (entry: (typeof free)[number], index: number) => boolean) => {
    const at = free.findIndex(isWanted);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  const named = wanted.map((item) => {
    const name = nameOf(item);
    return take(({ value }) =>
      name === undefined ? isDeepStrictEqual(value, item) : nameOf(value) === name,
    );
  });
  const canUseTheRest = wanted.length === list.items.length;
  list.items = wanted.map((item, index) => {
    const isUnnamed = nameOf(item) === undefined;
    const entry = named[index] ?? (canUseTheRest && isUnnamed ? take(() => true) : undefined);
    return change(document, entry?.node, item);
  });
  return list;
}

function plainOf(document: Document, node: unknown): unknown {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
    ? node.toJS(document)
    : undefined;
}

/** Whether a map takes entries over from another one, which cannot be changed in place. */
function isMerged({ items }: YAMLMap): boolean {
  return items.some(({ key }) => keyOf(key) === '<<');
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function nameOf(item: unknown): string | undefined {
  return isJsonMap(item) && typeof item.name === 'string' ? item.name : undefined;
}
