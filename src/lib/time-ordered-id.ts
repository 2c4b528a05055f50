import { randomBytes } from 'node:crypto';

/** Hands out ids that sort by time; ids of one generator always ascend. */
export interface TimeOrderedIds {
  next(epochMs: number): string;
}

// Crockford's base 32 in lower case: its characters ascend in ASCII, so text order is number order.
const digits = '0123456789abcdefghjkmnpqrstvwxyz';
const timeLength = 10;
const counterMask = 2 ** 40;

/**
 * Ids of 26 characters: 10 of time, 8 that name the generator, 8 of a counter.
 * Several processes may write to one store without talking to each other.
 */
export function createTimeOrderedIds(
  random: (size: number) => Uint8Array = randomBytes,
): TimeOrderedIds {
  const generator = base32(readUint40(random(5)), 8);
  // The upper half stays free, so that the counter does not wrap within one generator's life.
  let counter = readUint40(random(5)) % (counterMask / 2);
  let lastMs = -1;
  let prefix = '';
  let counterHigh = -1;
  let counterPrefix = '';

  return {
    next(epochMs) {
      // A clock that steps back must not make ids descend.
      if (epochMs > lastMs) {
        lastMs = epochMs;
        prefix = firstIdAt(epochMs) + generator;
      }
      counter += 1;
      const high = Math.floor(counter / 2 ** 20);
      if (high !== counterHigh) {
        counterHigh = high;
        counterPrefix = base32(high, 4);
      }
      return prefix + counterPrefix + base32(counter % 2 ** 20, 4);
    },
  };
}

/** Sorts before every id of that millisecond or later, and after every earlier one. */
export function firstIdAt(epochMs: number): string {
  return base32(Math.max(0, Math.floor(epochMs)), timeLength);
}

function base32(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let index = 0; index < length; index += 1) {
    text = digits.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function readUint40(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
