import { complexityLevels, type SignalType } from './collections.ts';
import type { RuleOf } from './schemas.ts';

type EmittedNames = { readonly [T in SignalType]?: (rule: RuleOf<T>) => readonly string[] };

/** Types whose names are not those of their rules. */
const emitted: EmittedNames = {
  complexity: ({ name }) => [name, ...complexityLevels.map((level) => `${name}:${level}`)],
  authz: ({ name, role }) => (name === role ? [name] : [role, name]),
  classifier: ({ name, labels }) => [name, ...labels.map((label) => `${name}:${label}`)],
};

/** The names under which decisions and projections know what a rule says. */
export function emittedNames<T extends SignalType>(type: T, rule: RuleOf<T>): readonly string[] {
  return emitted[type]?.(rule) ?? [rule.name];
}
