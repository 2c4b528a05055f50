import { describe, expect, it } from 'vitest';
import { securityAnswer, securityOptions } from './security.ts';

const labels = ['benign', 'jailbreak', 'injection', 'harmful'];

function answer(probabilities: readonly number[], options: object = {}) {
  const classification = {
    labels,
    probabilities: Float32Array.from(probabilities),
    tier: 'flash',
    isDegraded: false,
    isTruncated: false,
  } as const;
  const parsed = securityOptions.parse(options);
  return securityAnswer(classification, { ...parsed, threshold: 0.65 });
}

describe('the verdict on a prompt', () => {
  it.each([
    ['a benign text', [0.97, 0.01, 0.01, 0.01], {}, false, []],
    ['a jailbreak', [0.05, 0.9, 0.03, 0.02], {}, true, ['jailbreak']],
    ['an injection', [0.1, 0.2, 0.7, 0], {}, true, ['injection']],
    [
      'two kinds that reach the threshold together',
      [0.3, 0.35, 0.35, 0],
      {},
      true,
      labels.slice(1, 3),
    ],
    ['less than the threshold', [0.4, 0.3, 0.3, 0], {}, false, []],
    ['a harmful request', [0.1, 0.05, 0.05, 0.8], {}, false, ['harmful']],
    ['a harmful request, high', [0.1, 0.05, 0.05, 0.8], { sensitivity: 'high' }, true, ['harmful']],
    ['a likely jailbreak, low', [0.2, 0.8, 0, 0], { sensitivity: 'low' }, false, []],
    ['a sure jailbreak, low', [0.1, 0.9, 0, 0], { sensitivity: 'low' }, true, ['jailbreak']],
    ['a kind not asked for', [0.1, 0.9, 0, 0], { detection_types: ['injection'] }, false, []],
    [
      'harmful not counted alone',
      [0, 0, 0, 1],
      { detection_types: ['harmful'] },
      false,
      ['harmful'],
    ],
  ] as const)('of %s', (_, probabilities, options, isJailbreak, types) => {
    const verdict = answer(probabilities, options);
    expect(verdict.is_jailbreak).toBe(isJailbreak);
    expect(verdict.detection_types).toEqual(types);
    expect(verdict.recommendation).toBe(isJailbreak ? 'block' : 'allow');
  });

  it('names an attack whenever it finds one', () => {
    for (let share = 0; share <= 1; share += 0.01) {
      const found = answer([0.3, 0.7 * share, 0.7 * (1 - share), 0]);
      expect(found.is_jailbreak).toBe(true);
      expect(found.detection_types).not.toHaveLength(0);
    }
  });

  it('has the confidence of the verdict, not of the attack', () => {
    expect(answer([0.75, 0.25, 0, 0])).toMatchObject({ risk_score: 0.25, confidence: 0.75 });
    expect(answer([0.25, 0.75, 0, 0])).toMatchObject({ risk_score: 0.75, confidence: 0.75 });
  });

  it('gives its reason where it is asked for', () => {
    expect(answer([0.25, 0.75, 0, 0]).reasoning).toBeUndefined();
    expect(answer([0.25, 0.75, 0, 0], { include_reasoning: true }).reasoning).toBe(
      'the risk 0.750 of jailbreak or injection reaches the threshold 0.65',
    );
  });
});
