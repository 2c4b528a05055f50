import {
  type Interval,
  intersection,
  intervalOf,
  isEmpty,
  showInterval,
  without,
} from './intervals.ts';
import type { Finding, Pass } from './pass.ts';
import type { MappingInput, OutputInput } from './routing-input.ts';

/** Bands of one score that hide or overlap each other, or leave a hole between them. */
export const checkBands: Pass = ({ routing, path }, report) => {
  for (const [index, mapping] of (routing.projections?.mappings ?? []).entries()) {
    const place = [...path, 'projections', 'mappings', index, 'outputs'];
    for (const { code, severity, at, message } of findingsOf(mapping)) {
      report({ code, severity, path: at === undefined ? place : [...place, at], message });
    }
  }
};

interface BandFinding {
  readonly code: Finding['code'];
  readonly severity: Finding['severity'];
  /** Undefined: about all outputs. */
  readonly at?: number;
  readonly message: string;
}

interface Band {
  readonly output: OutputInput;
  readonly interval: Interval;
}

function* findingsOf({ outputs, method, source }: MappingInput): Iterable<BandFinding> {
  const earlier: Band[] = [];
  for (const [at, output] of outputs.entries()) {
    const interval = intervalOf(output);
    if (isEmpty(interval)) {
      const message = `\`${output.name}\` has no number between its bounds`;
      yield { code: 'band_inverted', severity: 'warning', at, message };
      continue;
    }
    // With `multi_emit`, bands are meant to overlap.
    if (method !== 'multi_emit') yield* comparedWith(earlier, { output, interval }, at, source);
    earlier.push({ output, interval });
  }
  if (method === 'multi_emit') return;
  const holes = holesBetween(earlier.map(({ interval }) => interval));
  if (holes.length === 0) return;
  const where = holes.map((hole) => `\`${showInterval(hole, source)}\``).join(' and ');
  yield { code: 'band_gap', severity: 'warning', message: `have no band for ${where}` };
}

function* comparedWith(
  earlier: readonly Band[],
  { output, interval }: Band,
  at: number,
  source: string,
): Iterable<BandFinding> {
  const intervals = earlier.map((band) => band.interval);
  if (without(interval, intervals).length === 0) {
    const message = `\`${output.name}\` is never the first that fits: earlier bands take \`${showInterval(interval, source)}\``;
    yield { code: 'band_hidden', severity: 'warning', at, message };
    return;
  }
  for (const band of earlier) {
    const common = intersection(interval, band.interval);
    if (isEmpty(common)) continue;
    const where = `\`${showInterval(common, source)}\``;
    const message = `\`${output.name}\` overlaps \`${band.output.name}\`, which is first and takes ${where}`;
    // A special case before the general one is order on purpose.
    const isNested = without(band.interval, [interval]).length === 0;
    yield { code: 'band_overlap', severity: isNested ? 'info' : 'warning', at, message };
  }
}

/** What lies between bands; a score beyond all of them is meant to give nothing. */
function holesBetween(bands: readonly Interval[]): readonly Interval[] {
  const everything = intervalOf({});
  return without(everything, bands).filter(
    ({ from, to }) => from !== everything.from && to !== everything.to,
  );
}
