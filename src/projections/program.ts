import { compileRules } from '../decisions/rule-program.ts';
import {
  MATCH,
  NO_MATCH,
  type Outcome,
  PENDING,
  type SignalResults,
  type SignalTable,
  UNKNOWN,
} from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { type Composer, composedKeys, inputKey, scoreKey } from './keys.ts';
import { orderScores } from './order-scores.ts';
import type { Projections, ScoreInput } from './schema.ts';

/** Computes scores, their bands and composed levels of complexity from the results of signals. */
export interface ProjectionProgram {
  /** What is known so far decides; a score of which inputs are missing has a range. */
  run(results: SignalResults): void;
  /** Called once at the end: what composers took back is taken from its report, and bands get one. */
  finish(results: SignalResults): void;
  /** Score -> its value; of scores with missing inputs, as if those had not matched. */
  scores(results: SignalResults): ReadonlyMap<string, number>;
}

const DEFAULT_SLOPE = 12;

type Mapping = NonNullable<Projections['mappings']>[number];
type Output = Mapping['outputs'][number];

/** The numbers that a value can still be. */
interface Range {
  readonly low: number;
  readonly high: number;
}

interface CompiledInput {
  readonly slot: number;
  readonly weight: number;
  readonly kind: 'binary' | 'confidence' | 'raw';
  readonly match: number;
  readonly miss: number;
}

interface CompiledScore {
  readonly slot: number;
  readonly inputs: readonly CompiledInput[];
  readonly mappings: readonly CompiledMapping[];
}

interface CompiledMapping {
  readonly isMulti: boolean;
  readonly slope: number;
  readonly outputs: readonly { readonly slot: number; readonly bounds: Output }[];
}

/** Compiles the projections of a policy against its slots; undefined where there are none. */
export function compileProjections({
  projections,
  composers,
  table,
}: {
  readonly projections: Projections | undefined;
  readonly composers: readonly Composer[];
  readonly table: SignalTable;
}): ProjectionProgram | undefined {
  const scores = compileScores(projections, table);
  const gates = compileGates(composers, table);
  if (scores.length === 0 && gates === undefined) return undefined;
  const ranges = scores.map(() => ({ low: 0, high: 0 }));
  /** Slot -> score that it is the number of, -1 where it is none. */
  const scoreAt = new Int32Array(table.keys.length).fill(-1);
  for (const [index, { slot }] of scores.entries()) scoreAt[slot] = index;

  // Read before the next one is asked for: a run looks at hundreds of inputs, and runs several times.
  const found = { low: 0, high: 0 };

  function between(low: number, high: number): Range {
    found.low = low;
    found.high = high;
    return found;
  }

  function point(value: number): Range {
    return between(value, value);
  }

  function rangeOf(input: CompiledInput, results: SignalResults): Range {
    const { slot, kind, match, miss } = input;
    const score = scoreAt[slot] as number;
    if (score >= 0) return ranges[score] as Range;
    const outcome = results.outcomes[slot] as Outcome;
    switch (kind) {
      case 'binary':
        if (outcome === MATCH) return point(match);
        if (outcome === NO_MATCH) return point(miss);
        return between(Math.min(match, miss), Math.max(match, miss));
      case 'confidence':
        if (outcome === NO_MATCH) return point(0);
        if (outcome !== MATCH || results.inexact.has(slot)) return between(0, 1);
        return point((results.confidences[slot] as number) || 1);
      case 'raw': {
        if (outcome >= UNKNOWN) return between(-Infinity, Infinity);
        const value = results.values[slot] as number;
        return point(Number.isNaN(value) ? 0 : value);
      }
    }
  }

  function runScore(index: number, results: SignalResults): void {
    const { slot, inputs, mappings } = scores[index] as CompiledScore;
    let low = 0;
    let high = 0;
    let likely = 0;
    let missing: Outcome = NO_MATCH;
    for (const input of inputs) {
      const range = rangeOf(input, results);
      const { weight } = input;
      low += weight * (weight > 0 ? range.low : range.high);
      high += weight * (weight > 0 ? range.high : range.low);
      if (range.low === range.high) {
        likely += weight * range.low;
        continue;
      }
      likely += weight * likelyValue(input, results);
      missing = Math.max(missing, outcomeOfMissing(input, results)) as Outcome;
    }
    const range = { low: rounded(low), high: rounded(high) };
    const value = rounded(likely);
    ranges[index] = range;
    results.values[slot] = value;
    results.outcomes[slot] = range.low === range.high ? NO_MATCH : missing;
    const run = { ...range, likely: value, missing, results };
    for (const mapping of mappings) runMapping(mapping, run);
  }

  /** Without a result, as if it had not matched. */
  function likelyValue({ slot, kind, miss }: CompiledInput, results: SignalResults): number {
    if ((scoreAt[slot] as number) >= 0) return results.values[slot] as number;
    if (kind === 'confidence' && results.outcomes[slot] === MATCH) {
      return results.confidences[slot] as number;
    }
    return kind === 'binary' ? miss : 0;
  }

  return {
    run(results) {
      results.inexact.clear();
      gates?.run(results);
      for (let index = 0; index < scores.length; index++) runScore(index, results);
    },
    finish(results) {
      gates?.finish(results);
      if (scores.length === 0) return;
      const outputs = reportOutputs(scores, results);
      results.reports.push({
        type: 'projection',
        results: outputs,
        said: outputs,
        error: undefined,
        durationMs: 0,
      });
    },
    scores(results) {
      const slots = scores.map(({ slot }) => slot);
      return new Map(
        slots.map((slot) => [
          (table.keys[slot] as string).slice(scoreKey('').length),
          results.values[slot] as number,
        ]),
      );
    },
  };
}

/** Sums of decimal weights meet the bounds that people write: 0.1 + 0.2 is 0.3. */
function rounded(sum: number): number {
  return Number.isFinite(sum) ? Math.round(sum * 1e9) / 1e9 : sum;
}

/** Whether what is missing of an input may still come. */
function outcomeOfMissing({ slot }: CompiledInput, results: SignalResults): Outcome {
  const outcome = results.outcomes[slot] as Outcome;
  return outcome === MATCH ? PENDING : outcome;
}

interface BandRun extends Range {
  readonly likely: number;
  readonly missing: Outcome;
  readonly results: SignalResults;
}

function runMapping({ isMulti, slope, outputs }: CompiledMapping, run: BandRun): void {
  const { results, likely, missing } = run;
  const isExact = run.low === run.high;
  let isTaken = false;
  let mayBeTaken = false;
  for (const { slot, bounds } of outputs) {
    const fit = isTaken ? 'no' : fitOf(bounds, run);
    if (fit === 'no') {
      results.outcomes[slot] = NO_MATCH;
    } else if (fit === 'maybe' || mayBeTaken) {
      results.outcomes[slot] = missing;
      mayBeTaken = !isMulti;
    } else {
      results.outcomes[slot] = MATCH;
      results.confidences[slot] = confidenceOf(bounds, likely, slope);
      if (!isExact && missing === PENDING) results.inexact.add(slot);
      isTaken = !isMulti;
    }
    // Behind a band that may fit, one that fits for certain ends the search.
    if (fit === 'yes' && !isMulti) isTaken = true;
  }
}

function fitOf(bounds: Output, { low, high }: Range): 'yes' | 'no' | 'maybe' {
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = bounds;
  const isLowInside = (low > gt || gt === -Infinity) && low >= gte;
  const isHighInside = (high < lt || lt === Infinity) && high <= lte;
  const isLowBelow = (low < lt || lt === Infinity) && low <= lte;
  const isHighAbove = (high > gt || gt === -Infinity) && high >= gte;
  if (isLowInside && isHighInside) return 'yes';
  return isLowBelow && isHighAbove ? 'maybe' : 'no';
}

/** Near 1 well inside a band, one half at its border. */
function confidenceOf(bounds: Output, score: number, slope: number): number {
  return 1 / (1 + Math.exp(-slope * boundaryDistance(bounds, score)));
}

/** From a score to the nearest bound of a band. */
export function boundaryDistance({ gt, gte, lt, lte }: Output, score: number): number {
  const bounds = [gt, gte, lt, lte].filter((bound) => bound !== undefined);
  return Math.min(...bounds.map((bound) => Math.abs(score - bound)));
}

export function slopeOf({ calibration }: Mapping): number {
  const slope = calibration?.slope ?? DEFAULT_SLOPE;
  return slope > 0 ? slope : DEFAULT_SLOPE;
}

function compileScores(
  projections: Projections | undefined,
  table: SignalTable,
): readonly CompiledScore[] {
  const slotOf = (key: string) => {
    const slot = table.slotOfKey(key);
    if (slot === undefined) throw new Error(`no slot for ${key}`);
    return slot;
  };
  return orderScores(projections).map(({ name, inputs }) => ({
    slot: slotOf(scoreKey(name)),
    inputs: inputs.flatMap((input) => {
      const { weight = 0, match = 1, miss = 0 } = input;
      if (weight === 0) return [];
      return [{ slot: slotOf(inputKey(input)), weight, match, miss, kind: kindOf(input) }];
    }),
    mappings: (projections?.mappings ?? [])
      .filter(({ source }) => source === name)
      .map((mapping) => ({
        isMulti: mapping.method === 'multi_emit',
        slope: slopeOf(mapping),
        outputs: mapping.outputs.map((bounds) => ({
          slot: slotOf(`projection:${bounds.name}`),
          bounds,
        })),
      })),
  }));
}

function kindOf({ type, value_source: source }: ScoreInput): CompiledInput['kind'] {
  if (type === 'kb_metric' || source === 'raw' || source === 'score') return 'raw';
  if (source === 'confidence') return 'confidence';
  return type === 'projection' ? 'raw' : 'binary';
}

/** Every band that holds, with its score as value. */
function reportOutputs(
  scores: readonly CompiledScore[],
  { outcomes, confidences, values, table }: SignalResults,
): readonly RuleResult[] {
  return scores.flatMap(({ slot: score, mappings }) =>
    mappings.flatMap(({ outputs }) =>
      outputs.flatMap(({ slot, bounds }): RuleResult[] => {
        const outcome = outcomes[slot];
        if (outcome === PENDING || outcome === UNKNOWN) return [];
        const isMatch = outcome === MATCH;
        const value = values[score] as number;
        return [
          {
            name: bounds.name,
            isMatch,
            confidence: isMatch ? (confidences[slot] as number) : 0,
            value,
            values: { [table.keys[score] as string]: value },
          },
        ];
      }),
    ),
  );
}

interface Gates {
  run(results: SignalResults): void;
  finish(results: SignalResults): void;
}

/** Composed levels count only where the tree of their rule holds. */
function compileGates(composers: readonly Composer[], table: SignalTable): Gates | undefined {
  if (composers.length === 0) return undefined;
  const trees = compileRules(
    composers.map(({ tree }) => tree),
    table,
  );
  const gates = composers.flatMap((composer, index) =>
    composedKeys(composer).flatMap((key) => {
      const slot = table.slotOfKey(key);
      return slot === undefined ? [] : [{ slot, root: trees.roots[index] as number }];
    }),
  );
  return {
    run(results) {
      for (const { slot, root } of gates) {
        const said = results.ungated.get(slot) ?? (results.outcomes[slot] as Outcome);
        if (said === PENDING) continue;
        results.ungated.set(slot, said);
        results.outcomes[slot] = said === MATCH ? gateOutcome(trees.run(root, results)) : said;
      }
    },
    finish(results) {
      const at = results.reports.findIndex(({ type }) => type === 'complexity');
      const report = results.reports[at];
      if (report === undefined) return;
      results.reports[at] = {
        ...report,
        results: report.results.map((result) => {
          const slot = table.slot('complexity', result.name);
          const isTakenBack =
            result.isMatch && slot !== undefined && results.outcomes[slot] !== MATCH;
          return isTakenBack ? { ...result, isMatch: false, lostTo: 'composer' } : result;
        }),
      };
    },
  };
}

/** A tree that fails leaves its level unknown. */
function gateOutcome(outcome: number): Outcome {
  return outcome === MATCH || outcome === NO_MATCH || outcome === PENDING ? outcome : UNKNOWN;
}
