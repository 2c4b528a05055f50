import type { PiiEntity, PiiType } from './pii-types.ts';
import type { TagTable } from './tag-table.ts';
import {
  ATTRIBUTE,
  ATTRIBUTES,
  type FeatureList,
  MAX_FULL_UNITS,
  mixHash,
  REACH,
  readTaggerFeatures,
  rowOf,
  stepHash,
} from './tagger-features.ts';
import { createUnitTables, MAX_WORD_UNITS, SHAPE, UNIT_KIND } from './token-units.ts';

/** Names, places, addresses and the like, by the words around them; sorted, without overlaps. */
export type TagEntities = (text: string) => readonly PiiEntity[];

/** Tokens that are held at once, so that memory does not grow with the text. */
const BLOCK_TOKENS = 4096;
const SLOTS = BLOCK_TOKENS + 2 * REACH;
/** Stands for the tag before the first token. */
const START_TAG = 255;
const LINE_END = 10;
const GAP = { none: 1, space: 2, lineEnd: 3, textStart: 4 } as const;

/**
 * Makes the tagger: tag 0 is outside, type t begins with 2t + 1 and goes on with 2t + 2. Greedy, from
 * left to right, in whole numbers, so every machine finds the same. Not re-entrant, as it is
 * synchronous; holds about 250 KiB beside the table.
 */
export function createTagger(
  table: TagTable,
  {
    types,
    reported,
    scale,
    leastConfidence,
  }: {
    readonly types: readonly PiiType[];
    /** Types that are handed out; the others only help to tell them apart. */
    readonly reported: readonly PiiType[];
    /** What one step of a weight is worth in the logarithm of the odds. */
    readonly scale: number;
    /** Entities with a token that is less sure are dropped. */
    readonly leastConfidence: number;
  },
): TagEntities {
  const { kinds, folded, shapes } = createUnitTables();
  const { map, starts: offsets, cells } = table;
  const features = readTaggerFeatures();
  const isReported = types.map((type) => reported.includes(type));
  const tagCount = 1 + 2 * types.length;
  const attributes = new Int32Array(SLOTS * ATTRIBUTES);
  const starts = new Int32Array(SLOTS);
  const ends = new Int32Array(SLOTS);
  const scores = new Int32Array(tagCount);

  function hashPart(text: string, seed: number, from: number, to: number): number {
    let hash = seed;
    for (let unitAt = from; unitAt < to; unitAt++) {
      hash = stepHash(hash, folded[text.charCodeAt(unitAt)] as number);
    }
    return mixHash(hash);
  }

  /** Writes the hashes of one token into its slot. */
  function readToken(text: string, start: number, end: number, at: number): void {
    let word = 1;
    let squeezed = 2;
    let full = 3;
    let lastShape = -1;
    for (let unitAt = start; unitAt < end; unitAt++) {
      const unit = text.charCodeAt(unitAt);
      const shape = shapes[unit] as number;
      word = stepHash(word, folded[unit] as number);
      if (shape !== lastShape) squeezed = stepHash(squeezed, shape);
      if (unitAt - start < MAX_FULL_UNITS) full = stepHash(full, shape);
      lastShape = shape;
    }
    attributes[at + ATTRIBUTE.word] = mixHash(word);
    attributes[at + ATTRIBUTE.squeezed] = mixHash(squeezed);
    attributes[at + ATTRIBUTE.full] = mixHash(stepHash(full, end - start > MAX_FULL_UNITS ? 1 : 0));
    attributes[at + ATTRIBUTE.prefix2] = hashPart(text, 4, start, Math.min(start + 2, end));
    attributes[at + ATTRIBUTE.prefix3] = hashPart(text, 5, start, Math.min(start + 3, end));
    attributes[at + ATTRIBUTE.suffix2] = hashPart(text, 6, Math.max(end - 2, start), end);
    attributes[at + ATTRIBUTE.suffix3] = hashPart(text, 7, Math.max(end - 3, start), end);
    attributes[at + ATTRIBUTE.suffix4] = hashPart(text, 8, Math.max(end - 4, start), end);
  }

  function addRow(row: number): void {
    if ((((map[row >> 3] as number) >> (row & 7)) & 1) === 0) return;
    const end = offsets[row + 1] as number;
    for (let at = offsets[row] as number; at < end; at++) {
      const cell = cells[at] as number;
      const tag = cell & 255;
      scores[tag] = (scores[tag] as number) + (cell >> 8);
    }
  }

  /** Adds the weights of a list of features; `seen` is what they know of the tags before. */
  function addFeatures(list: FeatureList, at: number, seen: number): void {
    const { seeds, bounds, parts } = list;
    for (let feature = 0; feature < seeds.length; feature++) {
      let hash = seeds[feature] as number;
      const end = bounds[feature + 1] as number;
      for (let part = bounds[feature] as number; part < end; part++) {
        hash = stepHash(hash, attributes[at + (parts[part] as number)] as number);
      }
      addRow(rowOf(seen < 0 ? hash : stepHash(hash, seen)));
    }
  }

  function bestTag(at: number, last: number, second: number): number {
    scores.fill(0);
    addFeatures(features.state, at, -1);
    addFeatures(features.last, at, last);
    addFeatures(features.lastTwo, at, last * 256 + second);
    let best = 0;
    for (let tag = 1; tag < tagCount; tag++) {
      // A type goes on only behind itself.
      if ((tag & 1) === 0 && last !== tag && last !== tag - 1) continue;
      if ((scores[tag] as number) > (scores[best] as number)) best = tag;
    }
    return best;
  }

  function certainty(best: number, last: number): number {
    let sum = 0;
    for (let tag = 0; tag < tagCount; tag++) {
      if ((tag & 1) === 0 && tag > 0 && last !== tag && last !== tag - 1) continue;
      sum += Math.exp(((scores[tag] as number) - (scores[best] as number)) * scale);
    }
    return 1 / sum;
  }

  return (text) => {
    const entities: PiiEntity[] = [];
    let position = 0;
    let lineEnd = -1;
    let lineCase = 0;
    let previousEnd = -1;
    let last = START_TAG;
    let second = START_TAG;
    let open: { type: PiiType; start: number; end: number; confidence: number } | undefined;

    const readLine = () => {
      lineCase = 0;
      for (lineEnd = position; lineEnd < text.length; lineEnd++) {
        const unit = text.charCodeAt(lineEnd);
        if (unit === LINE_END) return;
        const shape = shapes[unit];
        if (shape === SHAPE.lower) lineCase |= 1;
        else if (shape === SHAPE.upper) lineCase |= 2;
      }
    };

    /** Reads the next token into a slot; false at the end of the text. */
    const nextToken = (slot: number): boolean => {
      let gap: number = previousEnd < 0 ? GAP.textStart : GAP.none;
      for (; position < text.length; position++) {
        const unit = text.charCodeAt(position);
        if (kinds[unit] !== UNIT_KIND.space) break;
        if (gap === GAP.none) gap = GAP.space;
        if (unit === LINE_END && gap === GAP.space) gap = GAP.lineEnd;
      }
      if (position >= text.length) return false;
      if (position > lineEnd) readLine();
      const start = position;
      const kind = kinds[text.charCodeAt(position++)];
      if (kind === UNIT_KIND.word) {
        const limit = Math.min(text.length, start + MAX_WORD_UNITS);
        while (position < limit && kinds[text.charCodeAt(position)] === UNIT_KIND.word) position++;
      } else if (kind === UNIT_KIND.high && position < text.length) {
        if (kinds[text.charCodeAt(position)] === UNIT_KIND.low) position++;
      }
      const at = slot * ATTRIBUTES;
      readToken(text, start, position, at);
      attributes[at + ATTRIBUTE.gap] = gap;
      attributes[at + ATTRIBUTE.lineCase] = lineCase;
      starts[slot] = start;
      ends[slot] = position;
      previousEnd = position;
      return true;
    };

    const close = () => {
      if (open && open.confidence >= leastConfidence) entities.push({ ...open, source: 'tagger' });
      open = undefined;
    };

    const tagSlot = (slot: number) => {
      const tag = bestTag(slot * ATTRIBUTES, last, second);
      if (open && (tag === 0 || (tag & 1) === 1)) close();
      const kind = (tag - 1) >> 1;
      if (tag > 0 && isReported[kind]) {
        const sure = certainty(tag, last);
        const end = ends[slot] as number;
        if (open) {
          open.end = end;
          open.confidence = Math.min(open.confidence, sure);
        } else {
          open = {
            type: types[kind] as PiiType,
            start: starts[slot] as number,
            end,
            confidence: sure,
          };
        }
      }
      second = last;
      last = tag;
    };

    attributes.fill(0, 0, REACH * ATTRIBUTES);
    let filled = REACH;
    let next = REACH;
    for (let isMore = true; isMore; ) {
      while (filled < SLOTS - REACH && isMore) {
        isMore = nextToken(filled);
        if (isMore) filled++;
      }
      let known = filled - REACH;
      if (!isMore) {
        attributes.fill(0, filled * ATTRIBUTES, (filled + REACH) * ATTRIBUTES);
        known = filled;
      }
      for (; next < known; next++) tagSlot(next);
      // The last tokens stay as context of the next block, and the untagged ones behind them.
      const from = Math.max(0, next - REACH);
      attributes.copyWithin(0, from * ATTRIBUTES, filled * ATTRIBUTES);
      starts.copyWithin(0, from, filled);
      ends.copyWithin(0, from, filled);
      filled -= from;
      next -= from;
    }
    close();
    return entities;
  };
}
