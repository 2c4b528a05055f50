import type { ConfigDocument } from '../config/document.ts';
import { DEFAULT_RECIPE, type Policy, policiesOf } from '../config/policies.ts';
import { didYouMean, type Path, type Problem } from '../config/problem.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import type { Probes } from './probes.ts';

type Group = Probes['decisions'][number];

/** What probes expect must exist, and every decision should be expected by one. */
export function checkProbes(probes: Probes, config: ConfigDocument): readonly Problem[] {
  const policies = policiesOf(config);
  const problems: Problem[] = [];
  const expected = new Set<string>();
  const reportUnknown = (what: string, { name, known, path }: Lookup) => {
    const message = `\`${name}\` is no ${what}`;
    const suggestion = didYouMean(nearestName(name, known));
    problems.push({ code: 'unknown_name', severity: 'error', path, message, suggestion });
  };

  for (const [index, group] of probes.decisions.entries()) {
    const path = ['decisions', index];
    const wanted = group.expected_recipe ?? DEFAULT_RECIPE;
    const policy = policies.find(({ name }) => name === wanted);
    if (policy === undefined) {
      const known = policies.map(({ name }) => name);
      reportUnknown('recipe', { name: wanted, known, path: [...path, 'expected_recipe'] });
      continue;
    }
    checkDecision(group, { policy, path });
    checkSignals(group.expected_signals, { policy, path: [...path, 'expected_signals'] });
    checkSignals(group.forbidden_signals, { policy, path: [...path, 'forbidden_signals'] });
    for (const [at, variant] of group.variants.entries()) {
      const inside = [...path, 'variants', at, 'expected_signals'];
      checkSignals(variant.expected_signals, { policy, path: inside });
    }
  }
  for (const { name, routing } of policies) {
    for (const decision of routing.decisions) {
      if (expected.has(`${name}/${decision.name}`)) continue;
      const message = `no probe expects the decision \`${decision.name}\``;
      problems.push({
        code: 'untested_decision',
        severity: 'warning',
        path: ['decisions'],
        message,
      });
    }
  }
  return problems;

  function checkDecision(group: Group, { policy, path }: Place): void {
    const { expected_decision: name, expected_alias: alias, expected_plugins: plugins } = group;
    if (name === undefined) return;
    const { decisions } = policy.routing;
    const decision = decisions.find((each) => each.name === name);
    if (decision === undefined) {
      const known = decisions.map((each) => each.name);
      reportUnknown('decision', { name, known, path: [...path, 'expected_decision'] });
      return;
    }
    expected.add(`${policy.name}/${name}`);
    const active = decision.plugins.map(({ type }) => type);
    for (const [index, plugin] of (plugins ?? []).entries()) {
      if ((active as readonly string[]).includes(plugin)) continue;
      const place = [...path, 'expected_plugins', index];
      reportUnknown(`plugin of the decision \`${name}\``, {
        name: plugin,
        known: active,
        path: place,
      });
    }
    const models = decision.modelRefs.map(({ model }) => model);
    if (alias === undefined || models.includes(alias)) return;
    const what = `model of the decision \`${name}\``;
    reportUnknown(what, { name: alias, known: models, path: [...path, 'expected_alias'] });
  }

  function checkSignals(names: Group['expected_signals'], { policy, path }: Place): void {
    for (const [type, list] of Object.entries(names ?? {})) {
      const collection = signalCollections[type as SignalType];
      if (collection === undefined) continue; // Projections and types of other versions.
      const known = policy.routing.signals[collection].map((rule) => nameOf(rule));
      for (const [index, name] of list.entries()) {
        // Rules of some types report more than their name: `size:hard`.
        if (known.includes(name) || known.includes(name.split(':')[0] ?? '')) continue;
        reportUnknown(`${type} signal`, { name, known, path: [...path, type, index] });
      }
    }
  }
}

interface Place {
  readonly policy: Policy;
  readonly path: Path;
}

interface Lookup {
  readonly name: string;
  readonly known: readonly string[];
  readonly path: Path;
}

function nameOf(rule: object): string {
  return 'name' in rule ? String(rule.name) : '';
}
