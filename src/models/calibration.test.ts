import { describe, expect, it } from 'vitest';
import { createCalibration } from './calibration.ts';

const calibrate = createCalibration([
  [-1, 0],
  [0, 0.5],
  [0.4, 0.75],
  [1, 1],
]);

describe('similarity calibration', () => {
  it.each([
    [-2, 0],
    [-1, 0],
    [-0.5, 0.25],
    [0, 0.5],
    [0.2, 0.625],
    [0.4, 0.75],
    [0.7, 0.875],
    [1, 1],
    [1.0001, 1],
  ])('maps %d to %d', (raw, mapped) => {
    expect(calibrate(raw)).toBeCloseTo(mapped, 10);
  });

  it('never falls', () => {
    const mapped = Array.from({ length: 201 }, (_, index) => calibrate(index / 100 - 1));
    expect(mapped).toEqual([...mapped].sort((a, b) => a - b));
  });

  it('refuses knots that do not ascend', () => {
    expect(() =>
      createCalibration([
        [0, 0.5],
        [0, 1],
      ]),
    ).toThrow('must ascend');
  });
});
