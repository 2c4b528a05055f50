import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softmax } from '../ensemble.ts';
import { type ListedSource, readListedFile } from '../model-folder.ts';
import { createWordPiece, type Tokenizer } from '../wordpiece.ts';
import { FEATURE, HASH_BITS, rowOfOne, rowOfPair, rowOfTriple } from './feature-hash.ts';
import { type FlashManifest, readFlashManifest } from './flash-manifest.ts';
import { type HeadTable, joinTables, readHeadTable } from './head-table.ts';
import { createRunFeatures } from './run-features.ts';
import { createRunStore } from './run-store.ts';
import { createUnitKinds, MAX_RUN, UNIT } from './runs.ts';

/** Calibrated probabilities of every task asked for, in the order of its labels. */
interface FlashResult {
  readonly probabilities: Readonly<Record<string, Float32Array>>;
  /** The text was longer than the window: its first 12,288 and last 4,096 code units were read. */
  readonly isTruncated: boolean;
}

/** Linear heads on hashed features: every task in one synchronous pass, microseconds a text. */
export interface FlashModel {
  readonly name: string;
  readonly version: string;
  readonly tasks: readonly string[];
  labels(task: string): readonly string[] | undefined;
  /** Throws on a task that the model does not have; all tasks unless some are named. */
  classify(text: string, tasks?: readonly string[]): FlashResult;
}

export interface FlashOptions {
  /** The tokenizer of `models/base`, when it is open already. */
  readonly tokenizer?: Tokenizer;
  /** Compares the SHA-256 of the files as well, not only their sizes. */
  readonly verify?: boolean;
}

interface Head {
  readonly labels: readonly string[];
  /** Where the sums of its labels start, and where the squared rarities of its table stand. */
  readonly from: number;
  readonly squares: number;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
}

interface TaskHeads {
  readonly main: Head;
  /** Knows some texts better; its last label is the share of the main head. */
  readonly others: readonly Head[];
}

const WINDOW_HEAD = 12_288;
const WINDOW_TAIL = 4_096;
const LEAST_SQUARES = 1e-12;

/**
 * Opens a folder with flash heads; an error names the file and the remedy.
 * @public
 */
export function openFlashModel(folder: string | URL, options: FlashOptions = {}): FlashModel {
  const directory = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const manifest = readFlashManifest(directory);
  const source = { directory, manifest, verify: options.verify ?? false };
  const table = joinTables(manifest.tables.map((described) => readTable(source, described)));
  const tokenizer =
    options.tokenizer ??
    createWordPiece(
      readListedFile(source, manifest.vocabulary).toString('utf8').trimEnd().split('\n'),
    );
  const heads = headsOf(manifest);
  const sumText = createTextSums(table, tokenizer, manifest.unknownId);
  const tasks = [...heads.keys()];

  return {
    name: manifest.name,
    version: manifest.version,
    tasks,
    labels: (task) => heads.get(task)?.main.labels,
    classify(text, wanted = tasks) {
      const { sums, isTruncated } = sumText(text);
      const probabilities: Record<string, Float32Array> = {};
      for (const task of wanted) {
        const found = heads.get(task);
        if (!found)
          throw new Error(`the flash model has no task \`${task}\`, it has ${tasks.join(', ')}`);
        probabilities[task] = probabilitiesOf(found, sums);
      }
      return { probabilities, isTruncated };
    },
  };
}

function readTable(
  source: ListedSource,
  { file, rows, rarityScale, tasks }: FlashManifest['tables'][number],
): HeadTable {
  return readHeadTable(readListedFile(source, file), {
    file: join(source.directory, file),
    rows,
    rarityScale,
    columns: tasks.reduce((sum, { labels }) => sum + labels.length, 0),
  });
}

function headsOf({ tables }: FlashManifest): ReadonlyMap<string, TaskHeads> {
  let from = 0;
  const heads = new Map<string, TaskHeads>();
  for (const { tasks } of tables) {
    const squares = tasks.reduce((at, { labels }) => at + labels.length, from);
    for (const { name, labels, scales, biases } of tasks) {
      const [scale, bias] = [Float32Array.from(scales), Float32Array.from(biases)];
      const head: Head = { labels, from, squares, scales: scale, biases: bias };
      const known = heads.get(name);
      heads.set(
        name,
        known ? { ...known, others: [...known.others, head] } : { main: head, others: [] },
      );
      from += labels.length;
    }
    from = squares + 1;
  }
  return heads;
}

function probabilitiesOf({ main, others }: TaskHeads, sums: Float32Array): Float32Array {
  const result = softmaxOf(main, sums);
  for (const other of others) {
    const share = softmaxOf(other, sums);
    const rest = share[result.length] ?? 0;
    for (let label = 0; label < result.length; label += 1) {
      result[label] = (share[label] ?? 0) + rest * (result[label] ?? 0);
    }
  }
  return result;
}

function softmaxOf({ from, squares, scales, biases }: Head, sums: Float32Array): Float32Array {
  const norm = Math.sqrt(Math.max(sums[squares] ?? 0, LEAST_SQUARES));
  return softmax(
    scales.map((scale, label) => ((sums[from + label] ?? 0) / norm) * scale + (biases[label] ?? 0)),
  );
}

interface TextSums {
  /** Valid until the next text. */
  readonly sums: Float32Array;
  readonly isTruncated: boolean;
}

/** Adds up the rows of a text, the same as `Features.of` of `training/flash/features.py`. */
function createTextSums(
  table: HeadTable,
  tokenizer: Tokenizer,
  unknownId: number,
): (text: string) => TextSums {
  const { width } = table;
  const kinds = createUnitKinds();
  const store = createRunStore(
    table,
    createRunFeatures(tokenizer, unknownId),
    WINDOW_HEAD + WINDOW_TAIL,
  );
  const sums = new Float32Array(width);
  const linkedIn = new Uint32Array(1 << HASH_BITS);
  const slots = new Int32Array(WINDOW_HEAD + WINDOW_TAIL);
  const isSingle = new Uint8Array(WINDOW_HEAD + WINDOW_TAIL);
  const counts = { digits: 0, capitals: 0, beyond: 0, lines: 0, questions: 0 };
  let textNumber = 0;
  let runs = 0;

  function addRow(row: number): void {
    table.addRow(row, sums, 0);
  }

  /** Links are counted once a text. */
  function addLink(row: number): void {
    if (linkedIn[row] === textNumber) return;
    linkedIn[row] = textNumber;
    addRow(row);
  }

  function splitRuns(text: string): void {
    for (let at = 0; at < text.length; ) {
      const unit = text.charCodeAt(at);
      const kind = kinds[unit];
      if (kind !== UNIT.word) {
        countUnit(unit);
        if (kind !== UNIT.space) {
          isSingle[runs] = kind === UNIT.single ? 1 : 0;
          slots[runs++] = store.slotOfUnit(unit, kind === UNIT.single);
        }
        at += 1;
        continue;
      }
      const from = at;
      const end = Math.min(text.length, from + MAX_RUN);
      while (at < end) {
        const next = text.charCodeAt(at);
        if (kinds[next] !== UNIT.word) break;
        countUnit(next);
        at += 1;
      }
      isSingle[runs] = 0;
      slots[runs++] = store.slotOfRun(text, from, at);
    }
  }

  function countUnit(unit: number): void {
    if (unit >= 0x61 && unit <= 0x7a) return;
    if (unit >= 0x30 && unit <= 0x39) counts.digits += 1;
    else if (unit >= 0x41 && unit <= 0x5a) counts.capitals += 1;
    else if (unit > 0x7f) counts.beyond += 1;
    else if (unit === 0x0a) counts.lines += 1;
    if (unit === 0x3f || unit === 0xff1f || unit === 0x061f) counts.questions += 1;
  }

  function addRuns(): void {
    for (let run = 0; run < runs; run += 1) {
      const slot = slots[run] ?? 0;
      if (store.countedIn[slot] !== textNumber) {
        store.countedIn[slot] = textNumber;
        const at = slot * width;
        for (let place = 0; place < width; place += 1) {
          sums[place] = (sums[place] ?? 0) + (store.sums[at + place] ?? 0);
        }
      }
      if (run === 0) continue;
      const before = slots[run - 1] ?? 0;
      const last = store.lastSymbols[before] ?? 0;
      const first = store.firstSymbols[slot] ?? 0;
      addLink(rowOfPair(FEATURE.pair, last, first));
      if (run > 1 && isSingle[run] && isSingle[run - 1] && isSingle[run - 2]) {
        addLink(rowOfTriple(store.lastSymbols[slots[run - 2] ?? 0] ?? 0, last, first));
      }
    }
  }

  function addFlags(parts: readonly string[], size: number): void {
    addRow(rowOfPair(FEATURE.flag, 1, bucketOf(counts.digits, size)));
    addRow(rowOfPair(FEATURE.flag, 2, bucketOf(counts.capitals, size)));
    addRow(rowOfPair(FEATURE.flag, 3, bucketOf(counts.beyond, size)));
    addRow(rowOfPair(FEATURE.flag, 4, 32 - Math.clz32(runs)));
    addRow(rowOfPair(FEATURE.flag, 5, 32 - Math.clz32(counts.lines)));
    if (parts.some((part) => part.includes('```'))) addRow(rowOfOne(FEATURE.flag, 6));
    if (counts.questions > 0) addRow(rowOfOne(FEATURE.flag, 7));
    if (parts.some((part) => part.includes('http://') || part.includes('https://'))) {
      addRow(rowOfOne(FEATURE.flag, 8));
    }
    if (runs === 0) return;
    const first = store.firstSymbols[slots[0] ?? 0] ?? 0;
    addRow(rowOfOne(FEATURE.opening, first));
    if (runs === 1) return;
    addRow(rowOfPair(FEATURE.openingPair, first, store.firstSymbols[slots[1] ?? 0] ?? 0));
  }

  return (text) => {
    const isTruncated = text.length > WINDOW_HEAD + WINDOW_TAIL;
    const parts = isTruncated ? [text.slice(0, WINDOW_HEAD), text.slice(-WINDOW_TAIL)] : [text];
    textNumber += 1;
    if (textNumber > 0xffffffff) {
      textNumber = 1;
      linkedIn.fill(0);
      store.countedIn.fill(0);
    }
    runs = 0;
    sums.fill(0);
    counts.digits = counts.capitals = counts.beyond = counts.lines = counts.questions = 0;
    const size = isTruncated ? WINDOW_HEAD + WINDOW_TAIL : text.length;
    store.prepare(size);
    for (const part of parts) splitRuns(part);
    addRuns();
    addFlags(parts, size);
    return { sums, isTruncated };
  };
}

/** 0 none, then up to 5, 15, 40 and 100 percent. */
function bucketOf(part: number, whole: number): number {
  if (part === 0) return 0;
  if (part * 20 <= whole) return 1;
  if (part * 20 <= 3 * whole) return 2;
  return part * 5 <= 2 * whole ? 3 : 4;
}
