import type { LabelWording } from '../rule-meaning.ts';

/** What rules about facts are called and said to be. */
export const factCheckWordings: readonly LabelWording[] = [
  {
    label: 'needs_fact_check',
    aliases: ['fact_check_needed', 'fact_check', 'needs_verification'],
    cues: [
      [/\bfact/, 1],
      [/\bverif/, 1],
      [/\b(?:evidence|sources?|citations?|grounding)\b/, 1],
      [/\bcheck/, 1],
    ],
  },
  {
    label: 'no_fact_check_needed',
    aliases: ['no_fact_check', 'no_verification_needed'],
    cues: [
      [/\b(?:no|not|without|never) (?:\w+ )?(?:facts?|factual|verif\w*|check\w*|sources?)\b/, 5],
      [/\b(?:creative|fiction|opinions?|brainstorm\w*|small ?talk|chit ?chat)\b/, 2],
    ],
  },
];

const ASKING = /\b(?:ask|request|explicit|demand)/i;
const EVIDENCE = /\b(?:evidence|sources?|citations?|references?|verif\w*|fact[- ]?check\w*)\b/i;

/** Whether a rule is about users who ask for evidence, not about questions of fact. */
export function speaksOfRequests({
  description = '',
}: {
  readonly description?: string | undefined;
}) {
  return ASKING.test(description) && EVIDENCE.test(description);
}
