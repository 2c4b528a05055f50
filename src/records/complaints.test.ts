import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createComplaints } from './complaints.ts';

describe('complaints', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const lines: Record<string, unknown>[] = [];
    const log = pino(
      { base: null, timestamp: false },
      { write: (line) => lines.push(JSON.parse(line)) },
    );
    return { lines, complaints: createComplaints(log, 1_000) };
  }

  it('writes the first one at once, with its error', () => {
    const { lines, complaints } = start();
    complaints.add('records were lost', 3, new Error('disk full'));
    expect(lines).toMatchObject([
      { level: 50, msg: 'records were lost', count: 3, err: { message: 'disk full' } },
    ]);
  });

  it('writes the sum of those that follow once an interval', () => {
    const { lines, complaints } = start();
    for (let count = 0; count < 100; count += 1) complaints.add('lost', 2);
    vi.advanceTimersByTime(999);
    expect(lines).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(lines.map((line) => line.count)).toEqual([2, 198]);
    complaints.add('lost', 5);
    expect(lines).toHaveLength(2);
    vi.advanceTimersByTime(1_000);
    expect(lines.map((line) => line.count)).toEqual([2, 198, 5]);
  });

  it('writes at once again after a quiet interval', () => {
    const { lines, complaints } = start();
    complaints.add('lost', 1);
    vi.advanceTimersByTime(5_000);
    expect(lines).toHaveLength(1);
    complaints.add('lost', 4);
    expect(lines.map((line) => line.count)).toEqual([1, 4]);
  });

  it('keeps kinds of trouble apart', () => {
    const { lines, complaints } = start();
    complaints.add('lost', 1);
    complaints.add('dropped', 2);
    expect(lines.map((line) => line.msg)).toEqual(['lost', 'dropped']);
  });

  it('writes what waits when it is closed', () => {
    const { lines, complaints } = start();
    complaints.add('lost', 1);
    complaints.add('lost', 2);
    complaints.close();
    expect(lines.map((line) => line.count)).toEqual([1, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
