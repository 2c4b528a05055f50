// Writes the reference pages that derive from source; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandErrors } from '../dist/cli/command-error.js';
import { errorTable } from '../dist/errors.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs/reference/errors.md');

const rows = Object.entries(errorTable).map(
  ([code, { status, type, hint }]) => `| \`${code}\` | ${status} | \`${type}\` | ${hint} |`,
);
const commandRows = Object.entries(commandErrors).map(
  ([code, { exitCode, hint }]) => `| \`${code}\` | ${exitCode} | ${hint} |`,
);
const text = `# Errors

Every error of the inference API, in the envelope
\`{"error": {"message", "type", "param", "code", "status", "hint"}}\`. An error of a backend keeps the
backend's status, message, type and code; its \`code\` is \`upstream_error\` where it gave none.

| Code | Status | Type | What to do |
| --- | --- | --- | --- |
${rows.join('\n')}

## Commands

A command that fails says \`error[code] message\` and a hint on stderr. An invalid configuration exits
with 3 after all its findings, an interrupted command with 130; other errors exit with 1.

| Code | Exit code | What to do |
| --- | --- | --- |
${commandRows.join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  process.stderr.write('docs/reference/errors.md is stale: run `node scripts/generate-docs.js`\n');
  process.exitCode = 1;
}
