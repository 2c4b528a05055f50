import { categoriesOf } from './leaf-atoms.ts';
import type { Pass } from './pass.ts';

/** Domains that stand for the same subject. */
export const checkDomains: Pass = ({ routing, path }, report) => {
  const owners = new Map<string, string>();
  for (const [index, domain] of (routing.signals.domains ?? []).entries()) {
    const shared = new Map<string, string>();
    for (const category of categoriesOf(domain)) {
      const owner = owners.get(category);
      if (owner === undefined) owners.set(category, domain.name);
      else if (owner !== domain.name) shared.set(category, owner);
    }
    for (const [category, owner] of shared) {
      report({
        code: 'shared_category',
        severity: 'warning',
        path: [...path, 'signals', 'domains', index],
        message: `\`${domain.name}\` and \`${owner}\` both stand for \`${category}\` and match together`,
        suggestion: `take \`${category}\` out of one of them`,
      });
    }
  }
};
