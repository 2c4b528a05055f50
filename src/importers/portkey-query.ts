import type { Path } from '../config/problem.ts';
import { leaf } from './guards.ts';
import type { Migration } from './migration.ts';
import { isPlainMap, type Place } from './source.ts';

/** What a query of a condition became. */
export type QueryResult =
  | { readonly kind: 'rules'; readonly rules: unknown }
  /** It asks for names of models and nothing else. */
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

type Rule = Readonly<Record<string, unknown>>;

/** A query that has no rule; found anywhere in it, all of it is left to a person. */
class QueryProblem extends Error {}

const metadataRules: Path = ['routing', 'signals', 'metadata'];
const modelKey = 'params.model';
const metadataPrefix = 'metadata.';

const predicates: Readonly<Record<string, string>> = {
  $eq: 'equals',
  $in: 'in',
  $regex: 'regex',
  $gt: 'gt',
  $gte: 'gte',
  $lt: 'lt',
  $lte: 'lte',
};
const negated: Readonly<Record<string, string>> = { $ne: 'equals', $nin: 'in' };
const bounds: readonly string[] = ['gt', 'gte', 'lt', 'lte'];

/** Reads queries one after the other; equal comparisons share a signal. */
export function createQueryReader(migration: Migration): (query: Place) => QueryResult {
  const written = new Map<string, Signal>();

  function read(query: Place): QueryResult {
    const names = modelNames(query);
    if (names !== undefined) return { kind: 'names', names };
    // Only a query that is read to its end leaves signals behind.
    const signals = new Map(written);
    try {
      const rules = readRule(query, signals);
      for (const [shape, signal] of signals) {
        if (written.has(shape)) continue;
        written.set(shape, signal);
        writeSignal(signal, migration);
      }
      return { kind: 'rules', rules };
    } catch (error) {
      if (!(error instanceof QueryProblem)) throw error;
      return { kind: 'none', why: `${error.message}: write a decision by hand` };
    }
  }
  return read;
}

interface Signal {
  readonly name: string;
  readonly key: string;
  readonly predicate: Rule;
}

/** Signals by what they compare. */
type Signals = Map<string, Signal>;

function writeSignal({ name, key, predicate }: Signal, migration: Migration): void {
  const to = migration.element(metadataRules, name);
  migration.add([...to, 'key'], key);
  migration.add([...to, 'predicate'], predicate);
}

function readRule(query: Place, signals: Signals): Rule {
  const parts = query.entries().flatMap(([key, place]): readonly Rule[] => {
    if (key === '$and' || key === '$or') {
      const children = place.items().map((child) => readRule(child, signals));
      if (children.length === 0) throw new QueryProblem(`\`${key}\` has no conditions`);
      return [group(key === '$and' ? 'AND' : 'OR', children)];
    }
    if (!key.startsWith(metadataPrefix)) {
      const what = 'only `metadata` and names of models can';
      throw new QueryProblem(`\`${key}\` cannot be asked for; ${what}`);
    }
    const name = key.slice(metadataPrefix.length);
    if (!isPlainMap(place.value)) return [compare(name, ['$eq', place.value], signals)];
    return place
      .entries()
      .map(([operator, { value }]) => compare(name, [operator, value], signals));
  });
  if (parts.length === 0) throw new QueryProblem('the query is empty');
  return group('AND', parts);
}

function compare(
  key: string,
  [operator, value]: readonly [operator: string, value: unknown],
  signals: Signals,
): Rule {
  const isNegated = Object.hasOwn(negated, operator);
  const words = isNegated ? negated : predicates;
  const word = Object.hasOwn(words, operator) ? words[operator] : undefined;
  if (word === undefined) throw new QueryProblem(`\`${operator}\` has no counterpart`);
  const predicate = { [word]: asMetadata(word, value) };
  const shape = JSON.stringify([key, predicate]);
  const signal = signals.get(shape) ?? {
    name: freeNameOf(key, predicate, signals),
    key,
    predicate,
  };
  signals.set(shape, signal);
  const condition = leaf('metadata', signal.name);
  return isNegated ? { operator: 'NOT', conditions: [condition] } : condition;
}

function freeNameOf(key: string, predicate: Rule, signals: Signals): string {
  const taken = new Set([...signals.values()].map(({ name }) => name));
  const name = nameOf(key, predicate);
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

/** `{"params.model": "fast"}`, or a list of names. */
function modelNames(query: Place): readonly string[] | undefined {
  const entries = query.entries();
  const [first] = entries;
  if (entries.length !== 1 || first?.[0] !== modelKey) return undefined;
  const [, place] = first;
  if (place.text !== undefined) return [place.text];
  const [operator, ...others] = place.entries();
  if (operator === undefined || others.length > 0) return undefined;
  const [word, { text, value }] = operator;
  if (word === '$eq' && text !== undefined) return [text];
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return word === '$in' && isList && value.length > 0 ? value : undefined;
}

function group(operator: string, conditions: readonly Rule[]): Rule {
  const [only] = conditions;
  return conditions.length === 1 && only !== undefined ? only : { operator, conditions };
}

/** Metadata is text, and bounds are numbers. */
function asMetadata(predicate: string, value: unknown): unknown {
  if (bounds.includes(predicate)) {
    const number = Number(value);
    if (Number.isNaN(number)) throw new QueryProblem(`\`${value}\` is no number`);
    return number;
  }
  if (predicate !== 'in') return String(value);
  if (!Array.isArray(value) || value.length === 0) throw new QueryProblem('`$in` needs a list');
  return value.map(String);
}

function nameOf(key: string, predicate: Rule): string {
  const [[word, value] = ['', '']] = Object.entries(predicate);
  const shown = Array.isArray(value) ? value.join('_') : String(value);
  const text = `${key}_${word === 'equals' ? '' : `${word}_`}${shown}`;
  return text.replaceAll(/[^A-Za-z0-9_]+/g, '_').slice(0, 64);
}
