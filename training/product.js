// What the scripts that run the built product share: files, rows, scores.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const directory = join(root, 'models', 'base');
export const publicData = join(root, '..', 'shared', 'data');
const manifestFile = join(directory, 'manifest.json');

/** Modules of `dist/`; run `npm run build` first. */
export function load(...files) {
  return Promise.all(files.map((file) => import(new URL(`../dist/${file}.js`, import.meta.url))));
}

export function readManifest() {
  return JSON.parse(readFileSync(manifestFile, 'utf8'));
}

export function writeManifest(manifest) {
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** One JSON object a line, gzipped or not. */
export function readRows(file) {
  const content = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8').split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

export function round(value) {
  return Math.round(value * 1e4) / 1e4;
}

export function mean(numbers) {
  return numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
}

/** Share of pairs (positive, negative) in the right order, ties half. */
export function areaUnderCurve(positive, negative) {
  const all = [...positive.map((value) => ({ value, one: 1 })), ...negative.map((value) => ({ value, one: 0 }))];
  all.sort((a, b) => a.value - b.value);
  let sum = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end].value === all[at].value) end += 1;
    for (let row = at; row < end; row += 1) if (all[row].one) sum += (at + end + 1) / 2;
    at = end;
  }
  const [p, n] = [positive.length, negative.length];
  return (sum - (p * (p + 1)) / 2) / (p * n);
}
