import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from './load.ts';

/** The conformance set lies beside the checkout and is no part of it. */
const folder = fileURLToPath(new URL('../../../shared/reference/config/', import.meta.url));
const isPresent = existsSync(folder);

const files = isPresent
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.yaml'),
    )
  : [];
const documents = files.filter((path) => path.endsWith('config.yaml'));
const fragments = files.filter((path) => /^fragments.(signal|decision)/.test(path));

/** Codes of errors, each once. */
function errorCodes(text: string): readonly string[] {
  const { findings } = loadConfig({ text, environment: {}, mode: 'run' });
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ code }) => code))].sort();
}

describe.skipIf(!isPresent)('the reference documents', () => {
  it('are all there', () => {
    expect(documents).toHaveLength(9);
    expect(fragments.length).toBeGreaterThan(20);
  });

  it.each(documents)('%s has no error but parts that are not implemented', (path) => {
    expect(errorCodes(readFileSync(`${folder}${path}`, 'utf8'))).toEqual(['not_implemented']);
  });

  it.each(fragments)('%s has no key and no value that is unknown', (path) => {
    const fragment = parse(readFileSync(`${folder}${path}`, 'utf8')) as object;
    const codes = errorCodes(JSON.stringify({ version: 'v0.3', ...fragment }));
    const aboutOtherParts = ['missing_field', 'unknown_model', 'unknown_signal', 'no_backend'];
    expect(codes.filter((code) => !aboutOtherParts.includes(code))).toEqual(
      codes.filter((code) => code === 'not_implemented'),
    );
  });
});

if (!isPresent) {
  describe('the reference documents', () => {
    it.skip('are not checked: no folder ../shared/reference is beside this checkout', () => {});
  });
}
