// Runs the benches: all, or those that are named. `--json` prints one JSON document on stdout and the
// tables on stderr, `--json=FILE` writes it to a file; other options, written `--name=value`, go to
// the one bench that is named (`npm run bench -- gateway --rounds=3`). Node 20 cannot run TypeScript, so bench/ and
// src/ are compiled to dist-bench/ first; dist/ is built too, for benches that start the real process.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const known = readdirSync(join(root, 'bench')).filter((name) =>
  existsSync(join(root, 'bench', name, `${name}.ts`)),
);
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const unknownName = names.find((name) => !known.includes(name));
const isJson = (option) => /^--json(=.+)?$/.test(option);
const benchOptions = options.filter((option) => !isJson(option));
const unknownOption = names.length === 1 ? undefined : benchOptions[0];
if (unknownName ?? unknownOption) {
  console.error(
    `unknown bench or option \`${unknownName ?? unknownOption}\`, use ${known.join(', ')}, --json or --json=FILE`,
  );
  process.exit(2);
}
const jsonOption = options.filter(isJson).at(-1);

installWhatIsMissing(root);
const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const compilerOutput = ['ignore', process.stderr, process.stderr];
for (const project of ['tsconfig.build.json', 'tsconfig.bench.json']) {
  const compiled = spawnSync(process.execPath, [compiler, '-p', project], {
    cwd: root,
    stdio: compilerOutput,
  });
  if (compiled.status !== 0) process.exit(1);
}

// Compiled code looks for the weights beside the folder that it was compiled to.
const models = join(root, 'dist-bench', 'models');
if (!existsSync(models)) symlinkSync(join(root, 'models'), models, 'junction');

const reports = mkdtempSync(join(tmpdir(), 'switchyard-bench-'));
const benches = [];
for (const name of names.length > 0 ? names : known) {
  const report = join(reports, `${name}.json`);
  const file = join(root, 'dist-bench', 'bench', name, `${name}.js`);
  const tables = jsonOption === '--json' ? process.stderr : process.stdout;
  const run = spawnSync(process.execPath, [file, ...benchOptions, `--json=${report}`], {
    cwd: root,
    stdio: ['ignore', tables, process.stderr],
  });
  if (run.status === 0) benches.push(JSON.parse(readFileSync(report, 'utf8')));
  else process.exitCode = 1;
}
rmSync(reports, { recursive: true, force: true });

const processors = cpus();
const result = {
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  processor: processors[0]?.model,
  processors: processors.length,
  benches,
};
const json = `${JSON.stringify(result, null, 2)}\n`;
if (jsonOption === '--json') process.stdout.write(json);
else if (jsonOption !== undefined) writeFileSync(jsonOption.slice('--json='.length), json);
