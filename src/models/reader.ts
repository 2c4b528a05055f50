import { combine, softmax } from './ensemble.ts';
import type { FlashModel } from './flash/flash-model.ts';
import type { Glosser } from './gloss/glosser.ts';
import type { GraphSession } from './graph-session.ts';
import type { Manifest } from './manifest.ts';
import type { StaticEmbedder } from './static-embedder.ts';
import { partsOf, type Sequence, windowOf } from './text-parts.ts';
import type { Tokenizer } from './wordpiece.ts';

/** What is known about one text; probabilities are calibrated, in the order of the task's labels. */
export interface Reading {
  /** L2-normalised. */
  readonly embedding: Float32Array<ArrayBuffer>;
  /** `flash`: the encoder is missing. */
  readonly tier: 'trunk' | 'flash';
  readonly probabilities: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  readonly tokens: number;
  /** The encoder looked at a window of the text. */
  readonly isTruncated: boolean;
  /** Some part of the text was not even screened for attacks. */
  readonly isScreenTruncated: boolean;
}

export interface ReaderOptions {
  readonly manifest: Manifest;
  readonly tokenizer: Tokenizer;
  readonly flash: FlashModel;
  /** Puts texts into the language of the encoder. */
  readonly gloss: Glosser;
  readonly engine: ReaderEngine;
}

/** Without the encoder the flash heads answer alone, and word rows stand for its vectors. */
export type ReaderEngine =
  | { readonly tier: 'trunk'; readonly session: GraphSession }
  | { readonly tier: 'flash'; readonly embedder: StaticEmbedder };

interface Draft<Id> {
  readonly id: Id;
  readonly text: string;
  readonly window: Sequence;
  /** The part of a long text that looks most like an attack. */
  readonly suspect: Suspect | undefined;
  readonly isScreenTruncated: boolean;
}

interface Suspect {
  readonly ids: Int32Array<ArrayBuffer>;
  readonly flash: Float32Array;
  /** How many parts it is the worst of. */
  readonly partCount: number;
}

/** One row of a batch: the window of a text, or its suspect. */
interface Row<Id> {
  readonly draft: Draft<Id>;
  readonly ids: Int32Array;
  readonly isSuspect: boolean;
}

/** What the encoder says about one row. */
interface RowOutputs {
  readonly embedding: Float32Array<ArrayBuffer>;
  readonly probabilities: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
}

/** Of this task every part of a text matters; its first label is the harmless one. */
const SCREENED = 'jailbreak';
/** Of a text beyond the window. */
const LONG_TOKENS = 72;
const PART_TOKENS = 64;
const PART_STRIDE = 48;
/** About 3 MB of English. */
const MAX_PARTS = 16_384;

/**
 * Reads texts: the encoder looks at a window of each, the flash heads at all of it. Long texts are also
 * screened for attacks part by part, and the worst part gets a pass of its own.
 */
export class Reader {
  readonly #options: ReaderOptions;
  readonly #outputs: readonly string[];

  constructor(options: ReaderOptions) {
    this.#options = options;
    for (const { name, labels } of options.manifest.tasks) {
      // Probabilities of both are joined by their place.
      if (String(options.flash.labels(name)) === String(labels)) continue;
      throw new Error(`the flash heads and the encoder differ in the labels of \`${name}\``);
    }
    this.#outputs = ['embedding', ...options.manifest.tasks.map(({ output }) => output)];
  }

  /** Calls `onReading` for each text as soon as it is read, short ones first. */
  async read<Id>(
    items: readonly { readonly id: Id; readonly text: string }[],
    onReading: (id: Id, reading: Reading) => void,
  ): Promise<void> {
    const drafts = items.map(({ id, text }) => this.#draft(id, text));
    const { engine } = this.#options;
    if (engine.tier === 'flash') {
      for (const draft of drafts) {
        const { vector } = engine.embedder.embed(this.#options.gloss(draft.text));
        onReading(draft.id, { ...this.#judge(draft), embedding: vector, tier: 'flash' });
      }
      return;
    }
    const windows = new Map<Draft<Id>, RowOutputs>();
    const suspects = new Map<Draft<Id>, RowOutputs>();
    for (const group of groupsOfSimilarLength(drafts.flatMap(rowsOf))) {
      const outputs = await this.#run(engine.session, group);
      for (const [index, { draft, isSuspect }] of group.entries()) {
        const found = outputs[index];
        if (found !== undefined) (isSuspect ? suspects : windows).set(draft, found);
        const window = windows.get(draft);
        if (window === undefined || (draft.suspect && !suspects.has(draft))) continue;
        const judged = this.#judge(draft, window, suspects.get(draft));
        onReading(draft.id, { ...judged, embedding: window.embedding, tier: 'trunk' });
      }
    }
  }

  #draft<Id>(id: Id, text: string): Draft<Id> {
    const { tokenizer, manifest, gloss } = this.#options;
    const { maxTokens } = manifest.tokenizer;
    const window = windowOf(tokenizer, gloss(text), { maxTokens, longTokens: LONG_TOKENS });
    if (!window.isTruncated) {
      return { id, text, window, suspect: undefined, isScreenTruncated: false };
    }
    const screened = this.#screen(text);
    return { id, text, window, ...screened };
  }

  #screen(text: string): Pick<Draft<unknown>, 'suspect' | 'isScreenTruncated'> {
    const { flash, tokenizer, manifest, gloss } = this.#options;
    const { parts, isComplete } = partsOf(text, {
      tokens: PART_TOKENS,
      stride: PART_STRIDE,
      maxParts: MAX_PARTS,
    });
    let worst: { readonly part: string; readonly flash: Float32Array } | undefined;
    for (const { start, end } of parts) {
      const part = text.slice(start, end);
      const found = flash.classify(part, [SCREENED]).probabilities[SCREENED];
      if (found === undefined) break;
      if (worst === undefined || harmOf(found) > harmOf(worst.flash))
        worst = { part, flash: found };
    }
    const { maxTokens } = manifest.tokenizer;
    const suspect = worst && {
      flash: worst.flash,
      partCount: parts.length,
      ids: Int32Array.from(tokenizer.encode(gloss(worst.part), maxTokens).ids),
    };
    return { suspect, isScreenTruncated: !isComplete };
  }

  async #run<Id>(session: GraphSession, group: readonly Row<Id>[]): Promise<readonly RowOutputs[]> {
    const { tasks } = this.#options.manifest;
    const found = await session.run(
      group.map(({ ids }) => ids),
      this.#outputs,
    );
    return group.map((_, row) => ({
      embedding: rowOf(found.embedding, row, group.length),
      probabilities: Object.fromEntries(
        tasks.map(({ name, output }) => [name, softmax(rowOf(found[output], row, group.length))]),
      ),
    }));
  }

  #judge<Id>(
    draft: Draft<Id>,
    window?: RowOutputs,
    suspect?: RowOutputs,
  ): Omit<Reading, 'embedding' | 'tier'> {
    const { flash, manifest } = this.#options;
    const alone = flash.classify(draft.text).probabilities;
    const probabilities: Record<string, Float32Array<ArrayBuffer>> = {};
    for (const task of manifest.tasks) {
      const { name, labels } = task;
      const shallow = alone[name] ?? new Float32Array(labels.length).fill(1 / labels.length);
      const deep = window?.probabilities[name];
      probabilities[name] =
        deep === undefined ? Float32Array.from(shallow) : combine(shallow, deep, task);
    }
    const screened = draft.suspect && this.#suspicion(draft.suspect, suspect);
    const whole = probabilities[SCREENED];
    if (screened && whole && harmOf(screened) > harmOf(whole)) probabilities[SCREENED] = screened;
    return {
      probabilities,
      tokens: draft.window.ids.length,
      isTruncated: draft.window.isTruncated,
      isScreenTruncated: draft.isScreenTruncated,
    };
  }

  #suspicion({ flash, partCount }: Suspect, outputs?: RowOutputs): Float32Array<ArrayBuffer> {
    const task = this.#options.manifest.tasks.find(({ name }) => name === SCREENED);
    const deep = outputs?.probabilities[SCREENED];
    const found = task && deep ? combine(flash, deep, task) : Float32Array.from(flash);
    return lessSurprising(found, partCount);
  }
}

/** The worst of many harmless parts looks worse than one of few: the odds of the harmless label rise. */
function lessSurprising(
  probabilities: Float32Array<ArrayBuffer>,
  partCount: number,
): Float32Array<ArrayBuffer> {
  const factor = 1 + Math.log(Math.max(1, partCount));
  const total = 1 + (factor - 1) * (probabilities[0] ?? 0);
  return probabilities.map((value, label) => (label === 0 ? value * factor : value) / total);
}

function harmOf(probabilities: Float32Array): number {
  return 1 - (probabilities[0] ?? 1);
}

function rowsOf<Id>(draft: Draft<Id>): readonly Row<Id>[] {
  const window: Row<Id> = { draft, ids: draft.window.ids, isSuspect: false };
  return draft.suspect ? [window, { draft, ids: draft.suspect.ids, isSuspect: true }] : [window];
}

/** Padding costs as much as text, so a group spans at most a quarter of its shortest length. */
function groupsOfSimilarLength<Id>(rows: readonly Row<Id>[]): Row<Id>[][] {
  const sorted = rows.toSorted((a, b) => a.ids.length - b.ids.length);
  const groups: Row<Id>[][] = [];
  for (const row of sorted) {
    const group = groups.at(-1);
    const shortest = group?.[0]?.ids.length ?? 0;
    if (group && row.ids.length <= shortest * 1.25) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** A copy: a view would keep the whole batch in memory for as long as the row is kept. */
function rowOf(
  rows: Float32Array<ArrayBuffer> | undefined,
  row: number,
  count: number,
): Float32Array<ArrayBuffer> {
  if (rows === undefined) throw new Error('the encoder lacks an output that the manifest names');
  const width = rows.length / count;
  return rows.slice(row * width, (row + 1) * width);
}
