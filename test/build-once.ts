import { execFileSync } from 'node:child_process';

/** Worker threads and child processes under test run the compiled files. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
}
