// Runs the tests (all, or the files that match the arguments) and ends with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.js';
import { runTool } from './tool.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
installWhatIsMissing(root);

const reports = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
const report = join(reports, 'vitest.json');
const run = runTool(
  root,
  [
    ...['vitest', 'run', '--reporter=default', '--reporter=json'],
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
const { passed, failed } = totals(report);
rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = run.status === 0 && failed === 0 && passed > 0 ? 0 : 1;

/** A file that does not load counts as one failure: it hides the tests inside it. */
function totals(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const broken = result.testResults.filter(
      (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
    ).length;
    return { passed: result.numPassedTests, failed: result.numFailedTests + broken };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
