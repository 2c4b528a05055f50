import type { Acceptance } from './open-cases.ts';
import type { CaseResult } from './run-cases.ts';

interface Count {
  total: number;
  passed: number;
}

interface DecisionCount extends Count {
  /** Where the others went, by name; `none`: no decision. */
  readonly taken: Record<string, number>;
}

/** Name of what is expected, or taken, where no decision matches. */
export const NO_DECISION = 'none';

const SLOWEST = 5;

/** Figures of a run, as they are printed. */
export interface TestSummary {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  /** How many of `failed` were refused. */
  readonly errors: number;
  readonly pass_rate: number;
  readonly recipes: Readonly<Record<string, Count>>;
  readonly decisions: Readonly<Record<string, DecisionCount>>;
  readonly tags: Readonly<Record<string, Count>>;
  readonly slowest: readonly Pick<CaseResult, 'id' | 'place' | 'title' | 'duration_ms'>[];
}

/** Counts results while they come in; what it keeps does not grow with them. */
export function createTally() {
  const all: Count = { total: 0, passed: 0 };
  const recipes = new Map<string, Count>();
  const decisions = new Map<string, DecisionCount>();
  const tags = new Map<string, Count>();
  let errors = 0;
  let slowest: CaseResult[] = [];

  const add = (count: Count, { passed }: CaseResult) => {
    count.total += 1;
    if (passed) count.passed += 1;
  };
  const countOf = (counts: Map<string, Count>, name: string) => {
    const count = counts.get(name) ?? { total: 0, passed: 0 };
    counts.set(name, count);
    return count;
  };

  return {
    add(result: CaseResult): void {
      const { recipe, tags: ofCase, expected_decision: expected, decision } = result;
      add(all, result);
      if (result.is_error) errors += 1;
      if (recipe !== null) add(countOf(recipes, recipe), result);
      for (const tag of ofCase) add(countOf(tags, tag), result);
      if (expected !== undefined) {
        const name = expected ?? NO_DECISION;
        const count = decisions.get(name) ?? { total: 0, passed: 0, taken: Object.create(null) };
        decisions.set(name, count);
        add(count, result);
        if (decision !== expected && !result.is_error) {
          const taken = decision ?? NO_DECISION;
          count.taken[taken] = (count.taken[taken] ?? 0) + 1;
        }
      }
      const last = slowest.at(-1);
      if (slowest.length === SLOWEST && last && result.duration_ms <= last.duration_ms) return;
      slowest = [...slowest, result]
        .sort((a, b) => b.duration_ms - a.duration_ms)
        .slice(0, SLOWEST);
    },

    summary(): TestSummary {
      return {
        ...all,
        failed: all.total - all.passed,
        errors,
        pass_rate: shareOf(all),
        recipes: Object.fromEntries(recipes),
        decisions: Object.fromEntries(decisions),
        tags: Object.fromEntries(tags),
        slowest: slowest.map(({ id, place, title, duration_ms }) => ({
          id,
          place,
          title,
          duration_ms,
        })),
      };
    },
  };
}

function shareOf({ total, passed }: Count): number {
  return total === 0 ? 1 : passed / total;
}

/** What keeps a run from being accepted, in words; without a rate every case has to pass. */
export function unmetOf(
  summary: TestSummary,
  { all = 1, decision, tags = {} }: Acceptance,
): readonly string[] {
  const unmet: string[] = [];
  const check = (what: string, count: Count, least: number) => {
    // A share is a quotient of whole numbers, the rate may be a decimal.
    if (shareOf(count) >= least - 1e-9) return;
    unmet.push(`${what}: ${percent(shareOf(count))} passed, ${percent(least)} are needed`);
  };
  check('all cases', summary, all);
  if (decision !== undefined) {
    for (const [name, count] of Object.entries(summary.decisions)) {
      check(`decision ${name}`, count, decision);
    }
  }
  for (const [tag, least] of Object.entries(tags)) {
    const count = summary.tags[tag];
    if (count !== undefined) check(`tag ${tag}`, count, least);
  }
  return unmet;
}

/** `97.5 %` */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
