import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.ts';

function breakerAfterFailures(count: number) {
  let time = 0;
  const breaker = new CircuitBreaker({ failures: 2, openMs: 1000, now: () => time });
  for (let n = 0; n < count; n += 1) breaker.fail();
  return { breaker, wait: (ms: number) => (time += ms) };
}

describe('a circuit breaker', () => {
  it('opens after failures in a row only', () => {
    const { breaker } = breakerAfterFailures(1);
    breaker.succeed();
    breaker.fail();
    expect(breaker.enter()).toBe(0);
    breaker.fail();
    expect(breaker.enter()).toBe(1000);
  });

  it('lets one call try after a while, and no other beside it', () => {
    const { breaker, wait } = breakerAfterFailures(2);
    wait(400);
    expect(breaker.enter()).toBe(600);
    wait(600);
    expect(breaker.enter()).toBe(0);
    expect(breaker.enter()).toBeGreaterThan(0);
    breaker.succeed();
    expect([breaker.enter(), breaker.enter()]).toEqual([0, 0]);
  });

  it('lets the next one try when the first says nothing', () => {
    const { breaker, wait } = breakerAfterFailures(2);
    wait(1000);
    breaker.enter();
    breaker.withdraw();
    expect(breaker.enter()).toBe(0);
    breaker.fail();
    expect(breaker.enter()).toBe(1000);
  });
});
