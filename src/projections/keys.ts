import { complexityLevels } from '../signals/collections.ts';
import { leafKeys, type RuleNode } from '../signals/rule-tree.ts';
import type { Projections, ScoreInput } from './schema.ts';

/** A tree that must hold for what a complexity rule says to count. */
export interface Composer {
  /** Name of the complexity rule. */
  readonly rule: string;
  readonly tree: RuleNode;
}

/** Key of the number of a score. */
export function scoreKey(score: string): string {
  return `projection_score:${score}`;
}

/** The same projections, in which an input that only names a band says that it reads its confidence. */
export function resolveInputs(projections: Projections | undefined): Projections | undefined {
  const { scores } = projections ?? {};
  if (scores === undefined) return projections;
  const names = new Set(scores.map(({ name }) => name));
  const resolve = (input: ScoreInput): ScoreInput =>
    input.type === 'projection' && input.value_source === undefined && !names.has(input.name ?? '')
      ? { ...input, value_source: 'confidence' }
      : input;
  return {
    ...projections,
    scores: scores.map((score) => ({ ...score, inputs: score.inputs.map(resolve) })),
  };
}

/** Key of what an input of a score reads. */
export function inputKey({ type, name = '', kb, metric, value_source }: ScoreInput): string {
  if (type === 'kb_metric') return `kb_metric:${kb}:${metric}`;
  if (type === 'projection' && value_source !== 'confidence') return scoreKey(name);
  return `${type}:${name}`;
}

/** Keys of the levels that a composer lets count. */
export function composedKeys({ rule }: Composer): readonly string[] {
  return complexityLevels.map((level) => `complexity:${rule}:${level}`);
}

/** What is computed from what. */
export interface Dependencies {
  readonly derivedKeys: readonly string[];
  /** Keys of signals that the value of a key depends on; itself where it is no computed one. */
  sources(key: string): ReadonlySet<string>;
}

/** Walks from outputs to scores to inputs, and from composed levels to the leaves of their composers. */
export function findDependencies(
  projections: Projections | undefined,
  composers: readonly Composer[],
): Dependencies {
  const reads = new Map<string, readonly string[]>();
  for (const { name, inputs } of projections?.scores ?? []) {
    reads.set(scoreKey(name), inputs.map(inputKey));
  }
  for (const { source, outputs } of projections?.mappings ?? []) {
    for (const { name } of outputs) reads.set(`projection:${name}`, [scoreKey(source)]);
  }
  const derivedKeys = [...reads.keys()];
  for (const composer of composers) {
    const keys = leafKeys(composer.tree);
    for (const key of composedKeys(composer)) reads.set(key, [key, ...keys]);
  }
  const siblings = siblingsOf(projections);
  const known = new Map<string, ReadonlySet<string>>();
  return {
    derivedKeys,
    sources(key) {
      const found = known.get(key) ?? walk(key, { reads, siblings });
      known.set(key, found);
      return found;
    },
  };
}

interface Graph {
  readonly reads: ReadonlyMap<string, readonly string[]>;
  readonly siblings: ReadonlyMap<string, readonly string[]>;
}

function walk(start: string, { reads, siblings }: Graph): ReadonlySet<string> {
  const sources = new Set<string>();
  const seen = new Set<string>();
  const left = [start];
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    const read = reads.get(key);
    if (read === undefined || read.includes(key)) sources.add(key);
    left.push(...(read ?? []), ...(siblings.get(key) ?? []));
  }
  return sources;
}

/** Members of a partition compete, so that none is known without the others. */
function siblingsOf(projections: Projections | undefined): ReadonlyMap<string, readonly string[]> {
  const siblings = new Map<string, string[]>();
  for (const { members } of projections?.partitions ?? []) {
    // Members are all of one type, and the keys of the other are not asked for.
    for (const type of ['domain', 'embedding']) {
      const keys = members.map((member) => `${type}:${member}`);
      for (const key of keys) siblings.set(key, [...(siblings.get(key) ?? []), ...keys]);
    }
  }
  return siblings;
}
