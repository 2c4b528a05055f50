import type { Formulas } from './formulas.ts';
import { TRUE } from './formulas.ts';
import {
  compareCuts,
  type Interval,
  isEmpty,
  isWithin,
  segmentsOf,
  wholeNumbers,
} from './intervals.ts';
import { type Literal, negated, type SatSolver } from './sat-solver.ts';

/** What a leaf asks about values that others ask about too. */
export type Atom =
  /** Nothing else depends on it. */
  | { readonly kind: 'own'; readonly key: string }
  /** The number of a line lies in one of these intervals. */
  | { readonly kind: 'number'; readonly line: string; readonly region: readonly Interval[] }
  /** The value of a line is one of these. */
  | { readonly kind: 'choice'; readonly line: string; readonly values: readonly string[] }
  | { readonly kind: 'all' | 'any'; readonly atoms: readonly Atom[] };

/** A number or a value that a request has exactly one of. */
export type Line =
  | {
      readonly kind: 'number';
      readonly domain: Interval;
      readonly isWhole: boolean;
      /** Whether a request may have no number, which is in no interval. */
      readonly mayBeMissing: boolean;
    }
  | { readonly kind: 'choice'; readonly values: readonly string[] };

/** The places of a line, in order; a request stands at one of them. */
interface Scale {
  /** Pieces of a number line behind the place for a missing number, or values. */
  readonly segments: readonly Interval[];
  readonly values: readonly string[];
  readonly offset: number;
  /** `atLeast[i]`: the request stands at place `i` or behind it. */
  readonly atLeast: readonly Literal[];
}

/** Turns atoms into conditions; all atoms must be known before the first one, for their bounds. */
export function createScales({
  lines,
  atoms,
  formulas,
  solver,
}: {
  readonly lines: ReadonlyMap<string, Line>;
  readonly atoms: readonly Atom[];
  readonly formulas: Formulas;
  readonly solver: SatSolver;
}): (atom: Atom) => Literal {
  const regions = new Map<string, Interval[]>();
  for (const atom of atoms) collectRegions(atom);
  const scales = new Map<string, Scale>();

  function collectRegions(atom: Atom): void {
    if (atom.kind === 'all' || atom.kind === 'any')
      for (const part of atom.atoms) collectRegions(part);
    if (atom.kind !== 'number') return;
    const known = regions.get(atom.line) ?? [];
    known.push(...atom.region.map((interval) => onLine(atom.line, interval)));
    regions.set(atom.line, known);
  }

  function onLine(key: string, interval: Interval): Interval {
    const line = lines.get(key);
    return line?.kind === 'number' && line.isWhole ? wholeNumbers(interval) : interval;
  }

  function scaleOf(key: string): Scale {
    const known = scales.get(key);
    if (known !== undefined) return known;
    const scale = buildScale(key);
    scales.set(key, scale);
    return scale;
  }

  function buildScale(key: string): Scale {
    const line = lines.get(key);
    if (line === undefined) throw new Error(`no line ${key}`);
    if (line.kind === 'choice') {
      const { values } = line;
      return { segments: [], values, offset: 0, atLeast: placesOf(key, values.length) };
    }
    const segments = segmentsOf(line.domain, regions.get(key) ?? []);
    const offset = Number(line.mayBeMissing);
    const atLeast = placesOf(key, segments.length + offset);
    return { segments, values: [], offset, atLeast };
  }

  function placesOf(key: string, count: number): readonly Literal[] {
    const atLeast: Literal[] = [TRUE];
    for (let place = 1; place < count; place += 1) {
      const here = formulas.variable(JSON.stringify([key, place]));
      solver.addClause([negated(here), atLeast[place - 1] as Literal]);
      atLeast.push(here);
    }
    return atLeast;
  }

  /** One of the places; neighbours are taken together. */
  function atPlaces({ atLeast }: Scale, places: readonly number[]): Literal {
    const wanted = new Set(places);
    const runs: Literal[] = [];
    for (const place of wanted) {
      if (wanted.has(place - 1)) continue;
      let end = place + 1;
      while (wanted.has(end)) end += 1;
      const behind = atLeast[end];
      const start = atLeast[place] as Literal;
      runs.push(formulas.and(behind === undefined ? [start] : [start, negated(behind)]));
    }
    return formulas.or(runs);
  }

  return function literalOf(atom: Atom): Literal {
    switch (atom.kind) {
      case 'own':
        return formulas.variable(atom.key);
      case 'all':
        return formulas.and(atom.atoms.map(literalOf));
      case 'any':
        return formulas.or(atom.atoms.map(literalOf));
      case 'choice': {
        const scale = scaleOf(atom.line);
        const places = atom.values.map((value) => scale.values.indexOf(value));
        return atPlaces(
          scale,
          places.filter((place) => place >= 0),
        );
      }
      case 'number': {
        const scale = scaleOf(atom.line);
        const region = atom.region
          .map((one) => onLine(atom.line, one))
          .filter((one) => !isEmpty(one));
        const places = region.flatMap((one) => placesWithin(scale.segments, one));
        return atPlaces(
          scale,
          places.map((place) => place + scale.offset),
        );
      }
    }
  };
}

/** Numbers of the segments that make up an interval, whose ends are ends of segments. */
function placesWithin(segments: readonly Interval[], interval: Interval): readonly number[] {
  let first = 0;
  let end = segments.length;
  while (first < end) {
    const middle = (first + end) >> 1;
    if (compareCuts((segments[middle] as Interval).from, interval.from) < 0) first = middle + 1;
    else end = middle;
  }
  const places: number[] = [];
  for (let place = first; place < segments.length; place += 1) {
    if (!isWithin(segments[place] as Interval, interval)) break;
    places.push(place);
  }
  return places;
}
