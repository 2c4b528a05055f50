// Writes what derives from source: reference pages and the JSON Schema; `--check` only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandErrors } from '../dist/cli/command-error.js';
import { jsonSchemaOf } from '../dist/config/json-schema.js';
import { errorTable } from '../dist/errors.js';
import { configPage } from './config-page.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const rows = Object.entries(errorTable).map(
  ([code, { status, type, hint }]) => `| \`${code}\` | ${status} | \`${type}\` | ${hint} |`,
);
const commandRows = Object.entries(commandErrors).map(
  ([code, { exitCode, hint }]) => `| \`${code}\` | ${exitCode} | ${hint} |`,
);
const errorPage = `# Errors

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

const files = {
  'docs/reference/errors.md': errorPage,
  'docs/reference/config.md': configPage(),
  'schemas/switchyard-config-v0.3.schema.json': `${JSON.stringify(jsonSchemaOf(), null, 1)}\n`,
};

for (const [path, text] of Object.entries(files)) {
  const file = join(root, path);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${path} is stale: run \`node scripts/generate-docs.js\`\n`);
    process.exitCode = 1;
  }
}
