import { Document, isMap, isScalar, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { type Path, pathKey } from '../config/problem.ts';
import type { Origin } from './migration.ts';
import { hasText, isPlainMap, joined, type Remarks, type SourceTree } from './source.ts';

/** A text and the places of it that went into the result. */
export interface Layer {
  readonly tree: SourceTree;
  readonly origins: readonly Origin[];
}

export interface WrittenYaml {
  readonly yaml: string;
  /** Comments that found no place, by layer. */
  readonly lost: readonly (readonly { readonly path: Path; readonly text: string }[])[];
}

interface Source {
  readonly layer: number;
  readonly path: Path;
  readonly isWhole: boolean;
}

/** Prints a plain document, with the comments and the style of what its values come from. */
export function writeYaml(value: unknown, layers: readonly Layer[]): WrittenYaml {
  const document = new Document({});
  const sources = new Map<string, Source[]>();
  for (const [layer, { origins }] of layers.entries()) {
    for (const { from, to, isWhole } of origins) {
      const list = sources.get(pathKey(to)) ?? [];
      list.push({ layer, path: from, isWhole });
      sources.set(pathKey(to), list);
    }
  }
  const used = layers.map(() => new Set<string>());

  function sourcesOf(to: Path, inherited: readonly Source[]): readonly Source[] {
    return [...(sources.get(pathKey(to)) ?? []), ...inherited];
  }

  /** Each comment is printed once, at the first place that its value went to. */
  function takeRemarks(from: readonly Source[]): Remarks {
    const taken = from.flatMap(({ layer, path }) => {
      const key = pathKey(path);
      const remarks = layers[layer]?.tree.entry(path)?.remarks;
      if (remarks === undefined || used[layer]?.has(key)) return [];
      used[layer]?.add(key);
      return [remarks];
    });
    return {
      before: joined(...taken.map(({ before }) => before)),
      after: joined(...taken.map(({ after }) => after))?.replaceAll('\n', ' '),
      end: joined(...taken.map(({ end }) => end)),
      hasBlankLine: taken.some(({ hasBlankLine }) => hasBlankLine),
    };
  }

  function below(from: readonly Source[], part: string | number): readonly Source[] {
    return from
      .filter(({ isWhole }) => isWhole)
      .map((source) => ({ ...source, path: [...source.path, part] }));
  }

  function build(content: unknown, path: Path, from: readonly Source[], remarks: Remarks): Node {
    const styled = from
      .filter(({ layer, isWhole }) => isWhole && layers[layer]?.tree.isJson === false)
      .map(({ layer, path: at }) => layers[layer]?.tree.entry(at)?.node);
    if (Array.isArray(content)) {
      const list = new YAMLSeq();
      list.flow = styled.some((node) => isSeq(node) && node.flow === true);
      for (const [index, element] of content.entries()) {
        const at = [...path, index];
        const elementFrom = sourcesOf(at, below(from, index));
        const said = takeRemarks(elementFrom);
        const node = build(element, at, elementFrom, said);
        say(node, node, index === 0 ? { ...said, hasBlankLine: false } : said);
        list.add(node);
      }
      return ended(list, remarks);
    }
    if (isPlainMap(content)) {
      const map = new YAMLMap();
      map.flow = styled.some((node) => isMap(node) && node.flow === true);
      for (const [key, child] of Object.entries(content)) {
        const at = [...path, key];
        const childFrom = sourcesOf(at, below(from, key));
        const said = takeRemarks(childFrom);
        const node = build(child, at, childFrom, said);
        const name = document.createNode(key);
        const isInner = path.length > 0 && map.items.length === 0;
        say(name, node, isInner ? { ...said, hasBlankLine: false } : said);
        map.items.push(new Pair(name, node));
      }
      return ended(map, remarks);
    }
    return ended(scalarLike(content, styled), remarks);
  }

  function scalarLike(content: unknown, styled: readonly (Node | undefined)[]): Node {
    const like = styled.find((node) => isScalar(node) && Object.is(node.value, content));
    if (like === undefined || !isScalar(like)) return document.createNode(content) as Node;
    const scalar = new Scalar(content);
    if (like.type !== undefined) scalar.type = like.type;
    if (like.format !== undefined) scalar.format = like.format;
    if (like.minFractionDigits !== undefined) scalar.minFractionDigits = like.minFractionDigits;
    return scalar;
  }

  const from = sourcesOf([], []);
  const remarks = takeRemarks(from);
  document.contents = build(value, [], from, remarks) as never;
  const [first] = layers;
  if (first?.tree.header !== undefined) document.commentBefore = first.tree.header;
  if (first?.tree.footer !== undefined) document.comment = first.tree.footer;

  const lost = layers.map(({ tree }, layer) => {
    const left = tree.remarked().flatMap(({ path, remarks: said }) => {
      const text = joined(said.before, said.after, said.end);
      return text === undefined || used[layer]?.has(pathKey(path)) ? [] : [{ path, text }];
    });
    const edges = layer === 0 ? undefined : joined(tree.header, tree.footer);
    return edges === undefined ? left : [{ path: [], text: edges }, ...left];
  });
  return { yaml: document.toString({ lineWidth: 0 }), lost };
}

/** Puts comments above `name` (a key, or an element of a list) and behind `value`. */
function say(name: Node, value: Node, remarks: Remarks): void {
  if (remarks.hasBlankLine) name.spaceBefore = true;
  const isCollection = isMap(value) || isSeq(value);
  if (!hasText(remarks)) return;
  const above = joined(remarks.before, isCollection ? remarks.after : undefined);
  if (above !== undefined) name.commentBefore = above;
  if (!isCollection && remarks.after !== undefined) value.comment = remarks.after;
}

function ended(node: Node, { end }: Remarks): Node {
  if (end === undefined) return node;
  const isCollection = isMap(node) || isSeq(node);
  if (isCollection) node.comment = end;
  else node.comment = joined(node.comment, end) ?? null;
  return node;
}
