// Compiles on every change and restarts the router with mock models behind it. Arguments go to
// `switchyard serve`: `npm run dev -- --config my.yaml --port 9000`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
installWhatIsMissing(root);
const dist = join(root, 'dist');
const main = join(dist, 'cli', 'main.js');
mkdirSync(dist, { recursive: true });

/** A compilation writes many files; the router restarts once it is quiet. */
const QUIET_MS = 300;

const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const compiler = spawn(
  process.execPath,
  [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  { cwd: root, stdio: 'inherit' },
);

let router;
let timer;
let isStopping = false;

const watchers = ['dist', 'recipes'].map((folder) =>
  watch(join(root, folder), { recursive: true }, restartSoon),
);
restartSoon();

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    isStopping = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    compiler.kill();
    router?.kill('SIGTERM');
  });
}

function restartSoon() {
  if (isStopping) return;
  clearTimeout(timer);
  timer = setTimeout(restart, QUIET_MS);
}

function restart() {
  if (!existsSync(main)) return;
  if (router !== undefined) {
    // Its exit starts the next one.
    router.kill('SIGTERM');
    return;
  }
  const args = [join(root, 'bin', 'switchyard.js'), 'serve', '--mock', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  router = child;
  child.once('exit', (code, signal) => {
    router = undefined;
    if (isStopping) return;
    if (code === 0 || signal === 'SIGTERM') restart();
    else console.error(`the router ended with code ${code}; waiting for a change`);
  });
}
