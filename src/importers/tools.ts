import type { Migration } from './migration.ts';
import type { Place } from './source.ts';

/** A file with nothing but a `tools:` block. */
export function importTools(root: Place, migration: Migration): void {
  migration.add(['version'], 'v0.3');
  migration.move(root.get('tools'), ['global', 'integrations', 'tools']);
}
