// The routing language on a program of about 2,000 lines: at start, and at every keystroke.
import { checkProgram } from '../../src/dsl/check/check-program.ts';
import { compileProgram } from '../../src/dsl/compile/compile.ts';
import { decompile } from '../../src/dsl/decompile/decompile.ts';
import { format } from '../../src/dsl/format/format.ts';
import { parse } from '../../src/dsl/syntax/parse.ts';
import { type BenchTable, writeReport } from '../bench-table.ts';
import { type Case, measure } from '../measure.ts';
import { largeProgram } from './program.ts';

interface Entry extends Case {
  readonly limitMs?: number;
}

const text = largeProgram();
const lines = text.split('\n').length;

/** Whoever types waits for the wall clock. */
const wallMs = () => performance.now();

/** The first call, when nothing is compiled or remembered yet. */
function firstCheckMs(): number {
  const before = wallMs();
  const { diagnostics } = checkProgram(text);
  const spentMs = wallMs() - before;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`the program has errors: ${errors[0]?.message}`);
  return spentMs;
}

const firstMs = firstCheckMs();
const { program } = parse(text);
const { document } = compileProgram(program);
const json = JSON.stringify(document);

const entries: readonly Entry[] = [
  {
    name: `JSON.parse of the document, ${Math.round(json.length / 1024)} KiB`,
    run: () => JSON.parse(json),
  },
  { name: 'parse', run: () => parse(text) },
  { name: 'compile', run: () => compileProgram(program) },
  {
    name: 'at a keystroke: parse, compile, schema, references',
    run: () => checkProgram(text, { isAnalysed: false }),
    limitMs: 50,
  },
  {
    name: 'after a pause: the same and the analysis',
    run: () => checkProgram(text),
    limitMs: 300,
  },
  { name: 'format', run: () => format(text) },
  { name: 'decompile', run: () => decompile(document) },
];

function table(): BenchTable {
  const timings = measure(entries, wallMs);
  const baseline = timings.get(entries[0]?.name ?? '')?.medianUs ?? Number.NaN;
  const rows = entries.map(({ name, limitMs }) => {
    const { medianUs = Number.NaN, p90Us = Number.NaN } = timings.get(name) ?? {};
    return {
      case: name,
      median_ms: medianUs / 1000,
      p90_ms: p90Us / 1000,
      ratio: medianUs / baseline,
      limit: verdict(limitMs, medianUs / 1000),
    };
  });
  const first = {
    case: 'all diagnostics, the first time in a process',
    median_ms: firstMs,
    p90_ms: undefined,
    ratio: (firstMs * 1000) / baseline,
    limit: undefined,
  };
  return {
    title: `A program of ${lines} lines`,
    columns: [
      { key: 'case', title: 'case' },
      { key: 'median_ms', title: 'median ms', digits: 2 },
      { key: 'p90_ms', title: 'p90 ms', digits: 2 },
      { key: 'ratio', title: 'ratio', digits: 1 },
      { key: 'limit', title: 'limit' },
    ],
    rows: [...rows, first],
    note: 'wall time; ratio: median to that of JSON.parse',
  };
}

function verdict(limitMs: number | undefined, ms: number): string | undefined {
  return limitMs === undefined ? undefined : `${ms <= limitMs ? 'kept' : 'MISSED'}: ${limitMs} ms`;
}

writeReport({ bench: 'dsl', tables: [table()] }, process.argv.slice(2));
