import { parseLanguageTag } from '../lib/language-tag.ts';
import { type NumericPredicate, testPredicate } from '../lib/numeric-predicate.ts';
import {
  type Bounds,
  everyNumber,
  fromZero,
  type Interval,
  intervalOf,
  isEmpty,
  without,
} from './intervals.ts';
import type { Atom, Line } from './lines.ts';
import type { MeasuredInput, PartitionInput, RoutingInput, RuleLeaf } from './routing-input.ts';

/** Leaves as questions about values that several of them may share. */
export interface LeafAtoms {
  atomOf(leaf: RuleLeaf): Atom;
  readonly lines: ReadonlyMap<string, Line>;
}

/** What tells leaves apart. */
export function leafKey({ type, name, label, predicate }: RuleLeaf): string {
  return JSON.stringify([type, name, label, predicate]);
}

const nothing = 'nothing';
const other = 'other';

/** Adds the line if there is none of that name, and returns the name. */
type AddLine = (name: string, line: Line) => string;
type Describe = (leaf: RuleLeaf) => Atom | undefined;

/** Types whose rules know of each other; leaves of any other type, and what has no rule, are free. */
const describers: Readonly<Record<string, (routing: RoutingInput, add: AddLine) => Describe>> = {
  context: describeContext,
  structure: ({ signals }, add) => describeMeasured('structure', signals.structure ?? [], add),
  conversation: ({ signals }, add) =>
    describeMeasured('conversation', signals.conversation ?? [], add),
  language: describeLanguage,
  metadata: describeMetadata,
  domain: describeDomain,
  embedding: ({ signals, projections }, add) =>
    describeMembers('embedding', {
      declared: signals.embeddings ?? [],
      partitions: projections?.partitions ?? [],
      add,
    }),
  complexity: describeComplexity,
  kb: describeKnowledgeBase,
  classifier: describeClassifier,
  projection: describeProjection,
  fact_check: ({ signals }, add) => oneOf('fact_check', signals.fact_check ?? [], add),
  user_feedback: ({ signals }, add) => oneOf('user_feedback', signals.user_feedbacks ?? [], add),
  modality: ({ signals }, add) => oneOf('modality', signals.modality ?? [], add),
};

export function createLeafAtoms(routing: RoutingInput): LeafAtoms {
  const lines = new Map<string, Line>();
  const add: AddLine = (name, line) => {
    if (!lines.has(name)) lines.set(name, line);
    return name;
  };
  const describe = new Map(
    Object.entries(describers).map(([type, build]) => [type, build(routing, add)]),
  );
  return {
    lines,
    atomOf(leaf) {
      return describe.get(leaf.type)?.(leaf) ?? freeValue(leaf, add);
    },
  };
}

function own(leaf: RuleLeaf): Atom {
  return { kind: 'own', key: leafKey(leaf) };
}

/** A leaf with a predicate asks for the number of its rule, which may have none. */
function freeValue(leaf: RuleLeaf, add: AddLine): Atom {
  if (leaf.predicate === undefined) return own(leaf);
  const name = JSON.stringify([leaf.type, leaf.name, leaf.label]);
  const line: Line = { kind: 'number', domain: everyNumber, isWhole: false, mayBeMissing: true };
  return { kind: 'number', line: add(name, line), region: [intervalOf(leaf.predicate)] };
}

function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.name, one]));
}

/** At most one of the names is said about a request. */
function oneOf(
  type: string,
  declared: readonly { readonly name: string }[],
  add: AddLine,
): Describe {
  const names = declared.map(({ name }) => name);
  return ({ name, predicate }) => {
    if (predicate !== undefined || !names.includes(name)) return undefined;
    const line = add(type, { kind: 'choice', values: [nothing, ...names] });
    return { kind: 'choice', line, values: [name] };
  };
}

function describeContext({ signals }: RoutingInput, add: AddLine): Describe {
  const rules = byName(signals.context ?? []);
  return ({ name, predicate }) => {
    const rule = rules.get(name);
    if (rule === undefined) return undefined;
    const line = add('tokens', {
      kind: 'number',
      domain: fromZero,
      isWhole: true,
      mayBeMissing: false,
    });
    const { min_tokens: gte, max_tokens: max, max_exclusive: isOpen } = rule;
    const upper = max ? { [isOpen ? 'lt' : 'lte']: max } : {};
    return { kind: 'number', line, region: [intervalOf(predicate ?? { gte, ...upper })] };
  };
}

const flags = new Set(['active_tool_loop', 'response_format', 'reasoning_effort', 'stream']);
const flag: Interval = intervalOf({ gte: 0, lte: 1 });

/** Rules that measure the same thing share its number; whether something exists is a count above 0. */
function describeMeasured(
  type: string,
  declared: readonly MeasuredInput[],
  add: AddLine,
): Describe {
  const rules = byName(declared);
  return (leaf) => {
    const rule = rules.get(leaf.name);
    const isFlag = rule?.feature.type === 'exists';
    // The number of such a rule is not the count.
    if (rule === undefined || (isFlag && leaf.predicate !== undefined)) return undefined;
    const { type: kind, source } = rule.feature;
    const parts = Object.entries(source).filter(([, value]) => value !== undefined && value !== '');
    const measured = kind === 'exists' ? 'count' : kind;
    const line = add(JSON.stringify([type, measured, parts.sort()]), {
      kind: 'number',
      domain: flags.has(source.type) ? flag : fromZero,
      isWhole: kind !== 'density',
      mayBeMissing: false,
    });
    const bounds = leaf.predicate ?? rule.predicate ?? { gt: 0 };
    return { kind: 'number', line, region: [intervalOf(bounds)] };
  };
}

/** A prompt has one language; `zh` and `zh-Hans`, and rules for mixed texts, may match together. */
function describeLanguage({ signals }: RoutingInput, add: AddLine): Describe {
  const families = new Map<string, string[]>();
  const familyOf = new Map<string, string>();
  for (const { name, multi } of signals.language ?? []) {
    const language = parseLanguageTag(name)?.language ?? name;
    if (multi) continue;
    const family = language === 'nb' || language === 'nn' ? 'no' : language;
    familyOf.set(name, family);
    families.set(family, [...(families.get(family) ?? []), name]);
  }
  return (leaf) => {
    const family = familyOf.get(leaf.name);
    if (family === undefined || leaf.predicate !== undefined) return undefined;
    const line = add('language', { kind: 'choice', values: [nothing, ...families.keys()] });
    const detected: Atom = { kind: 'choice', line, values: [family] };
    if (families.get(family)?.length === 1) return detected;
    return { kind: 'all', atoms: [detected, own(leaf)] };
  };
}

/** The value of a key is absent, one of those that rules name, or another one. */
function describeMetadata({ signals }: RoutingInput, add: AddLine): Describe {
  const rules = byName(signals.metadata ?? []);
  const named = new Map<string, Set<string>>();
  for (const { key, predicate } of rules.values()) {
    const values = named.get(key) ?? new Set();
    for (const value of [predicate.equals ?? [], predicate.in ?? []].flat())
      values.add(`=${value}`);
    named.set(key, values);
  }
  return (leaf) => {
    const rule = rules.get(leaf.name);
    if (rule === undefined) return undefined;
    const { key, predicate } = rule;
    const values = [...(named.get(key) ?? [])];
    const line = add(JSON.stringify(['metadata', key]), {
      kind: 'choice',
      values: [nothing, ...values, other],
    });
    const is = (...accepted: string[]): Atom => ({ kind: 'choice', line, values: accepted });
    const isPresent = is(...values, other);
    if (leaf.predicate !== undefined) return withNumber(leaf.predicate);
    if (predicate.equals !== undefined) return is(`=${predicate.equals}`);
    if (predicate.in !== undefined) return is(...predicate.in.map((value) => `=${value}`));
    if (predicate.exists !== undefined) return predicate.exists ? isPresent : is(nothing);
    const { prefix, regex } = predicate;
    if (prefix !== undefined) {
      const matching = values.filter((value) => value.startsWith(`=${prefix}`));
      return {
        kind: 'any',
        atoms: [is(...matching), { kind: 'all', atoms: [is(other), own(leaf)] }],
      };
    }
    if (regex !== undefined) return { kind: 'all', atoms: [isPresent, own(leaf)] };
    return withNumber(predicate);

    function withNumber(bounds: Bounds): Atom {
      const number = add(JSON.stringify(['metadata number', key]), {
        kind: 'number',
        domain: everyNumber,
        isWhole: false,
        mayBeMissing: true,
      });
      const region = [intervalOf(bounds)];
      return { kind: 'all', atoms: [isPresent, { kind: 'number', line: number, region }] };
    }
  };
}

/** One category is detected at most, unless a partition picks among the domains. */
function describeDomain({ signals, projections }: RoutingInput, add: AddLine): Describe {
  const declared = signals.domains ?? [];
  const partitions = projections?.partitions ?? [];
  const asMember = describeMembers('domain', { declared, partitions, add });
  const rules = byName(declared);
  const categories = [...new Set(declared.flatMap(categoriesOf))];
  return (leaf) => {
    const rule = rules.get(leaf.name);
    if (rule === undefined || leaf.predicate !== undefined) return undefined;
    const member = asMember(leaf);
    if (member !== undefined) return member;
    const line = add('domain', { kind: 'choice', values: [nothing, ...categories] });
    return { kind: 'choice', line, values: categoriesOf(rule) };
  };
}

/** Subjects that a domain stands for. */
export function categoriesOf({
  name,
  mmlu_categories: categories,
}: {
  readonly name: string;
  readonly mmlu_categories: readonly string[];
}): readonly string[] {
  return categories.length === 0 ? [name.toLowerCase()] : categories;
}

/** Of the members of a partition exactly one matches, since the default does where none would. */
function describeMembers(
  type: string,
  {
    declared,
    partitions,
    add,
  }: {
    readonly declared: readonly { readonly name: string }[];
    readonly partitions: readonly PartitionInput[];
    readonly add: AddLine;
  },
): Describe {
  const names = new Set(declared.map(({ name }) => name));
  const own = partitions.filter(
    ({ members }) => members.length > 1 && members.every((member) => names.has(member)),
  );
  return ({ name, predicate }) => {
    const [partition, second] = own.filter(({ members }) => members.includes(name));
    if (partition === undefined || second !== undefined || predicate !== undefined)
      return undefined;
    const isShared = (member: string) =>
      own.some((one) => one !== partition && one.members.includes(member));
    const members = partition.members.filter((member) => !isShared(member));
    const values = members.length < partition.members.length ? [nothing, ...members] : members;
    const line = add(JSON.stringify(['partition', type, partition.name]), {
      kind: 'choice',
      values,
    });
    return { kind: 'choice', line, values: [name] };
  };
}

function describeComplexity({ signals }: RoutingInput, add: AddLine): Describe {
  const rules = new Set((signals.complexity ?? []).map(({ name }) => name));
  return ({ name, predicate }) => {
    const end = name.lastIndexOf(':');
    const rule = name.slice(0, end);
    if (end < 0 || predicate !== undefined || !rules.has(rule)) return undefined;
    const line = add(JSON.stringify(['complexity', rule]), {
      kind: 'choice',
      values: [nothing, 'easy', 'medium', 'hard'],
    });
    return { kind: 'choice', line, values: [name.slice(end + 1)] };
  };
}

/** Of a knowledge base one label and one group is the best. */
function describeKnowledgeBase({ signals }: RoutingInput, add: AddLine): Describe {
  const best = (signals.kb ?? []).filter(({ match }) => match === 'best');
  const rules = byName(best);
  return ({ name, predicate }) => {
    const rule = rules.get(name);
    if (rule === undefined || predicate !== undefined) return undefined;
    const { kb, target } = rule;
    const rivals = best.filter((one) => one.kb === kb && one.target.kind === target.kind);
    const values = [...new Set(rivals.map((one) => `=${one.target.value}`))];
    const line = add(JSON.stringify(['kb', kb, target.kind]), {
      kind: 'choice',
      values: [nothing, ...values],
    });
    return { kind: 'choice', line, values: [`=${target.value}`] };
  };
}

/** A chat model says one label, with score 1; two labels of a local model share a score of 1. */
function describeClassifier({ signals }: RoutingInput, add: AddLine): Describe {
  const rules = byName(signals.classifiers ?? []);
  return ({ name, label, predicate }) => {
    const rule = rules.get(name);
    if (rule === undefined || label === undefined || predicate === undefined) return undefined;
    const { labels, type } = rule;
    const key = JSON.stringify(['classifier', name]);
    if (type === 'llm') {
      const line = add(key, {
        kind: 'choice',
        values: [nothing, ...labels.map((one) => `=${one}`)],
      });
      const fits = (value: number) => testPredicate(predicate as NumericPredicate, value);
      const accepted = labels.filter((said) => fits(said === label ? 1 : 0));
      return { kind: 'choice', line, values: accepted.map((said) => `=${said}`) };
    }
    if (type !== 'local' || labels.length !== 2 || !labels.includes(label)) return undefined;
    const domain = intervalOf({ gte: 0, lte: 1 });
    const line = add(key, { kind: 'number', domain, isWhole: false, mayBeMissing: true });
    const region = [intervalOf(label === labels[0] ? predicate : mirrored(predicate))];
    return { kind: 'number', line, region };
  };
}

function mirrored({ gt, gte, lt, lte }: Bounds): Bounds {
  const rest = (bound: number | undefined) => (bound === undefined ? undefined : 1 - bound);
  return { gt: rest(lt), gte: rest(lte), lt: rest(gt), lte: rest(gte) };
}

function describeProjection({ projections }: RoutingInput, add: AddLine): Describe {
  const bands = new Map<
    string,
    { readonly source: string; readonly region: readonly Interval[] }
  >();
  for (const { source, method, outputs } of projections?.mappings ?? []) {
    const earlier: Interval[] = [];
    for (const output of outputs) {
      const band = intervalOf(output);
      const visible = isEmpty(band) ? [] : without(band, earlier);
      if (!bands.has(output.name)) bands.set(output.name, { source, region: visible });
      if (method !== 'multi_emit' && !isEmpty(band)) earlier.push(band);
    }
  }
  return ({ name, predicate }) => {
    const band = bands.get(name);
    if (band === undefined || predicate !== undefined) return undefined;
    const line = add(JSON.stringify(['score', band.source]), {
      kind: 'number',
      domain: everyNumber,
      isWhole: false,
      mayBeMissing: false,
    });
    return { kind: 'number', line, region: band.region };
  };
}
