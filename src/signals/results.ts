import type { SwitchyardError } from '../errors.ts';
import type { RuleResult, SignalErrorCode } from './signal.ts';

/** Outcome of a rule. `unknown`: the signal failed or was cut off; `pending`: it has not run. */
export const NO_MATCH = 0;
export const MATCH = 1;
export const UNKNOWN = 2;
export const PENDING = 4;
export type Outcome = typeof NO_MATCH | typeof MATCH | typeof UNKNOWN | typeof PENDING;

/** Numbers every `type:name` that decisions and projections can read; made once at load. */
export class SignalTable {
  readonly keys: readonly string[];
  /**
   * What results start as. Copies of an array are made faster than typed arrays, whose memory lies
   * outside the heap as soon as there are a few rules.
   */
  readonly noOutcomes: readonly Outcome[];
  readonly noNumbers: readonly number[];
  /** Type -> name -> number: looking one up makes no string. */
  readonly #slots = new Map<string, Map<string, number>>();
  readonly #slotOfKey: ReadonlyMap<string, number>;

  constructor(keys: Iterable<string>) {
    this.keys = [...new Set(keys)];
    this.noOutcomes = this.keys.map(() => NO_MATCH);
    this.noNumbers = this.keys.map(() => Number.NaN);
    this.#slotOfKey = new Map(this.keys.map((key, slot) => [key, slot]));
    for (const [slot, key] of this.keys.entries()) {
      const [type, name] = splitKey(key);
      const names = this.#slots.get(type) ?? new Map<string, number>();
      this.#slots.set(type, names.set(name, slot));
    }
  }

  slotsOf(type: string): ReadonlyMap<string, number> | undefined {
    return this.#slots.get(type);
  }

  slot(type: string, name: string): number | undefined {
    return this.#slots.get(type)?.get(name);
  }

  slotOfKey(key: string): number | undefined {
    return this.#slotOfKey.get(key);
  }
}

/** `type:name`; names may contain colons. */
export function splitKey(key: string): readonly [type: string, name: string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}

/** What one signal type said of one request, or why it said nothing. */
export interface SignalReport {
  readonly type: string;
  readonly results: readonly RuleResult[];
  /** The same before rules that compete settled who stands. */
  readonly said: readonly RuleResult[];
  /** Why none of its rules has a result. */
  readonly error: SignalErrorCode | undefined;
  /** Wall time. */
  readonly durationMs: number;
}

interface ReportOptions {
  readonly durationMs: number;
  /** Those that the signal answers for and need not name. */
  readonly slots?: Int32Array;
  readonly said?: readonly RuleResult[];
}

export interface SignalRevision {
  change(result: RuleResult): RuleResult;
  arbitrate(type: string, results: readonly RuleResult[]): readonly RuleResult[];
}

/** Results of one request; slots start without value, and pending where the table's user says so. */
export class SignalResults {
  readonly table: SignalTable;
  readonly outcomes: Outcome[];
  /** 0..1 where the outcome is `MATCH`. */
  readonly confidences: number[];
  /** Raw values, `NaN` where a rule has none. */
  readonly values: number[];
  /** In the order in which they ended; at most one of a type. */
  readonly reports: SignalReport[] = [];
  /** Why the request must not go on: a rule without a result says so. */
  refusal: SwitchyardError | undefined;
  /** Slots that match for certain while their confidence still depends on pending ones. */
  readonly inexact = new Set<number>();
  /** Slots whose signal has answered, and what it said before a composer could take it back. */
  readonly ungated = new Map<number, Outcome>();

  constructor(table: SignalTable, initial: readonly Outcome[] = table.noOutcomes) {
    this.table = table;
    this.outcomes = initial.slice();
    this.confidences = table.noNumbers.slice();
    this.values = table.noNumbers.slice();
  }

  reportOf(type: string): SignalReport | undefined {
    // A handful of types: a map would cost more than looking at them.
    return this.reports.find((report) => report.type === type);
  }

  /** Takes what a signal says. */
  report(
    type: string,
    results: readonly RuleResult[],
    { durationMs, slots, said = results }: ReportOptions,
  ): void {
    this.reports.push({ type, results, said, error: errorOfAll(results), durationMs });
    if (slots !== undefined) for (const slot of slots) this.outcomes[slot] = NO_MATCH;
    this.#write(type, results);
  }

  /** A copy in which signals of some types said something else; computed slots are those of before. */
  revised(changes: ReadonlyMap<string, SignalRevision>): SignalResults {
    const copy = new SignalResults(this.table, this.outcomes);
    for (const slot of this.values.keys()) {
      copy.values[slot] = this.values[slot] as number;
      copy.confidences[slot] = this.confidences[slot] as number;
    }
    for (const slot of this.inexact) copy.inexact.add(slot);
    for (const [slot, outcome] of this.ungated) copy.ungated.set(slot, outcome);
    for (const report of this.reports) {
      const { type } = report;
      if (type === 'projection') continue;
      const change = changes.get(type);
      if (change === undefined) {
        copy.reports.push(report);
        continue;
      }
      const said = report.said.map(change.change);
      const results = change.arbitrate(type, said);
      copy.reports.push({ ...report, said, results });
      for (const slot of this.table.slotsOf(type)?.values() ?? []) copy.ungated.delete(slot);
      copy.#write(type, results);
    }
    return copy;
  }

  #write(type: string, results: readonly RuleResult[]): void {
    const named = this.table.slotsOf(type);
    for (const result of results) {
      if (result.values !== undefined) this.#setValues(result.values);
      const slot = named?.get(result.name);
      if (slot === undefined) continue;
      this.outcomes[slot] = outcomeOf(result);
      this.confidences[slot] = result.confidence;
      if (result.value !== undefined) this.values[slot] = result.value;
    }
  }

  #setValues(values: Readonly<Record<string, number>>): void {
    for (const key in values) {
      const slot = this.table.slotOfKey(key);
      if (slot !== undefined) this.values[slot] = values[key] as number;
    }
  }
}

function outcomeOf({ isMatch, error }: RuleResult): Outcome {
  if (isMatch) return MATCH;
  return error === undefined ? NO_MATCH : UNKNOWN;
}

function errorOfAll(results: readonly RuleResult[]): SignalErrorCode | undefined {
  const code = results[0]?.error;
  return code !== undefined && results.every(({ error }) => error !== undefined) ? code : undefined;
}

/** A signal without a result says so of every name that it answers for. */
export function failedResults(
  names: readonly string[],
  error: SignalErrorCode,
): readonly RuleResult[] {
  return names.map((name) => ({ name, isMatch: false, confidence: 0, error }));
}
