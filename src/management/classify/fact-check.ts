import type { Classification } from '../../models/text-models.ts';
import { byLabel, marksOf } from './distribution.ts';

/** A text needs no check unless the model says so with at least the threshold. */
export function factCheckAnswer(classification: Classification, threshold: number) {
  const probability = byLabel(classification).fact_check_needed ?? 0;
  const isNeeded = probability >= threshold;
  return {
    needs_fact_check: isNeeded,
    label: isNeeded ? 'FACT_CHECK_NEEDED' : 'NO_FACT_CHECK_NEEDED',
    confidence: isNeeded ? probability : 1 - probability,
    ...marksOf(classification),
  } as const;
}
