import { compileLinearRegex, type LinearRegex } from '../../lib/linear-regex.ts';
import { type NumericPredicate, testPredicate } from '../../lib/numeric-predicate.ts';
import { createWordCounter } from '../../lib/word-count.ts';
import type { LiteralPool } from '../literal-pool.ts';
import type { CheapSignal, RuleResult } from '../signal.ts';
import { countPattern, countWordSet, findSequences, type Occurrences } from './occurrences.ts';
import type { StructureRule } from './schema.ts';

// A pass over the text for one or two patterns costs more than running them.
const minGatedPatterns = 3;

/** Matches rules by the form of the text: how often something occurs, how dense, in which order. */
export function createStructureSignal(
  rules: readonly StructureRule[],
  { literals }: { readonly literals: LiteralPool },
): CheapSignal {
  const occurrences = compileSources(rules);
  literals.add({
    literals: occurrences.flatMap((one) => one?.literals ?? []),
    reset() {
      for (const one of occurrences) one?.reset();
    },
  });
  const countWords = rules.some(({ feature }) => feature.type === 'density')
    ? createWordCounter()
    : () => 0;

  return {
    cost: 'cheap',
    evaluate({ evaluationText, currentUserText }) {
      const units = literals.scan(evaluationText);
      const { length } = evaluationText;
      let words = -1;
      return rules.map(({ name, feature, predicate }, index): RuleResult => {
        const value = measure(feature.type, occurrences[index]);
        const isMatch = predicate === undefined ? value > 0 : testPredicate(predicate, value);
        return { name, isMatch, confidence: isMatch ? confidenceOf(value, predicate) : 0, value };
      });

      function measure(type: StructureRule['feature']['type'], found?: Occurrences): number {
        if (found === undefined) return Buffer.byteLength(currentUserText);
        const isOneEnough = type === 'exists' || type === 'sequence';
        const count = found.count(units, length, isOneEnough);
        if (type !== 'density') return count;
        if (words === -1) words = countWords(units, length);
        return words === 0 ? 0 : count / words;
      }
    },
  };
}

/** What each rule looks for; undefined where it counts bytes. */
function compileSources(rules: readonly StructureRule[]): readonly (Occurrences | undefined)[] {
  const sources = rules.map(({ feature }) => compileSource(feature.source));
  const gated = sources.filter((source) => source?.kind === 'pattern' && source.gates.length > 0);
  const isScanned = sources.some((source) => source?.kind === 'literals');
  const isWorthIt = isScanned || gated.length >= minGatedPatterns;
  return sources.map((source) => {
    if (source?.kind !== 'pattern') return source?.occurrences;
    return countPattern(source.regex, isWorthIt ? source.gates : []);
  });
}

type CompiledSource =
  | { readonly kind: 'pattern'; readonly regex: LinearRegex; readonly gates: readonly string[] }
  | { readonly kind: 'literals'; readonly occurrences: Occurrences }
  | undefined;

function compileSource(source: StructureRule['feature']['source']): CompiledSource {
  switch (source.type) {
    case 'regex': {
      const regex = compileLinearRegex(source.pattern, source.case_sensitive);
      return { kind: 'pattern', regex, gates: gatesOf(regex) };
    }
    case 'keyword_set':
      return { kind: 'literals', occurrences: countWordSet(source) };
    case 'sequence':
      return { kind: 'literals', occurrences: findSequences(source) };
    case 'text_bytes':
      return undefined;
  }
}

/** Texts of which every match has one; none when they are so short that most texts have them. */
function gatesOf({ literals }: LinearRegex): readonly string[] {
  if (literals === undefined) return [];
  const texts =
    literals.kind === 'prefix' ? literals.texts : literals.literals.map(({ text }) => text);
  return texts.every((text) => text.length > 1) ? texts : [];
}

/** Surer the farther the value is behind its bound, in units of the bound. */
function confidenceOf(value: number, predicate: NumericPredicate | undefined): number {
  if (predicate === undefined) return 1;
  const { gt, gte, lt, lte } = predicate;
  const bound = gt ?? gte ?? lt ?? lte ?? 0;
  const distance = Math.abs(value - bound) / Math.max(1, Math.abs(bound));
  return Math.max(0.5, 1 / (1 + Math.exp(-4 * distance)));
}
