import { describe, expect, it } from 'vitest';
import { createTimeOrderedIds, firstIdAt } from './time-ordered-id.ts';

const noon = Date.UTC(2026, 5, 1, 12);

describe('time-ordered ids', () => {
  it('have 26 characters that need no escaping in a URL', () => {
    expect(createTimeOrderedIds().next(noon)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('sort by time, and by order of creation within a millisecond', () => {
    const ids = createTimeOrderedIds();
    const made = [noon, noon, noon + 1, noon + 1_000_000, noon + 1_000_000].map((at) =>
      ids.next(at),
    );
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('ascend across every carry of the counter', () => {
    const ids = createTimeOrderedIds((size) => new Uint8Array(size).fill(0x0f));
    let last = '';
    for (let index = 0; index < 2_200_000; index += 1) {
      const id = ids.next(noon);
      if (id <= last) expect.unreachable(`${id} follows ${last}`);
      last = id;
    }
  });

  it('ascend when the clock steps back', () => {
    const ids = createTimeOrderedIds();
    const before = ids.next(noon);
    expect(ids.next(noon - 5_000) > before).toBe(true);
  });

  it('differ between generators that share a clock', () => {
    const all = Array.from({ length: 1000 }, () => createTimeOrderedIds().next(noon));
    expect(new Set(all).size).toBe(1000);
  });

  it('lie between the bounds of their millisecond', () => {
    const id = createTimeOrderedIds().next(noon);
    expect(firstIdAt(noon) <= id).toBe(true);
    expect(id < firstIdAt(noon + 1)).toBe(true);
  });
});
