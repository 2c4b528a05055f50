import type { RuleOf } from '../schemas.ts';

/**
 * `prompt_guard.on_error: block`: what the classifier cannot check, or not in time, counts as an
 * attack, unless the rule itself says what then happens.
 */
export function guardedRules(
  rules: readonly RuleOf<'jailbreak'>[],
  onError: 'allow' | 'block',
): readonly RuleOf<'jailbreak'>[] {
  if (onError === 'allow') return rules;
  return rules.map((rule) =>
    rule.method === 'contrastive' ? rule : { ...rule, on_error: rule.on_error ?? 'match' },
  );
}
