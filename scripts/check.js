// Runs every static check; silent when all pass.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const checks = [
  ['biome', ['biome', 'check', '--error-on-warnings']],
  ['types', ['tsc', '-p', 'tsconfig.json']],
  ['imports', ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'src', 'test', 'bench']],
  ['unused code', ['knip', '--no-progress']],
];

let failed = false;
for (const [name, command] of checks) {
  const result = spawnSync('npx', ['--no-install', ...command], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) continue;
  failed = true;
  process.stderr.write(`check failed: ${name}\n${result.stdout}${result.stderr}\n`);
}
process.exitCode = failed ? 1 : 0;
