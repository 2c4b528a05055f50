import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readListedFile } from '../model-folder.ts';
import { createWordPiece, type Tokenizer } from '../wordpiece.ts';
import { FEATURE, HASH_BITS, rowOfOne, rowOfPair, rowOfTriple } from './feature-hash.ts';
import { type FlashManifest, readFlashManifest } from './flash-manifest.ts';
import { type HeadTable, readHeadTable } from './head-table.ts';
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
  readonly from: number;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
}

const WINDOW_HEAD = 12_288;
const WINDOW_TAIL = 4_096;

/**
 * Opens a folder with flash heads; an error names the file and the remedy.
 * @public
 */
export function openFlashModel(folder: string | URL, options: FlashOptions = {}): FlashModel {
  const directory = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const manifest = readFlashManifest(directory);
  const source = { directory, manifest, verify: options.verify ?? false };
  const content = readListedFile(source, 'heads.bin');
  const table = readHeadTable(content, {
    file: join(directory, 'heads.bin'),
    rows: manifest.rows,
    rarityScale: manifest.rarityScale,
    columns: manifest.tasks.reduce((sum, { labels }) => sum + labels.length, 0),
  });
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
    labels: (task) => heads.get(task)?.labels,
    classify(text, wanted = tasks) {
      const { sums, norm, isTruncated } = sumText(text);
      const probabilities: Record<string, Float32Array> = {};
      for (const task of wanted) {
        const head = heads.get(task);
        if (!head)
          throw new Error(`the flash model has no task \`${task}\`, it has ${tasks.join(', ')}`);
        probabilities[task] = softmaxOf(head, sums, norm);
      }
      return { probabilities, isTruncated };
    },
  };
}

function headsOf(manifest: FlashManifest): ReadonlyMap<string, Head> {
  let from = 0;
  const heads = new Map<string, Head>();
  for (const { name, labels, scales, biases } of manifest.tasks) {
    heads.set(name, {
      labels,
      from,
      scales: Float32Array.from(scales),
      biases: Float32Array.from(biases),
    });
    from += labels.length;
  }
  return heads;
}

function softmaxOf({ labels, from, scales, biases }: Head, sums: Float32Array, norm: number) {
  const result = new Float32Array(labels.length);
  let highest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < result.length; label += 1) {
    const score = ((sums[from + label] ?? 0) / norm) * (scales[label] ?? 0) + (biases[label] ?? 0);
    result[label] = score;
    if (score > highest) highest = score;
  }
  let total = 0;
  for (let label = 0; label < result.length; label += 1) {
    const part = Math.exp((result[label] ?? 0) - highest);
    result[label] = part;
    total += part;
  }
  for (let label = 0; label < result.length; label += 1)
    result[label] = (result[label] ?? 0) / total;
  return result;
}

interface TextSums {
  /** Valid until the next text. */
  readonly sums: Float32Array;
  readonly norm: number;
  readonly isTruncated: boolean;
}

/** Adds up the rows of a text, the same as `Features.of` of `training/flash/features.py`. */
function createTextSums(
  table: HeadTable,
  tokenizer: Tokenizer,
  unknownId: number,
): (text: string) => TextSums {
  const { columns } = table;
  const kinds = createUnitKinds();
  const store = createRunStore(
    table,
    createRunFeatures(tokenizer, unknownId),
    WINDOW_HEAD + WINDOW_TAIL,
  );
  const sums = new Float32Array(columns);
  const linkedIn = new Uint32Array(1 << HASH_BITS);
  const slots = new Int32Array(WINDOW_HEAD + WINDOW_TAIL);
  const isSingle = new Uint8Array(WINDOW_HEAD + WINDOW_TAIL);
  const counts = { digits: 0, capitals: 0, beyond: 0, lines: 0, questions: 0 };
  let textNumber = 0;
  let runs = 0;
  let squares = 0;

  function addRow(row: number): void {
    squares += table.addRow(row, sums, 0);
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
        squares += store.squares[slot] ?? 0;
        const at = slot * columns;
        for (let column = 0; column < columns; column += 1) {
          sums[column] = (sums[column] ?? 0) + (store.sums[at + column] ?? 0);
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
    squares = 0;
    sums.fill(0);
    counts.digits = counts.capitals = counts.beyond = counts.lines = counts.questions = 0;
    store.prepare();
    for (const part of parts) splitRuns(part);
    addRuns();
    addFlags(parts, isTruncated ? WINDOW_HEAD + WINDOW_TAIL : text.length);
    return { sums, norm: Math.sqrt(Math.max(squares, 1e-12)), isTruncated };
  };
}

/** 0 none, then up to 5, 15, 40 and 100 percent. */
function bucketOf(part: number, whole: number): number {
  if (part === 0) return 0;
  if (part * 20 <= whole) return 1;
  if (part * 20 <= 3 * whole) return 2;
  return part * 5 <= 2 * whole ? 3 : 4;
}
