import type { Classification } from '../../models/text-models.ts';
import { marksOf, topLabel } from './distribution.ts';

/** `none`, the answer for a text that is no feedback, stands beside the four kinds of feedback. */
export function userFeedbackAnswer(classification: Classification) {
  const { label, probability } = topLabel(classification, 'none');
  return {
    feedback_type: label,
    label: label === 'satisfied' ? 'SAT' : label.toUpperCase(),
    confidence: probability,
    ...marksOf(classification),
  };
}
