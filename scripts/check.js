// Runs every static check; silent when all pass.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';
import { runTool } from './tool.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
installWhatIsMissing(root);

const tools = {
  'format and lint': ['biome', 'check', '--error-on-warnings'],
  types: ['tsc', '-p', 'tsconfig.json'],
  imports: [
    ...['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    ...['src', 'test', 'bench'],
  ],
  'unused code': ['knip', '--no-progress'],
};

for (const [name, command] of Object.entries(tools)) report(name, runTool(root, command));
report('build', spawnSync(process.execPath, ['scripts/build.js'], { cwd: root, encoding: 'utf8' }));
report(
  'generated pages',
  spawnSync(process.execPath, ['scripts/generate-docs.js', '--check'], {
    cwd: root,
    encoding: 'utf8',
  }),
);

function report(name, { status, stdout, stderr }) {
  if (status === 0) return;
  process.exitCode = 1;
  process.stderr.write(`check failed: ${name}\n${stdout}${stderr}\n`);
}
