import { factCheckWordings } from '../../signals/fact-check/wordings.ts';
import { type LabelWording, meaningOf } from '../../signals/rule-meaning.ts';
import { feedbackWordings } from '../../signals/user-feedback/wordings.ts';
import type { DraftPolicy, DraftRouting } from './draft-policies.ts';
import { entriesOf, type Report } from './report.ts';

type Signals = NonNullable<DraftRouting['signals']>;
type Rule = NonNullable<NonNullable<Signals['fact_check' | 'user_feedbacks']>[number]>;

/** Says which label a rule was taken to mean where neither its name nor a field tells. */
export function checkMeanings({ routing, path }: DraftPolicy, report: Report): void {
  const { fact_check, user_feedbacks } = routing.signals ?? {};
  const kinds: readonly [
    string,
    readonly (Rule | undefined)[] | undefined,
    readonly LabelWording[],
  ][] = [
    ['fact_check', fact_check, factCheckWordings],
    ['user_feedbacks', user_feedbacks, feedbackWordings],
  ];
  for (const [key, rules, wordings] of kinds) {
    for (const rule of entriesOf(rules, [...path, 'signals', key])) {
      const { name = '', label, description } = rule.value;
      if (name === '') continue; // the schema reports it
      const meaning = meaningOf({ name, label, description }, wordings);
      if (meaning !== undefined && meaning.by !== 'wording') continue;
      const labels = wordings.map((wording) => `\`${wording.label}\``).join(', ');
      report({
        code: meaning === undefined ? 'unknown_meaning' : 'assumed_meaning',
        severity: meaning === undefined ? 'warning' : 'info',
        path: [...rule.path, 'name'],
        message:
          meaning === undefined
            ? `nothing of \`${name}\` tells which label it means, so it never matches`
            : `\`${name}\` is taken to mean \`${meaning.label}\`, as its words say`,
        suggestion: `set \`label\` to one of ${labels}`,
      });
    }
  }
}
