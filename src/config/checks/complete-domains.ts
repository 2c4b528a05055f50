import { domainCategories } from '../../signals/domain/schema.ts';
import type { DraftDocument } from './draft.ts';
import type { DraftPolicy, DraftRouting } from './draft-policies.ts';
import { entriesOf, type Report } from './report.ts';
import { leavesOf } from './rule-leaves.ts';

/**
 * Where the decisions of a policy use domains and it declares none, declares those; every policy that
 * lacks them says so.
 */
export function completeDomains(document: DraftDocument, report: Report): DraftDocument {
  const { routing, recipes } = document;
  return {
    ...document,
    ...(routing === undefined
      ? {}
      : { routing: { ...routing, ...completed({ routing, path: ['routing'] }, report) } }),
    ...(recipes === undefined
      ? {}
      : {
          recipes: recipes.map((recipe, index) => {
            if (recipe?.routing === undefined) return recipe;
            const path = ['recipes', index, 'routing'];
            return { ...recipe, routing: completed({ routing: recipe.routing, path }, report) };
          }),
        }),
  };
}

function completed({ routing, path }: DraftPolicy, report: Report): DraftRouting {
  if ((routing.signals?.domains ?? []).length > 0) return routing;
  const names = new Set<string>();
  for (const decision of entriesOf(routing.decisions, [...path, 'decisions'])) {
    for (const leaf of leavesOf(decision.value.rules, [...decision.path, 'rules'])) {
      if (leaf.type !== 'domain' || names.has(leaf.name)) continue;
      names.add(leaf.name);
      report({
        code: 'undeclared_domain',
        severity: 'warning',
        path: [...leaf.path, 'name'],
        message: `domain \`${leaf.name}\` is not declared and taken to be the subject ${subjectOf(leaf.name)}`,
        suggestion: 'declare it under `routing.signals.domains`',
      });
    }
  }
  if (names.size === 0) return routing;
  const domains = [...names].map((name) => ({
    name,
    description: name,
    mmlu_categories: [subjectOf(name)],
  }));
  return { ...routing, signals: { ...routing.signals, domains } };
}

function subjectOf(name: string): string {
  const subject = name.trim().toLowerCase().replaceAll('_', ' ');
  return domainCategories.find((category) => category === subject) ?? 'other';
}
