import type { LabelWording } from '../rule-meaning.ts';

/** What rules about feedback are called and said to be. */
export const feedbackWordings: readonly LabelWording[] = [
  {
    label: 'wrong_answer',
    cues: [
      [/\b(?:wrong|incorrect|inaccurate|false|mistakes?|errors?|corrections?|corrects?)\b/, 2],
      [/\b(?:dissatisf|unsatisf|unhappy|complain|fail)/, 1],
    ],
  },
  {
    label: 'need_clarification',
    aliases: ['needs_clarification'],
    cues: [
      [/\b(?:clarif|unclear|confus)/, 2],
      [/\b(?:clearer|clearly|explain|restate|simpler|simplif|understand|details?|detailed)/, 1],
    ],
  },
  {
    label: 'want_different',
    aliases: ['wants_different'],
    cues: [
      [/\b(?:different|another|alternatives?)\b/, 2],
      [/\b(?:instead|variations?|rephrase|other (?:approach|answer|option|style|way))/, 1],
    ],
  },
  {
    label: 'satisfied',
    aliases: ['satisfaction'],
    cues: [
      [/\b(?:satisf|thank|happy|prais|accept|approv)/, 2],
      [/\b(?:positive|resolved|solved|works)\b/, 1],
    ],
  },
];
