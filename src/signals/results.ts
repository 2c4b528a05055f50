import type { RuleResult, SignalErrorCode } from './signal.ts';

/** Three-valued outcome of a rule. `unknown`: the signal failed, was cut off or did not run. */
export const NO_MATCH = 0;
export const MATCH = 1;
export const UNKNOWN = 2;
export type Outcome = typeof NO_MATCH | typeof MATCH | typeof UNKNOWN;

/** Numbers every `type:name` that decisions can read; made once at load. */
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

  constructor(keys: Iterable<string>) {
    this.keys = [...new Set(keys)];
    this.noOutcomes = this.keys.map(() => NO_MATCH);
    this.noNumbers = this.keys.map(() => Number.NaN);
    for (const [slot, key] of this.keys.entries()) {
      const colon = key.indexOf(':');
      const type = key.slice(0, colon);
      const names = this.#slots.get(type) ?? new Map<string, number>();
      this.#slots.set(type, names.set(key.slice(colon + 1), slot));
    }
  }

  slotsOf(type: string): ReadonlyMap<string, number> | undefined {
    return this.#slots.get(type);
  }

  slot(type: string, name: string): number | undefined {
    return this.#slots.get(type)?.get(name);
  }
}

/** What one signal type said of one request, or why it said nothing. */
export interface SignalReport {
  readonly type: string;
  /** Empty when it failed. */
  readonly results: readonly RuleResult[];
  readonly error: SignalErrorCode | undefined;
  /** Wall time. */
  readonly durationMs: number;
}

/** Results of one request; slots start as `NO_MATCH` without value. */
export class SignalResults {
  readonly table: SignalTable;
  readonly outcomes: Outcome[];
  /** 0..1 where the outcome is `MATCH`. */
  readonly confidences: number[];
  /** Raw values, `NaN` where a rule has none. */
  readonly values: number[];
  /** In the order in which they ended; at most one of a type. */
  readonly reports: SignalReport[] = [];

  constructor(table: SignalTable) {
    this.table = table;
    this.outcomes = table.noOutcomes.slice();
    this.confidences = table.noNumbers.slice();
    this.values = table.noNumbers.slice();
  }

  reportOf(type: string): SignalReport | undefined {
    // A handful of types: a map would cost more than looking at them.
    return this.reports.find((report) => report.type === type);
  }

  report(type: string, results: readonly RuleResult[], durationMs: number): void {
    this.reports.push({ type, results, error: undefined, durationMs });
    const slots = this.table.slotsOf(type);
    if (slots === undefined) return;
    for (const result of results) {
      const slot = slots.get(result.name);
      if (slot === undefined) continue;
      this.outcomes[slot] = result.isMatch ? MATCH : NO_MATCH;
      this.confidences[slot] = result.confidence;
      if (result.value !== undefined) this.values[slot] = result.value;
    }
  }

  fail(type: string, names: Iterable<string>, code: SignalErrorCode, durationMs: number): void {
    this.reports.push({ type, results: [], error: code, durationMs });
    for (const name of names) {
      const slot = this.table.slot(type, name);
      if (slot !== undefined) this.outcomes[slot] = UNKNOWN;
    }
  }
}
