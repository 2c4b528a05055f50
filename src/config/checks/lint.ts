import type { Decision } from '../../decisions/schema.ts';
import { domainCategories } from '../../signals/domain/schema.ts';
import type { ConfigDocument } from '../document.ts';
import { type Policy, policiesOf } from '../policies.ts';
import type { Report } from './report.ts';

/**
 * What is allowed and yet hardly meant, as far as one look at each part tells; only for documents
 * without errors. What takes reasoning about conditions is found by the analysis of policies.
 */
export function lint(config: ConfigDocument, report: Report): void {
  reportUselessCards(config, report);
  for (const policy of policiesOf(config)) {
    reportUnranked(policy, report);
    reportEmptyDomains(policy, report);
    reportWideMargins(policy, report);
  }
}

/** Cards without a server can be asked for by nobody. */
function reportUselessCards({ routing, providers }: ConfigDocument, report: Report): void {
  const served = new Set(
    providers.models.flatMap((model) => (model.backend_refs.length === 0 ? [] : [model.name])),
  );
  for (const [index, { name }] of routing.modelCards.entries()) {
    if (served.has(name)) continue;
    report({
      code: 'unused_model',
      severity: 'warning',
      path: ['routing', 'modelCards', index, 'name'],
      message: `model \`${name}\` has no backend and takes no requests`,
    });
  }
}

/** One tier makes all decisions without one come last. */
function reportUnranked({ routing: { decisions }, path }: Policy, report: Report): void {
  if (decisions.every(({ tier }) => tier === 0)) return;
  for (const [index, decision] of decisions.entries()) {
    if (decision.tier > 0 || isUnconditional(decision)) continue;
    report({
      code: 'unranked_decision',
      severity: 'warning',
      path: [...path, 'decisions', index],
      message: 'has no `tier` while others have one, and therefore comes after all of them',
    });
  }
}

function isUnconditional({ rules }: Decision): boolean {
  return rules === undefined || ('conditions' in rules && rules.conditions.length === 0);
}

/** Scores of similar texts differ by tenths. */
const WIDEST_MARGIN = 0.4;

/** A margin that hardly any prompt reaches makes every prompt a medium one. */
function reportWideMargins({ routing, path }: Policy, report: Report): void {
  for (const [index, { name, threshold }] of routing.signals.complexity.entries()) {
    if (threshold <= WIDEST_MARGIN) continue;
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...path, 'signals', 'complexity', index, 'threshold'],
      message: `\`${name}\` hardly ever finds a prompt hard or easy: the scores of its examples seldom differ by ${threshold}`,
      suggestion: 'write a margin between 0.05 and 0.2',
    });
  }
}

/** Domains without a subject and without examples never match. */
function reportEmptyDomains({ routing, path }: Policy, report: Report): void {
  for (const [index, rule] of routing.signals.domains.entries()) {
    const { name, mmlu_categories, description = '', examples = [] } = rule;
    const subject = name.trim().toLowerCase().replaceAll('_', ' ');
    const isSubject = domainCategories.some((category) => category === subject);
    const isTold = examples.length > 0 || description.trim() !== '';
    if (mmlu_categories.length > 0 || isSubject || isTold) continue;
    report({
      code: 'empty_domain',
      severity: 'warning',
      path: [...path, 'signals', 'domains', index, 'name'],
      message: `\`${name}\` is no subject that can be detected, so the rule never matches`,
      suggestion: 'list the subjects that it stands for under `mmlu_categories`, or add `examples`',
    });
  }
}
