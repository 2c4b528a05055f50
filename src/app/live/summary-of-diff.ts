import type { DiffSummary } from '../../stores/config-history/config-history.ts';
import { diffValues } from '../../stores/config-history/value-diff.ts';

/** What two documents differ in, by number; one that cannot be read counts as empty. */
export function summaryOfDiff(before: unknown = {}, after: unknown = {}): DiffSummary {
  const changes = diffValues(before, after);
  const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    sections: [...new Set(changes.map(({ path }) => String(path[0] ?? '')))].sort(),
  };
}
