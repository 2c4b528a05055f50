// Runs the shipped finder over texts: `node find.js BUILD MODEL < texts.json > findings.json`. BUILD is
// the compiled `src`; the answer has, for every text, what recognisers, tagger and both found.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [build, model] = process.argv.slice(2).map((path) => resolve(path));
const load = (name) => import(pathToFileURL(join(build, 'models', 'pii', `${name}.js`)));
const { loadPatternFinder } = await load('recognise');
const { openPiiFinder } = await load('open-pii-finder');
const { readPiiManifest, readWeights } = await load('pii-manifest');
const { readTagTable } = await load('tag-table');
const { createTagger } = await load('tagger');

const manifest = readPiiManifest(model);
const { file, content } = readWeights({ directory: model, manifest, verify: true });
const { types, scale, leastConfidence } = manifest;
const table = readTagTable(content, { file, tagCount: 1 + 2 * types.length });
const tag = createTagger(table, { types, reported: types, scale, leastConfidence });
const patterns = await loadPatternFinder();
const finder = await openPiiFinder({ directory: model, verify: true });
const spans = (entities) =>
  entities.map(({ start, end, type, confidence }) => [start, end, type, confidence]);
const texts = JSON.parse(readFileSync(0, 'utf8'));
const findings = texts.map((text) => ({
  recognisers: spans(patterns(text).entities),
  tagger: spans(tag(text)),
  union: spans(finder.find(text).entities),
}));
process.stdout.write(JSON.stringify(findings));
