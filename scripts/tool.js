// Runs a development tool of node_modules; npx would print npm's own warnings in between.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export function runTool(root, [name, ...args], options = {}) {
  const isWindows = process.platform === 'win32';
  const binary = join(root, 'node_modules', '.bin', isWindows ? `${name}.cmd` : name);
  return spawnSync(binary, args, { cwd: root, encoding: 'utf8', shell: isWindows, ...options });
}
