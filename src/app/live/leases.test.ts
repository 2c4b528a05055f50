import { describe, expect, it } from 'vitest';
import { createLeases } from './leases.ts';

function leasesOfNumbers() {
  const closed: number[] = [];
  let opened = 0;
  const leases = createLeases<number>(async (value) => {
    closed.push(value);
  });
  const acquire = (key: string) =>
    leases.acquire(key, () => {
      opened += 1;
      return opened;
    });
  return { acquire, closed };
}

describe('leases', () => {
  it('share what has the same key until the last one lets go', async () => {
    const { acquire, closed } = leasesOfNumbers();
    const [a, b, other] = [acquire('x'), acquire('x'), acquire('y')];
    expect([a.value, b.value, other.value]).toEqual([1, 1, 2]);
    await a.release();
    await a.release();
    expect(closed).toEqual([]);
    await b.release();
    expect(closed).toEqual([1]);
    expect(acquire('x').value).toBe(3);
  });
});
