import { RE2JS } from 're2js';
import { testPredicate } from '../../lib/numeric-predicate.ts';
import type { CheapSignal, RuleResult } from '../signal.ts';
import type { MetadataRule } from './schema.ts';

type Predicate = MetadataRule['predicate'];
/** Gets undefined when the request has no such key. */
type Test = (value: string | undefined) => boolean;

const decimal = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Compares entries of the request's `metadata`, exactly and with case. */
export function createMetadataSignal(rules: readonly MetadataRule[]): CheapSignal {
  const compiled = rules.map((rule) => ({ rule, test: compile(rule.predicate) }));
  return {
    cost: 'cheap',
    evaluate({ metadata }) {
      const results: RuleResult[] = [];
      for (const { rule, test } of compiled) {
        const text = Object.hasOwn(metadata, rule.key) ? metadata[rule.key] : undefined;
        const isMatch = test(text);
        const value = numberOf(text);
        if (!isMatch && value === undefined) continue;
        const result = { name: rule.name, isMatch, confidence: isMatch ? 1 : 0 };
        results.push(value === undefined ? result : { ...result, value });
      }
      return results;
    },
  };
}

function compile(predicate: Predicate): Test {
  if (predicate.equals !== undefined) return (value) => value === predicate.equals;
  if (predicate.exists !== undefined) return (value) => (value !== undefined) === predicate.exists;
  if (predicate.in !== undefined) {
    const allowed = new Set(predicate.in);
    return (value) => value !== undefined && allowed.has(value);
  }
  const { prefix, regex } = predicate;
  if (prefix !== undefined) return (value) => value?.startsWith(prefix) === true;
  if (regex !== undefined) {
    const pattern = RE2JS.compile(regex);
    return (value) => value !== undefined && pattern.matcher(value).find();
  }
  return (value) => testPredicate(predicate, numberOf(value) ?? Number.NaN);
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
