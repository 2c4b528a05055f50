import type { SignalType } from '../signals/collections.ts';
import type { Draft, DraftDocument } from './draft.ts';
import type { Path } from './problem.ts';

type DraftRules = NonNullable<
  NonNullable<NonNullable<DraftDocument['routing']>['decisions']>[number]
>['rules'];

export interface RuleLeafPlace {
  /** Lower case; perhaps a type that does not exist. */
  readonly type: SignalType;
  readonly name: string;
  readonly path: Path;
}

/** The leaves of a rule tree that have a type and a name. */
export function leavesOf(rules: DraftRules, path: Path): readonly RuleLeafPlace[] {
  if (rules === undefined) return [];
  const { type, name, conditions } = rules as Draft<{
    type: string;
    name: string;
    conditions: NonNullable<DraftRules>[];
  }>;
  const own =
    type === undefined || name === undefined
      ? []
      : [{ type: type.trim().toLowerCase() as SignalType, name, path }];
  const below = (conditions ?? []).flatMap((child, index) =>
    leavesOf(child as DraftRules, [...path, 'conditions', index]),
  );
  return [...own, ...below];
}
