// The signal and the decision stage alone, in one process: how they grow with rules and text.
import { Lifetime } from '../../src/lib/lifetime.ts';
import { createRequestView } from '../../src/protocols/openai-chat/view.ts';
import { SignalResults, SignalTable } from '../../src/signals/results.ts';
import { type BenchTable, writeReport } from '../bench-table.ts';
import { type Case, measure } from '../measure.ts';
import { chatBody, createRandom, prose, pseudoWords } from './prompts.ts';
import {
  createDecisions,
  createStage,
  fleetRules,
  keywordRules,
  languageRules,
  type RuleSet,
} from './rules.ts';

const KIB = 1024;
const lifetime = new Lifetime();

interface Limit {
  readonly us?: number;
  readonly ratio?: number;
}

interface Entry extends Case {
  readonly limit?: Limit;
}

interface Group {
  readonly title: string;
  /** The first entry is what the ratios of the others refer to. */
  readonly entries: readonly Entry[];
}

/** Work that every proxy does with a request; measured along, it says how fast the machine is. */
function parsing(bytes: number): Entry {
  const json = JSON.stringify(chatBody(prose(bytes)));
  return { name: `JSON.parse of a ${sizeOf(bytes)} request`, run: () => JSON.parse(json) };
}

/** A view remembers what was read off it, so each call reads the request anew, as the gateway does. */
function signalStage(name: string, rules: RuleSet, text: string): Entry {
  const { engine } = createStage(rules);
  const body = chatBody(text);
  return { name, run: () => engine.evaluate(createRequestView(body), lifetime) };
}

function bothStages(name: string, rules: RuleSet, text: string): Entry {
  const { engine, table } = createStage(rules);
  const program = createDecisions({ count: 10, table, strategy: 'priority' });
  const body = chatBody(text);
  return {
    name,
    run() {
      const results = engine.evaluate(createRequestView(body), lifetime);
      return program.evaluate(results as SignalResults);
    },
  };
}

function signalGroup(bytes: number, limitUs: number): Group {
  const text = prose(bytes, ['function', 'deadline', 'proved', 'first', 'why?']);
  const all = { ...fleetRules, ...languageRules };
  const limit = { us: limitUs };
  return {
    title: `Cheap signals, ${sizeOf(bytes)} of text`,
    entries: [
      parsing(bytes),
      signalStage('no rules: the request is only read', {}, text),
      signalStage('8 keyword rules', { keyword: fleetRules.keyword ?? [] }, text),
      signalStage('3 structure rules', { structure: fleetRules.structure ?? [] }, text),
      signalStage('2 languages', languageRules, text),
      signalStage('8 keyword + 2 context + 3 structure rules', fleetRules, text),
      signalStage('the same + 2 languages', all, text),
      { ...bothStages('the same + 2 languages, 10 decisions', all, text), limit },
    ],
  };
}

function keywordGroup(bytes: number): Group {
  const keywords = pseudoWords(1000);
  const few = keywords.slice(0, 10);
  // One word in 40 is a keyword, the same ones for few and for many.
  const text = prose(bytes, few);
  return {
    title: `Keywords, ${sizeOf(bytes)} of text`,
    entries: [
      signalStage('10 keywords, 10 rules', keywordRules(few, 10), text),
      signalStage('100 keywords, 100 rules', keywordRules(keywords.slice(0, 100), 100), text),
      {
        ...signalStage('1,000 keywords, 100 rules', keywordRules(keywords, 100), text),
        limit: { ratio: 2 },
      },
    ],
  };
}

function decisionGroup(): Group {
  const table = new SignalTable(Array.from({ length: 60 }, (_, index) => `keyword:rule-${index}`));
  const nothing = new SignalResults(table);
  const half = new SignalResults(table);
  const random = createRandom(1);
  const reports = table.keys.map((key) => ({
    name: key.slice('keyword:'.length),
    isMatch: random() < 0.5,
    confidence: random(),
  }));
  half.report('keyword', reports, { durationMs: 0 });

  function decisions(count: number, results: SignalResults): Entry {
    // Under `confidence` no match ends the search before a certain one does.
    const program = createDecisions({ count, table, strategy: 'confidence' });
    const what = results === half ? 'half of the rules match' : 'no rule matches';
    const name = `${count} ${count === 1 ? 'decision' : 'decisions'}, ${what}`;
    const run = () => program.evaluate(results);
    return count === 50 ? { name, run, limit: { us: 5 } } : { name, run };
  }
  const entries = [nothing, half].flatMap((results) =>
    [1, 10, 50, 200].map((count) => decisions(count, results)),
  );
  return { title: 'Decisions of 4 leaves', entries: [parsing(KIB), ...entries] };
}

function measureGroup({ title, entries }: Group): BenchTable {
  const timings = measure(entries);
  const baseline = timings.get(entries[0]?.name ?? '')?.medianUs ?? Number.NaN;
  return {
    title,
    columns: [
      { key: 'case', title: 'case' },
      { key: 'median_us', title: 'median us', digits: 2 },
      { key: 'p90_us', title: 'p90 us', digits: 2 },
      { key: 'ratio', title: 'ratio', digits: 2 },
      { key: 'limit', title: 'limit' },
    ],
    rows: entries.map(({ name, limit }) => {
      const { medianUs = Number.NaN, p90Us = Number.NaN } = timings.get(name) ?? {};
      const ratio = medianUs / baseline;
      return {
        case: name,
        median_us: medianUs,
        p90_us: p90Us,
        ratio,
        limit: limit && describeLimit(limit, medianUs, ratio),
      };
    }),
    note: `CPU time; ratio: median to that of "${entries[0]?.name}"`,
  };
}

function describeLimit({ us, ratio }: Limit, medianUs: number, medianRatio: number): string {
  const isKept = medianUs <= (us ?? Infinity) && medianRatio <= (ratio ?? Infinity);
  return `${us === undefined ? `${ratio}x` : `${us} us`} ${isKept ? 'kept' : 'EXCEEDED'}`;
}

function sizeOf(bytes: number): string {
  return `${bytes / KIB} KiB`;
}

const groups = [
  signalGroup(KIB, 100),
  signalGroup(32 * KIB, 1000),
  keywordGroup(KIB),
  keywordGroup(32 * KIB),
  decisionGroup(),
];
writeReport({ bench: 'routing', tables: groups.map(measureGroup) }, process.argv.slice(2));
