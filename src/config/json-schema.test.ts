// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { inactive, section } from '../lib/schema-marks.ts';
import { jsonSchemaOf } from './json-schema.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const validate = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  keywords: ['doNotSuggest'],
}).compile(jsonSchemaOf());

function problemsOf(document: unknown): readonly string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function documentsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /config\.yaml$|quickstart\.yaml$/.test(path))
    .map((path) => `${folder}${path}`);
}

const documents = [
  ...documentsIn(`${root}recipes/`),
  `${root}test/fixtures/config/full.yaml`,
  // The conformance set lies beside the checkout and is no part of it.
  ...documentsIn(`${root}../shared/reference/config/`),
];

const minimal = {
  version: 'v0.3',
  providers: { models: [{ name: 'a', backend_refs: [{ endpoint: 'localhost:8000' }] }] },
  routing: { modelCards: [{ name: 'a' }] },
};

const leaf = { type: 'keyword', name: 'k' };

describe('the JSON Schema of documents', () => {
  it.each(documents)('takes %s', (path) => {
    expect(problemsOf(parse(readFileSync(path, 'utf8')))).toEqual([]);
  });

  it.each([
    ['the least', {}],
    ['extensions', { 'x-owner': 'me', global: { 'x-note': [1] } }],
    ['numbers from the environment', { listeners: [{ name: 'l', address: 'h', port: '${PORT}' }] }],
    [
      'switches from the environment',
      { global: { router: { streamed_body: { enabled: '$ON' } } } },
    ],
    ['words from the environment', { global: { router: { strategy: '${RANKING:-priority}' } } }],
    ['durations', { listeners: [{ name: 'l', address: 'h', port: 1, timeout: '5m' }] }],
    ['conditions in conditions', rules({ operator: 'NOT', conditions: [leaf] })],
  ])('takes %s', (_, rest) => {
    expect(problemsOf({ ...minimal, ...rest })).toEqual([]);
  });

  it.each([
    ['no version', { version: undefined }],
    ['an unknown key', { listner: [] }],
    ['an unknown key far down', { global: { stores: { memory: { qdrant: { hots: 'x' } } } } }],
    ['an old key', { semantic_cache: {} }],
    ['an old key far down', { global: { router: { model_selection: { elo: {} } } } }],
    ['a number that is text', { listeners: [{ name: 'l', address: 'h', port: 'many' }] }],
    ['a number out of range', { listeners: [{ name: 'l', address: 'h', port: 70_000 }] }],
    ['a word that is none', { global: { router: { strategy: 'priorty' } } }],
    ['a condition without a name', rules({ operator: 'AND', conditions: [{ type: 'keyword' }] })],
  ])('refuses %s', (_, rest) => {
    const document = JSON.parse(JSON.stringify({ ...minimal, ...rest })) as unknown;
    expect(problemsOf(document)).not.toEqual([]);
  });

  it('says what has no effect yet, what is old, and where a part is shared', () => {
    const server = section({ host: z.string().min(1).describe('Name, '.repeat(40)) });
    const schema = jsonSchemaOf(
      section(
        {
          first: server.optional().describe('One'),
          second: inactive(server).optional().describe('Another'),
          old_words: z.string(),
        },
        { replaced: { third: 'second' } },
      ),
    );
    expect(schema.properties).toMatchObject({
      first: { description: 'One', $ref: '#/$defs/first' },
      second: { description: 'Another. Not active yet', $ref: '#/$defs/first' },
      third: { deprecated: true, doNotSuggest: true, description: 'No longer read, use second' },
    });
  });
});

function rules(tree: object) {
  const decisions = [{ name: 'd', rules: tree, modelRefs: [{ model: 'a' }] }];
  return { routing: { ...minimal.routing, decisions } };
}
