import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLineBatch } from './line-batch.ts';

describe('line batch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const written: string[] = [];
    const batch = createLineBatch({ write: (lines) => written.push(String(lines)), maxBytes: 10 });
    return { written, batch };
  }

  it('hands lines over together, a moment after the first', () => {
    const { written, batch } = start();
    batch.write('a\n');
    vi.advanceTimersByTime(49);
    batch.write('b\n');
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(written).toEqual(['a\nb\n']);
    batch.write('c\n');
    vi.advanceTimersByTime(50);
    expect(written).toEqual(['a\nb\n', 'c\n']);
  });

  it('hands lines over at once when there are many, and a long one whole', () => {
    const { written, batch } = start();
    for (const line of ['1234\n', '5678\n', `${'x'.repeat(99)}\n`]) batch.write(line);
    expect(written).toEqual(['1234\n5678\n', `${'x'.repeat(99)}\n`]);
    vi.advanceTimersByTime(1_000);
    expect(written).toHaveLength(2);
  });

  it('takes lines that are written byte by byte', () => {
    const { written, batch } = start();
    const line = batch.begin();
    line.string('1234567');
    line.ascii('\n');
    batch.end();
    expect(written).toEqual(['"1234567"\n']);
  });

  it('forgets a line that was not ended', () => {
    const { written, batch } = start();
    batch.write('a\n');
    batch.begin().ascii('half');
    batch.write('b\n');
    batch.begin().ascii('half');
    batch.flush();
    expect(written).toEqual(['a\nb\n']);
  });

  it('hands over what waits when it is told to', () => {
    const { written, batch } = start();
    batch.flush();
    expect(written).toEqual([]);
    batch.write('a\n');
    batch.flush();
    expect(written).toEqual(['a\n']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
