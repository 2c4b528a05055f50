import type { Decision } from '../decisions/schema.ts';
import { domainCategories } from '../signals/domain/schema.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import type { Report } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { leavesOf } from './rule-leaves.ts';

/** What is allowed and yet hardly meant; only for documents without errors. */
export function lint(config: ConfigDocument, report: Report): void {
  reportUnusedRules(config, report);
  reportUselessCards(config, report);
  reportOrder(config, report);
  reportEmptyDomains(config, report);
  const { decisions } = config.routing;
  const hasCatchAll = decisions.some(isUnconditional);
  if (hasCatchAll || config.providers.defaults.default_model !== undefined) return;
  report({
    code: 'no_fallback',
    severity: 'warning',
    path: ['providers', 'defaults', 'default_model'],
    message: 'is not set, requests that no decision matches are refused',
  });
}

function reportUnusedRules({ routing }: ConfigDocument, report: Report): void {
  const used = new Set(
    routing.decisions.flatMap(({ rules }) =>
      leavesOf(rules, []).map(({ type, name }) => `${type}:${name}`),
    ),
  );
  for (const type of Object.keys(signalCollections) as SignalType[]) {
    const collection = signalCollections[type];
    for (const [index, { name }] of routing.signals[collection].entries()) {
      if (used.has(`${type}:${name}`)) continue;
      report({
        code: 'unused_signal',
        severity: 'warning',
        path: ['routing', 'signals', collection, index, 'name'],
        message: `no decision uses \`${type}:${name}\``,
      });
    }
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

/** Decisions that lose to one that always matches, or look like another one of the same rank. */
function reportOrder({ routing, global }: ConfigDocument, report: Report): void {
  const strategy = routing.strategy ?? global.router.strategy ?? 'priority';
  const decisions = routing.decisions.map((decision, index) => ({ decision, index }));
  const isTiered = decisions.some(({ decision }) => decision.tier > 0);
  for (const { decision, index } of decisions) {
    const path = ['routing', 'decisions', index];
    const blocker = decisions.find(
      (other) => isUnconditional(other.decision) && outranks(other.decision, decision, strategy),
    );
    if (blocker !== undefined && blocker.index !== index) {
      report({
        code: 'unreachable_decision',
        severity: 'warning',
        path,
        message: `never wins, since decision \`${blocker.decision.name}\` always matches and ranks higher`,
      });
    } else if (isTiered && decision.tier === 0 && !isUnconditional(decision)) {
      report({
        code: 'unranked_decision',
        severity: 'warning',
        path,
        message: 'has no `tier` while others have one, and therefore comes after all of them',
      });
    }
  }
  const seen = new Map<string, Decision>();
  for (const { decision, index } of decisions) {
    const key = JSON.stringify([decision.tier, decision.priority, decision.rules]);
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, decision);
      continue;
    }
    report({
      code: 'priority_tie',
      severity: 'warning',
      path: ['routing', 'decisions', index],
      message: `has rules, tier and priority of decision \`${twin.name}\`, the first of both names wins`,
    });
  }
}

function isUnconditional({ rules }: Decision): boolean {
  return rules === undefined || ('conditions' in rules && rules.conditions.length === 0);
}

/** Whether `a`, which matches with confidence 0, stands before `b` whatever the confidence of `b`. */
function outranks(a: Decision, b: Decision, strategy: 'priority' | 'confidence'): boolean {
  if (a.tier !== b.tier) return b.tier === 0 || (a.tier > 0 && a.tier < b.tier);
  return a.tier === 0 && strategy === 'priority' && a.priority > b.priority;
}

/** Domains that no subject stands for never match. */
function reportEmptyDomains({ routing }: ConfigDocument, report: Report): void {
  for (const [index, { name, mmlu_categories }] of routing.signals.domains.entries()) {
    const isSubject = domainCategories.some((category) => category === name.toLowerCase());
    if (mmlu_categories.length > 0 || isSubject) continue;
    report({
      code: 'empty_domain',
      severity: 'warning',
      path: ['routing', 'signals', 'domains', index, 'name'],
      message: `\`${name}\` is no subject that can be detected, so the rule never matches`,
      suggestion: 'list the subjects that it stands for under `mmlu_categories`',
    });
  }
}
