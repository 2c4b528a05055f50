import { nearestName } from '../../lib/nearest-name.ts';
import { domainCategories } from '../../signals/domain/schema.ts';
import { didYouMean, type Path } from '../problem.ts';
import type { DeclaredRules } from './declared-rules.ts';
import type { DraftPolicy, DraftRouting } from './draft-policies.ts';
import { type Entry, entriesOf, type Report, uniqueNames } from './report.ts';

type DraftProjections = NonNullable<DraftRouting['projections']>;
type DraftPartition = NonNullable<NonNullable<DraftProjections['partitions']>[number]>;
type DraftScore = NonNullable<NonNullable<DraftProjections['scores']>[number]>;
type DraftInput = NonNullable<NonNullable<DraftScore['inputs']>[number]>;

interface CheckOptions {
  readonly declared: DeclaredRules;
  readonly report: Report;
}

/** Checks that projections read what exists, and do not depend on themselves. */
export function checkProjections(
  { routing, path }: DraftPolicy,
  { declared, report }: CheckOptions,
): void {
  const { projections = {} } = routing;
  const base = [...path, 'projections'];
  const partitions = entriesOf(projections.partitions, [...base, 'partitions']);
  uniqueNames(partitions, { what: 'partition', report });
  for (const partition of partitions) {
    checkMembers(partition, { declared, report });
    checkSubjects(partition, routing, report);
  }

  const scores = entriesOf(projections.scores, [...base, 'scores']);
  const scoreNames = uniqueNames(scores, { what: 'score', report });
  const mappings = entriesOf(projections.mappings, [...base, 'mappings']);
  uniqueNames(mappings, { what: 'mapping', report });
  const outputs = mappings.flatMap(({ value, path: place }) =>
    entriesOf(value.outputs, [...place, 'outputs']).map((output) => ({
      ...output,
      source: value.source,
    })),
  );
  uniqueNames(outputs, { what: 'output of a mapping', report });
  for (const { value, path: place } of mappings) {
    if (value.source === undefined || scoreNames.has(value.source)) continue;
    report({
      code: 'unknown_score',
      path: [...place, 'source'],
      message: `no score is called \`${value.source}\``,
      suggestion: didYouMean(nearestName(value.source, scoreNames.keys())),
    });
  }
  const sourceOf = new Map(outputs.map(({ value, source }) => [value.name, source]));
  const graph = new Map<string, Dependency[]>();
  for (const { value, path: place } of scores) {
    const dependencies: Dependency[] = [];
    for (const input of entriesOf(value.inputs, [...place, 'inputs'])) {
      const score = checkInput(input, { declared, report, scoreNames, sourceOf });
      if (score !== undefined) dependencies.push({ score, path: input.path });
    }
    if (value.name !== undefined) graph.set(value.name, dependencies);
  }
  reportCycles(graph, report);
}

function checkMembers(
  { value: { members }, path }: Entry<DraftPartition>,
  { declared, report }: CheckOptions,
): void {
  const kinds = ['domain', 'embedding'] as const;
  const known = kinds.flatMap((kind) => [...(declared.namesOf(kind) ?? [])]);
  const entries = entriesOf(members, [...path, 'members']);
  for (const { value: member, path: place } of entries) {
    if (known.includes(member)) continue;
    report({
      code: 'unknown_signal',
      path: place,
      message: `\`${member}\` is neither a domain nor an embedding rule`,
      suggestion: didYouMean(nearestName(member, known)),
    });
  }
  const fitting = kinds.filter((kind) =>
    entries.every(({ value }) => !known.includes(value) || declared.namesOf(kind)?.has(value)),
  );
  if (fitting.length > 0) return;
  const message = 'has domains and embedding rules, whose scores cannot be compared, split it';
  report({ code: 'mixed_members', path: [...path, 'members'], message });
}

/** A softmax compares probabilities, which only domains with a subject have. */
function checkSubjects(
  { value: { semantics, members }, path }: Entry<DraftPartition>,
  { signals }: DraftRouting,
  report: Report,
): void {
  if (semantics !== 'softmax_exclusive') return;
  const domains = new Map((signals?.domains ?? []).map((rule) => [rule?.name, rule]));
  for (const { value: member, path: place } of entriesOf(members, [...path, 'members'])) {
    const domain = domains.get(member);
    if (domain === undefined || (domain.mmlu_categories ?? []).length > 0) continue;
    if (domainCategories.some((category) => category === member)) continue;
    report({
      code: 'empty_domain',
      path: place,
      message: `domain \`${member}\` stands for no subject that can be compared`,
      suggestion: 'list its subjects under `mmlu_categories`',
    });
  }
}

interface InputOptions extends CheckOptions {
  readonly scoreNames: ReadonlyMap<string, unknown>;
  /** Output of a mapping -> its score. */
  readonly sourceOf: ReadonlyMap<string | undefined, string | undefined>;
}

/** The score that an input depends on, if any. */
function checkInput(
  { value: { type, name, value_source: source }, path }: Entry<DraftInput>,
  { declared, report, scoreNames, sourceOf }: InputOptions,
): string | undefined {
  if (type === undefined || name === undefined || type === 'kb_metric') return undefined;
  if (type === 'projection') {
    if (scoreNames.has(name) && source !== 'confidence') return name;
    if (sourceOf.has(name) && source !== 'score') return sourceOf.get(name);
    const isOutput = source === 'confidence';
    report({
      code: 'unknown_score',
      path: [...path, 'name'],
      message: `no ${isOutput ? 'output of a mapping' : 'score'} is called \`${name}\``,
      suggestion: didYouMean(
        nearestName(name, isOutput ? sourceKeys(sourceOf) : scoreNames.keys()),
      ),
    });
    return undefined;
  }
  const names = declared.namesOf(type);
  const isKnown = names?.has(name) || (type === 'complexity' && names?.has(`${name}:hard`));
  if (names === undefined || isKnown) return undefined;
  report({
    code: 'unknown_signal',
    path: [...path, 'name'],
    message: `unknown signal \`${type}:${name}\``,
    suggestion: didYouMean(nearestName(name, names)),
  });
  return undefined;
}

function sourceKeys(sourceOf: InputOptions['sourceOf']): readonly string[] {
  return [...sourceOf.keys()].flatMap((name) => name ?? []);
}

interface Dependency {
  readonly score: string;
  readonly path: Path;
}

function reportCycles(graph: ReadonlyMap<string, readonly Dependency[]>, report: Report): void {
  const done = new Set<string>();
  const trail = new Set<string>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    trail.add(name);
    for (const { score, path } of graph.get(name) ?? []) {
      if (!trail.has(score)) {
        visit(score);
        continue;
      }
      const names = [...trail];
      const cycle = [...names.slice(names.indexOf(score)), score].map((part) => `\`${part}\``);
      const message = `depends on itself: ${cycle.join(' -> ')}`;
      report({ code: 'cyclic_projection', path, message, suggestion: 'remove one of the inputs' });
    }
    trail.delete(name);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name);
}
