import type { NumericPredicate } from '../../lib/numeric-predicate.ts';
import type { LeafType } from '../../signals/collections.ts';
import type { Path } from '../problem.ts';
import type { Draft } from './draft.ts';
import type { DraftRouting } from './draft-policies.ts';

type DraftRules = NonNullable<NonNullable<DraftRouting['decisions']>[number]>['rules'];

export interface RuleLeafPlace {
  /** Lower case; perhaps a type that does not exist. */
  readonly type: LeafType;
  readonly name: string;
  readonly label: string | undefined;
  readonly predicate: Draft<NumericPredicate> | undefined;
  readonly path: Path;
}

/** The leaves of a rule tree that have a type and a name. */
export function leavesOf(rules: DraftRules, path: Path): readonly RuleLeafPlace[] {
  if (rules === undefined) return [];
  const { type, name, label, predicate, conditions } = rules as Draft<{
    type: string;
    name: string;
    label: string;
    predicate: NumericPredicate;
    conditions: NonNullable<DraftRules>[];
  }>;
  const own =
    type === undefined || name === undefined
      ? []
      : [
          {
            type: type.trim().toLowerCase() as LeafType,
            name,
            label,
            predicate,
            path,
          },
        ];
  const below = (conditions ?? []).flatMap((child, index) =>
    leavesOf(child as DraftRules, [...path, 'conditions', index]),
  );
  return [...own, ...below];
}
