import { z } from 'zod';
import type { Classification } from '../../models/text-models.ts';
import { inputText, listOf } from '../request-body.ts';
import { byLabel, marksOf } from './distribution.ts';

const ATTACKS = ['jailbreak', 'injection', 'harmful'] as const;

/**
 * `sensitivity`: `low` decides halfway between the threshold and 1, `medium` at the threshold, `high` at
 * the threshold and counts `harmful` requests as well as attacks on the model.
 */
export const securityOptions = z.strictObject({
  detection_types: listOf(z.enum(ATTACKS), 16).default([]),
  sensitivity: z.enum(['low', 'medium', 'high']).default('medium'),
  include_reasoning: z.boolean().default(false),
});

export const securityBody = z.strictObject({
  text: inputText,
  options: securityOptions.prefault({}),
});

interface SecurityOptions extends z.output<typeof securityOptions> {
  /** 0..1, on the risk. */
  readonly threshold: number;
}

/**
 * The risk is what is neither `benign` nor `harmful`: a harmful request is listed in `detection_types`
 * where its own probability reaches the threshold, but attacks nobody, so it makes `is_jailbreak`
 * true only under the sensitivity `high`.
 */
export function securityAnswer(classification: Classification, options: SecurityOptions) {
  const { detection_types, sensitivity, include_reasoning } = options;
  const given = byLabel(classification);
  const probabilities = Object.fromEntries(
    ['benign', ...ATTACKS].map((label) => [label, given[label] ?? 0]),
  );
  const of = (label: string) => probabilities[label] ?? 0;
  const wanted = ATTACKS.filter(
    (attack) => detection_types.length === 0 || detection_types.includes(attack),
  );
  const counted = wanted.filter((attack) => attack !== 'harmful' || sensitivity === 'high');
  const threshold = sensitivity === 'low' ? (options.threshold + 1) / 2 : options.threshold;
  const risk = Math.min(
    1,
    counted.reduce((sum, attack) => sum + of(attack), 0),
  );
  const isJailbreak = counted.length > 0 && risk >= threshold;
  const found = wanted
    .filter((attack) =>
      counted.includes(attack)
        ? // One of them has at least the mean, so a verdict always names its attack.
          isJailbreak && of(attack) >= risk / counted.length
        : of(attack) >= threshold,
    )
    .sort((a, b) => of(b) - of(a));
  const verdict = isJailbreak ? 'reaches' : 'is below';
  return {
    is_jailbreak: isJailbreak,
    risk_score: risk,
    detection_types: found,
    confidence: isJailbreak ? risk : 1 - risk,
    recommendation: isJailbreak ? 'block' : 'allow',
    ...(include_reasoning && {
      reasoning: `the risk ${risk.toFixed(3)} of ${counted.join(' or ') || 'nothing'} ${verdict} the threshold ${threshold}`,
    }),
    patterns_detected: found,
    probabilities,
    ...marksOf(classification),
  } as const;
}
