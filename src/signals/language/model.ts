import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Script, scripts } from './scripts.ts';

const count = z
  .int()
  .min(0)
  .max(1 << 24);

const header = z.object({
  format: z.literal(1),
  groups: z.array(
    z.object({
      script: z.enum(scripts),
      languages: z.array(z.string()).min(2).max(255),
      biases: z.array(z.number()),
      scale: z.number(),
      /** Power of two. */
      slots: count,
      postings: count,
    }),
  ),
});

/** Linear classifier of the languages that share a script, over hashed n-grams. */
export interface LanguageGroup {
  readonly languages: readonly string[];
  readonly biases: readonly number[];
  /** Turns the stored weights into logits. */
  readonly scale: number;
  /** Upper half of the hash that sits in a slot. */
  readonly fingerprints: Uint16Array;
  /** Slot -> first of its entries in the next two; equal to the following one when it is empty. */
  readonly starts: Uint32Array;
  readonly languageNumbers: Uint8Array;
  readonly weights: Int8Array;
}

/** Reads the weights that `training/language` wrote: a JSON header, then the arrays of each group. */
export function readLanguageModel(file: string | URL): ReadonlyMap<Script, LanguageGroup> {
  const bytes = new Uint8Array(readFileSync(file));
  const headerLength = new DataView(bytes.buffer).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + headerLength));
  const { groups } = header.parse(JSON.parse(text));
  let at = 4 + headerLength;
  const take = <T>(make: (buffer: ArrayBuffer, offset: number) => T, byteLength: number): T => {
    const array = make(bytes.buffer, at);
    at += Math.ceil(byteLength / 4) * 4;
    return array;
  };
  return new Map(
    groups.map(({ script, slots, postings, ...group }) => [
      script,
      {
        ...group,
        fingerprints: take((buffer, offset) => new Uint16Array(buffer, offset, slots), slots * 2),
        starts: take((buffer, offset) => new Uint32Array(buffer, offset, slots + 1), slots * 4 + 4),
        languageNumbers: take(
          (buffer, offset) => new Uint8Array(buffer, offset, postings),
          postings,
        ),
        weights: take((buffer, offset) => new Int8Array(buffer, offset, postings), postings),
      },
    ]),
  );
}

/** Adds up the weights of known n-grams and returns how many are known; for one caller at a time. */
export function createWeigher(group: LanguageGroup) {
  const { fingerprints, starts, languageNumbers, weights } = group;
  const mask = fingerprints.length - 1;
  const repeats = new Uint16Array(fingerprints.length);
  const found = new Uint16Array(fingerprints.length);

  function findSlot(hash: number): number {
    const fingerprint = hash >>> 16;
    let slot = hash & mask;
    while (starts[slot] !== starts[slot + 1]) {
      if (fingerprints[slot] === fingerprint) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  // Frequent n-grams weigh on many languages, so each is added once, times its repeats.
  return (hashes: Uint32Array, count: number, sums: Int32Array): number => {
    let distinct = 0;
    let known = 0;
    for (let index = 0; index < count; index += 1) {
      const slot = findSlot(hashes[index] as number);
      if (slot === -1) continue;
      known += 1;
      if (repeats[slot] === 0) found[distinct++] = slot;
      repeats[slot] = (repeats[slot] as number) + 1;
    }
    for (let index = 0; index < distinct; index += 1) {
      const slot = found[index] as number;
      const times = repeats[slot] as number;
      repeats[slot] = 0;
      const end = starts[slot + 1] as number;
      for (let entry = starts[slot] as number; entry < end; entry += 1) {
        const language = languageNumbers[entry] as number;
        sums[language] = (sums[language] as number) + times * (weights[entry] as number);
      }
    }
    return known;
  };
}
