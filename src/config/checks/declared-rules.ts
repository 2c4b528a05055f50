import { nearestName } from '../../lib/nearest-name.ts';
import type { NumericPredicate } from '../../lib/numeric-predicate.ts';
import {
  complexityLevels,
  type LeafType,
  leafTypes,
  type SignalType,
  signalCollections,
} from '../../signals/collections.ts';
import { didYouMean, type Path } from '../problem.ts';
import type { Draft } from './draft.ts';
import type { DraftPolicy } from './draft-policies.ts';
import { type Entry, entriesOf, type Report, uniqueNames } from './report.ts';
import type { RuleLeafPlace } from './rule-leaves.ts';

/** What conditions of one policy can refer to. */
export interface DeclaredRules {
  /** Reports a condition that refers to nothing; false when it did. */
  checkLeaf(leaf: RuleLeafPlace): boolean;
  /** Names that a reference of a type may have; undefined: no such type. */
  namesOf(type: string): ReadonlySet<string> | undefined;
}

interface DraftRule {
  readonly name?: string | undefined;
}

/** Checks the names of a policy's signals and collects what can be referred to. */
export function declareRules(policy: DraftPolicy, report: Report): DeclaredRules {
  const names = new Map<LeafType, ReadonlySet<string>>();
  const labels = new Map<string, readonly string[]>();
  const local = new Set<string>();
  for (const type of Object.keys(signalCollections) as SignalType[]) {
    const collection = signalCollections[type];
    const list: readonly (DraftRule | undefined)[] | undefined =
      policy.routing.signals?.[collection];
    const entries = entriesOf(list, [...policy.path, 'signals', collection]);
    const unique = uniqueNames(entries, { what: `rule under \`${collection}\``, report });
    if (type === 'metadata') reportCaseTwins(unique, report);
    names.set(type, new Set(entries.flatMap(({ value }) => referencesTo(type, value))));
    if (type !== 'classifier') continue;
    for (const { value } of entries) {
      const rule = value as Draft<{ name: string; type: string; labels: string[] }>;
      if (rule.type === 'local') local.add(rule.name ?? '');
      labels.set(
        rule.name ?? '',
        (rule.labels ?? []).flatMap((label) => label ?? []),
      );
    }
  }
  names.set('projection', projectionOutputs(policy));

  const checkLabel = ({ name, label, predicate, path }: RuleLeafPlace): boolean => {
    if (label === undefined || predicate === undefined) {
      const message = 'asks a classifier, which needs a `label` and a `predicate` on its score';
      report({ code: 'missing_field', path, message });
      return false;
    }
    const known = labels.get(name) ?? [];
    if (known.includes(label)) {
      if (local.has(name)) checkLocalPredicate(predicate, { path, report });
      return true;
    }
    report({
      code: 'unknown_label',
      path: [...path, 'label'],
      message: `classifier \`${name}\` has no label \`${label}\``,
      suggestion: didYouMean(nearestName(label, known)) ?? `it has ${quoted(known)}`,
    });
    return false;
  };

  return {
    namesOf: (type) => names.get(type as LeafType),
    checkLeaf(leaf) {
      const { type, name, path } = leaf;
      const declared = names.get(type);
      if (declared === undefined) return false; // the schema reports the type
      if (declared.has(name)) {
        if (type === 'classifier') return checkLabel(leaf);
        if (leaf.label === undefined) return true;
        const message = 'is read by classifiers only, remove it';
        report({ code: 'misplaced_key', path: [...path, 'label'], message });
        return false;
      }
      const elsewhere = leafTypes.find((other) => names.get(other)?.has(name));
      report({
        code: 'unknown_signal',
        path: [...path, 'name'],
        message: `unknown signal \`${type}:${name}\``,
        suggestion:
          levelMissing(type, name, declared) ??
          (elsewhere === undefined
            ? (didYouMean(nearestName(name, declared)) ?? howToDeclare(type))
            : `\`${name}\` is of type \`${elsewhere}\``),
      });
      return false;
    },
  };
}

const minLocalScore = 0.5;

/** A classifier of one's own tells its likeliest label only, so lower scores are never seen. */
function checkLocalPredicate(
  predicate: Draft<NumericPredicate>,
  { path, report }: { readonly path: Path; readonly report: Report },
): void {
  const { gte, ...others } = predicate;
  const foreign = Object.keys(others)[0];
  if (foreign === undefined && gte !== undefined && gte >= minLocalScore) return;
  report({
    code: 'invalid_value',
    path: [...path, 'predicate', foreign ?? 'gte'],
    message: 'cannot be asked of a local classifier, which tells its likeliest label only',
    suggestion: `write \`gte\` with at least ${minLocalScore}`,
  });
}

/** Names by which conditions know a rule. */
function referencesTo(type: SignalType, rule: DraftRule): readonly string[] {
  const { name } = rule;
  if (name === undefined) return [];
  if (type === 'complexity') return complexityLevels.map((level) => `${name}:${level}`);
  const { role } = rule as { readonly role?: string };
  return type === 'authz' && role !== undefined ? [name, role] : [name];
}

function projectionOutputs({ routing }: DraftPolicy): ReadonlySet<string> {
  return new Set(
    (routing.projections?.mappings ?? []).flatMap((mapping) =>
      (mapping?.outputs ?? []).flatMap((output) => output?.name ?? []),
    ),
  );
}

function levelMissing(
  type: LeafType,
  name: string,
  declared: ReadonlySet<string>,
): string | undefined {
  if (type !== 'complexity' || !declared.has(`${name}:hard`)) return undefined;
  return `name a level, e.g. \`${name}:hard\``;
}

function howToDeclare(type: LeafType): string {
  if (type === 'projection') return 'conditions name an output of a mapping, declare one';
  return `declare it under \`signals.${signalCollections[type]}\``;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** Names of metadata rules differ by more than case, since header names do too. */
function reportCaseTwins(names: ReadonlyMap<string, Entry<unknown>>, report: Report): void {
  const seen = new Map<string, string>();
  for (const [name, { path }] of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin === undefined) seen.set(name.toLowerCase(), name);
    else {
      const message = `\`${name}\` differs from \`${twin}\` only by case, rename one of them`;
      report({ code: 'duplicate_name', path: [...path, 'name'] satisfies Path, message });
    }
  }
}
