import { z } from 'zod';

const bound = z.number().optional();
const bounds = z.strictObject({ gt: bound, gte: bound, lt: bound, lte: bound });

/** Bounds on one number: at least one, at most one a side, with something between them. */
export const numericPredicate = bounds.superRefine((predicate, context) => {
  const problem = findBoundsProblem(predicate);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

export type NumericPredicate = z.output<typeof numericPredicate>;

/** What is wrong with bounds on a number; undefined when nothing is. */
export function findBoundsProblem({
  gt,
  gte,
  lt,
  lte,
}: z.output<typeof bounds>): string | undefined {
  if (gt !== undefined && gte !== undefined) return 'has both `gt` and `gte`, keep one of them';
  if (lt !== undefined && lte !== undefined) return 'has both `lt` and `lte`, keep one of them';
  const low = gt ?? gte;
  const high = lt ?? lte;
  if (low === undefined && high === undefined) {
    return 'needs at least one of `gt`, `gte`, `lt`, `lte`';
  }
  if (low === undefined || high === undefined || low < high) return undefined;
  if (low === high && gte !== undefined && lte !== undefined) return undefined;
  return `no number fits: lower bound \`${low}\`, upper bound \`${high}\``;
}

/** Whether the number is within the bounds; `NaN` and infinities never are. */
export function testPredicate(predicate: NumericPredicate, value: number): boolean {
  const { gt, gte, lt, lte } = predicate;
  return (
    Number.isFinite(value) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte) &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte)
  );
}
