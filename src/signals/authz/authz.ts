import { SwitchyardError } from '../../errors.ts';
import type { Identity } from '../../protocols/canonical.ts';
import type { CheapSignal, RuleResult } from '../signal.ts';
import type { RoleBinding } from './schema.ts';

interface AuthzOptions {
  readonly rules: readonly RoleBinding[];
  /** Requests of nobody known go on without roles; otherwise they are refused. */
  readonly isFailOpen: boolean;
}

const EVERY = '*';

/**
 * Says which roles who asks has, and by which bindings. Throws `identity_required` when nobody is
 * known and no binding is for anonymous requests.
 */
export function createAuthzSignal({ rules, isFailOpen }: AuthzOptions): CheapSignal {
  const users = bindingsBySubject(rules, 'user');
  const groups = bindingsBySubject(rules, 'group');
  const anonymous = rules.filter(({ subjects }) =>
    subjects.some(({ kind }) => kind === 'anonymous'),
  );
  const bindingsOf = ({ userId, groups: memberships }: Identity): Iterable<RoleBinding> => {
    const found = new Set(users.get(userId));
    const add = (binding: RoleBinding) => found.add(binding);
    users.get(EVERY)?.forEach(add);
    if (memberships.length > 0) groups.get(EVERY)?.forEach(add);
    for (const group of memberships) groups.get(group)?.forEach(add);
    return found;
  };
  return {
    cost: 'cheap',
    evaluate({ identity }) {
      if (identity !== undefined) return resultsOf(bindingsOf(identity));
      if (anonymous.length === 0 && !isFailOpen) {
        throw new SwitchyardError(
          'identity_required',
          'the request names no user, and what it may be routed to depends on roles',
        );
      }
      return resultsOf(anonymous);
    },
  };
}

function bindingsBySubject(
  rules: readonly RoleBinding[],
  wanted: 'user' | 'group',
): ReadonlyMap<string, readonly RoleBinding[]> {
  const bindings = new Map<string, RoleBinding[]>();
  for (const rule of rules) {
    for (const { kind, name } of rule.subjects) {
      if (kind !== wanted || name === undefined) continue;
      const known = bindings.get(name);
      if (known === undefined) bindings.set(name, [rule]);
      else if (known.at(-1) !== rule) known.push(rule);
    }
  }
  return bindings;
}

/** Decisions may ask for a role or for a binding; several bindings may give one role. */
function resultsOf(bindings: Iterable<RoleBinding>): readonly RuleResult[] {
  const names = new Set<string>();
  for (const { name, role } of bindings) names.add(role).add(name);
  return Array.from(names, (name) => ({ name, isMatch: true, confidence: 1 }));
}
