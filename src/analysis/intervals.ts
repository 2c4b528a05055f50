/** A place between numbers: just before `value`, or just after it. */
interface Cut {
  readonly value: number;
  readonly isAfter: boolean;
}

/** All numbers between two cuts. */
export interface Interval {
  readonly from: Cut;
  readonly to: Cut;
}

/** Bounds as a configuration writes them; unset or undefined: none. */
export interface Bounds {
  readonly gt?: number | undefined;
  readonly gte?: number | undefined;
  readonly lt?: number | undefined;
  readonly lte?: number | undefined;
}

const { NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number;

export const everyNumber: Interval = {
  from: { value: NEGATIVE_INFINITY, isAfter: true },
  to: { value: POSITIVE_INFINITY, isAfter: false },
};

export const fromZero: Interval = { from: { value: 0, isAfter: false }, to: everyNumber.to };

export function intervalOf({ gt, gte, lt, lte }: Bounds): Interval {
  const low = gt ?? gte;
  const high = lt ?? lte;
  return {
    from: low === undefined ? everyNumber.from : { value: low, isAfter: gt !== undefined },
    to: high === undefined ? everyNumber.to : { value: high, isAfter: lt === undefined },
  };
}

/** The same whole numbers, with cuts before whole numbers only, so that `> 2` is `>= 3`. */
export function wholeNumbers({ from, to }: Interval): Interval {
  return { from: wholeCut(from), to: wholeCut(to) };
}

function wholeCut({ value, isAfter }: Cut): Cut {
  if (!Number.isFinite(value)) return { value, isAfter };
  return { value: isAfter ? Math.floor(value) + 1 : Math.ceil(value), isAfter: false };
}

export function compareCuts(a: Cut, b: Cut): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return Number(a.isAfter) - Number(b.isAfter);
}

export function isEmpty({ from, to }: Interval): boolean {
  return compareCuts(from, to) >= 0;
}

export function intersection(a: Interval, b: Interval): Interval {
  return {
    from: compareCuts(a.from, b.from) > 0 ? a.from : b.from,
    to: compareCuts(a.to, b.to) < 0 ? a.to : b.to,
  };
}

/** What of `interval` is in none of the others, in order. */
export function without(interval: Interval, others: readonly Interval[]): readonly Interval[] {
  let rest = [interval];
  for (const other of others) {
    rest = rest.flatMap((part) => [
      { from: part.from, to: intersection(part, { ...part, to: other.from }).to },
      { from: intersection(part, { ...part, from: other.to }).from, to: part.to },
    ]);
    rest = rest.filter((part) => !isEmpty(part));
  }
  return rest;
}

export function isWithin(inner: Interval, outer: Interval): boolean {
  return compareCuts(inner.from, outer.from) >= 0 && compareCuts(inner.to, outer.to) <= 0;
}

/** Pieces that lie wholly within or wholly outside of each of the intervals, in order. */
export function segmentsOf(domain: Interval, intervals: readonly Interval[]): readonly Interval[] {
  const cuts = intervals.flatMap(({ from, to }) => [from, to]).sort(compareCuts);
  const segments: Interval[] = [];
  let from = domain.from;
  for (const cut of [...cuts, domain.to]) {
    const segment = intersection({ from, to: cut }, domain);
    if (isEmpty(segment)) continue;
    segments.push(segment);
    from = cut;
  }
  return segments;
}

/** `0.2 <= x < 0.45`, for messages. */
export function showInterval({ from, to }: Interval, name: string): string {
  if (from.value === to.value) return `${name} = ${from.value}`;
  const low = Number.isFinite(from.value) ? `${from.value} ${from.isAfter ? '<' : '<='} ` : '';
  const high = Number.isFinite(to.value) ? ` ${to.isAfter ? '<=' : '<'} ${to.value}` : '';
  return `${low}${name}${high}`;
}
