import type { Migration } from './migration.ts';
import type { Place } from './source.ts';

/** A file with nothing but a `tools:` block. */
export function importTools(root: Place, migration: Migration): void {
  const tools = root.get('tools');
  const isAlone = migration.read(['providers']) === undefined;
  migration.move(root.get('version'), ['version']);
  migration.add(['version'], 'v0.3');
  migration.move(tools, ['global', 'integrations', 'tools']);
  if (!isAlone) return;
  migration.attention(
    tools,
    'is no whole document, which needs models: import it into one with `--into`',
  );
}
