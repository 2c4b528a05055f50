import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readMetadata } from './metadata.ts';

/** Lies beside the checkout and is no part of it. */
const folder = fileURLToPath(new URL('../../../shared/reference/config/', import.meta.url));
const isPresent = existsSync(folder);

const minimal = {
  schema_version: 'vllm-sr/recipe-metadata/v1',
  id: 'example',
  name: 'Example',
  version: '1.2.3',
  description: 'An example.',
  authors: [{ name: 'Somebody' }],
  license: 'Apache-2.0',
  tags: ['routing'],
  links: { source: 'https://example.com/source' },
};

function read(changes: object) {
  return readMetadata(JSON.stringify({ ...minimal, ...changes }), 'metadata.yaml');
}

describe('metadata of a recipe', () => {
  it.each([
    ['every field', { links: { ...minimal.links, homepage: 'https://example.com' } }],
    ['an author with a mail', { authors: [{ name: 'A', email: 'a@example.com' }] }],
    ['the same name twice with different mails', twoAuthors('b@example.com')],
    ['a version with labels', { version: '1.0.0-rc.1.x-y+build.007' }],
    ['a pre-release of letters that start with a zero', { version: '1.0.0-0a' }],
    ['the longest name, in pictures', { name: '🙂'.repeat(128) }],
    ['the longest id', { id: 'a'.repeat(64) }],
  ])('may have %s', (_case, changes) => {
    const { metadata, findings } = read(changes);
    expect(findings).toEqual([]);
    expect(metadata).toMatchObject(changes);
  });

  it.each([
    ['an unknown key', { licence: 'MIT' }, 'unknown_key'],
    ['no licence', { license: undefined }, 'missing_field'],
    ['another schema version', { schema_version: 'v2' }, 'invalid_value'],
    ['an id in capitals', { id: 'Example' }, 'invalid_value'],
    ['an id that ends with a hyphen', { id: 'example-' }, 'invalid_value'],
    ['a blank name', { name: ' ' }, 'invalid_value'],
    ['a name that is too long', { name: 'a'.repeat(129) }, 'invalid_value'],
    ['a version of two parts', { version: '1.2' }, 'invalid_value'],
    ['a version with leading zeros', { version: '01.2.3' }, 'invalid_value'],
    ['a pre-release with leading zeros', { version: '1.0.0-01' }, 'invalid_value'],
    ['a pre-release with a gap', { version: '1.0.0-a..b' }, 'invalid_value'],
    ['nobody as author', { authors: [] }, 'invalid_value'],
    ['an author twice', { authors: [{ name: 'A' }, { name: 'A' }] }, 'invalid_value'],
    ['a mail that is empty', { authors: [{ name: 'A', email: '' }] }, 'invalid_value'],
    ['a tag twice', { tags: ['a', 'a'] }, 'invalid_value'],
    ['no link to its source', { links: {} }, 'missing_field'],
    ['a link without TLS', { links: { source: 'http://example.com' } }, 'invalid_value'],
    ['a link in capitals', { links: { source: 'HTTPS://example.com' } }, 'invalid_value'],
    ['a link with a user', { links: { source: 'https://a:b@example.com/x' } }, 'invalid_value'],
    ['a link with a query', { links: { source: 'https://example.com/?a=b' } }, 'invalid_value'],
    ['a link with a fragment', { links: { source: 'https://example.com/#a' } }, 'invalid_value'],
    ['a long link', { links: { source: `https://e.com/${'a'.repeat(2048)}` } }, 'invalid_value'],
  ])('must not have %s', (_case, changes, code) => {
    const { metadata, findings } = read(changes);
    expect(metadata).toBeUndefined();
    expect(findings.map((finding) => finding.code)).toEqual([code]);
  });

  it('must have the id that its folder is called', () => {
    const { findings } = readMetadata(JSON.stringify(minimal), 'metadata.yaml', 'other');
    expect(findings).toMatchObject([{ code: 'wrong_id', path: 'id', line: 1 }]);
  });
});

function twoAuthors(email: string) {
  return { authors: [{ name: 'A' }, { name: 'A', email }] };
}

interface Contract {
  readonly cases: readonly { name: string; valid: boolean; document: string }[];
}

describe.skipIf(!isPresent)('metadata of the reference', () => {
  const read = (path: string) => readFileSync(`${folder}${path}`, 'utf8');
  const contract: Contract = isPresent
    ? parse(read('schemas/recipe-metadata-v1.contract.yaml'))
    : { cases: [] };
  const cards = isPresent
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
        path.endsWith('metadata.yaml'),
      )
    : [];

  it('is all there', () => {
    expect(contract.cases).toHaveLength(10);
    expect(cards).toHaveLength(8);
  });

  it.each(contract.cases)('$name: $valid', ({ valid, document }) => {
    const { metadata, findings } = readMetadata(document, 'metadata.yaml');
    expect(metadata !== undefined).toBe(valid);
    expect(findings.length === 0).toBe(valid);
  });

  it.each(cards)('%s is valid', (path) => {
    expect(readMetadata(read(path), path).findings).toEqual([]);
  });
});
