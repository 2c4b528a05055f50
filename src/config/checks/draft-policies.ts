import type { Path } from '../problem.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf } from './report.ts';

type DraftRecipe = NonNullable<NonNullable<DraftDocument['recipes']>[number]>;
export type DraftRouting = NonNullable<DraftRecipe['routing']>;

/** A policy as far as it can be read, with the place of its `routing`. */
export interface DraftPolicy {
  readonly routing: DraftRouting;
  readonly path: Path;
}

/** The policy at the top level, then those under `recipes`. */
export function draftPoliciesOf({ routing, recipes }: DraftDocument): readonly DraftPolicy[] {
  return [
    { routing: routing ?? {}, path: ['routing'] },
    ...entriesOf(recipes, ['recipes']).map(({ value, path }) => ({
      routing: value.routing ?? {},
      path: [...path, 'routing'],
    })),
  ];
}
