// Lets `npm test` and `npm run demo` work in a fresh clone: installs and builds what is not there.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function installWhatIsMissing(root) {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  const isCurrent = existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs;
  if (!isCurrent) step(root, 'npm', ['ci', '--no-fund', '--no-audit']);
  if (!existsSync(join(root, 'dist', 'cli', 'main.js'))) step(root, 'npm', ['run', 'build']);
}

function step(root, command, args) {
  const shell = process.platform === 'win32';
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
