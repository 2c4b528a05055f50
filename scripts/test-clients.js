// The newest official SDKs against the router: Node's on a Node 24 from the npm registry, and Python's.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
installWhatIsMissing(root);
const { startMock } = await import('../dist/mock/mock-server.js');
const { startSwitchyard } = await import('../dist/app/serve.js');

const folder = mkdtempSync(join(tmpdir(), 'switchyard-clients-'));
const results = [];
const backend = await startMock();
const router = await startSwitchyard({
  configPath: join(root, 'recipes/quickstart.yaml'),
  environment: { ...process.env, SWITCHYARD_BACKEND: new URL(backend.url).host },
  overrides: { port: 0, managementPort: 0, metricsPort: 0 },
  dataDir: join(folder, 'data'),
  logLevel: 'silent',
});
await router.ready();
try {
  const url = `${router.urls.inference}/v1`;
  results.push(['Node SDK', await node(url)], ['Python SDK', await python(url)]);
} finally {
  await router.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
}
const passed = results.filter(([, isGood]) => isGood).length;
for (const [name, isGood] of results) console.log(`${isGood ? 'passed' : 'failed'}: ${name}`);
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;

async function node(url) {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'win' }[process.platform];
  const runtime = `node-${platform}-${process.arch}`;
  const isInstalled = await run('npm', [
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    'openai@latest',
    `${runtime}@24`,
  ]);
  if (!isInstalled) return false;
  copyFileSync(join(root, 'test/clients/sdk.mjs'), join(folder, 'sdk.mjs'));
  const binary = platform === 'win' ? 'node.exe' : 'node';
  return run(join(folder, 'node_modules', runtime, 'bin', binary), ['sdk.mjs', url]);
}

async function python(url) {
  const environment = join(folder, 'venv');
  const binary = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin', 'python');
  return (
    (await run('python3', ['-m', 'venv', environment])) &&
    (await run(binary, ['-m', 'pip', 'install', '--quiet', 'openai'])) &&
    (await run(binary, [join(root, 'test/clients/sdk.py'), url]))
  );
}

/** Asynchronous: the router answers from this very process meanwhile. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, stdio: 'inherit' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
