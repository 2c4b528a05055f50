import { domainCategories } from '../signals/domain/schema.ts';
import { entriesOf, type Report } from './check.ts';
import type { DraftDocument } from './draft.ts';
import { leavesOf } from './rule-leaves.ts';

/** Where decisions use domains and none is declared, declares those; every file says so once. */
export function completeDomains(document: DraftDocument, report: Report): DraftDocument {
  const { routing } = document;
  if ((routing?.signals?.domains ?? []).length > 0) return document;
  const names = new Set<string>();
  for (const { value, path } of entriesOf(routing?.decisions, ['routing', 'decisions'])) {
    for (const leaf of leavesOf(value.rules, [...path, 'rules'])) {
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
  if (names.size === 0) return document;
  const domains = [...names].map((name) => ({
    name,
    description: name,
    mmlu_categories: [subjectOf(name)],
  }));
  return { ...document, routing: { ...routing, signals: { ...routing?.signals, domains } } };
}

function subjectOf(name: string): string {
  const subject = name.trim().toLowerCase().replaceAll('_', ' ');
  return domainCategories.find((category) => category === subject) ?? 'other';
}
