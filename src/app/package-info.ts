import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Files that ship with the product; `dist/cli` and `src/cli` are equally deep. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export function packageVersion(): string {
  const description: { version: string } = JSON.parse(
    readFileSync(packagePath('package.json'), 'utf8'),
  );
  return description.version;
}
