/** What an error costs; everything that is not named costs 1. */
export type CostOf = (expected: string, actual: string) => number;

export class CostError extends Error {}

/** Reads `expected->actual=5`; `*` stands for any decision, `none` for no decision. */
export function parseCost(text: string): readonly [kind: string, cost: number] {
  const [, kind = '', number = ''] = /^(.+->.+)=([^=]+)$/.exec(text) ?? [];
  return checkedCost(kind, number.trim() === '' ? Number.NaN : Number(number), text);
}

export function checkedCost(
  kind: string,
  cost: unknown,
  text: string,
): readonly [kind: string, cost: number] {
  const isKind = /^.+->.+$/.test(kind);
  if (isKind && typeof cost === 'number' && Number.isFinite(cost) && cost >= 0) return [kind, cost];
  throw new CostError(`\`${text}\` is no cost such as \`expected->actual=5\``);
}

/** The most special cost that is given for a kind of error. */
export function createCosts(given: Iterable<readonly [kind: string, cost: number]>): CostOf {
  const costs = new Map(given);
  return (expected, actual) => {
    if (expected === actual) return 0;
    const kinds = [`${expected}->${actual}`, `${expected}->*`, `*->${actual}`, '*->*'];
    for (const kind of kinds) {
      const cost = costs.get(kind);
      if (cost !== undefined) return cost;
    }
    return 1;
  };
}
