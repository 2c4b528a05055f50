// Trains models/language/model.bin: one linear classifier over hashed n-grams for each script that
// several languages share. Plain Node, about a minute, same result every time.
//   npm run build && node training/language/train.js [--data DIR] [--build DIR] [--out DIR]
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '..', '..');
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '..', 'shared', 'data') },
    build: { type: 'string', default: join(root, 'dist') },
    out: { type: 'string', default: join(root, 'models', 'language') },
  },
});

const load = (name) =>
  import(pathToFileURL(join(options.build, 'signals', 'language', `${name}.js`)));
const { hashNgrams, maxNgrams } = await load('ngrams');
const { createScriptTable, scriptNumber } = await load('scripts');
const { sampleWords } = await load('words');

const groups = [
  {
    script: 'Latn',
    languages: (
      'af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn ' +
      'om pl pt ro sk sl sn so sq st sv sw tl tn tr ts vi xh yo zu'
    ).split(' '),
    slotBits: 16,
  },
  {
    script: 'Cyrl',
    languages: 'be bg kk mk mn ru sr uk'.split(' '),
    slotBits: 15,
  },
  { script: 'Arab', languages: 'ar fa ur'.split(' '), slotBits: 13 },
  { script: 'Deva', languages: 'hi mr'.split(' '), slotBits: 12 },
  { script: 'Ethi', languages: 'am ti'.split(' '), slotBits: 12 },
];

/** What people ask in, as the natural logarithm of how much more often than the rest. */
const priors = { en: 3 };
for (const language of 'es fr de it pt nl pl tr id vi ru uk ar fa'.split(' ')) priors[language] = 1.5;
for (const language of 'sv da nb fi cs hu ro ca hr'.split(' ')) priors[language] = 0.5;

const growEpochs = 8;
const settleEpochs = 4;
const minWeight = 0.6;
const maxLanguages = 16;
const learningRate = 0.5;
/** Of each of two sources; the sentences of the corpus are news and books, not questions. */
const englishPrompts = 2000;
const phraseCopies = 5;
const maxLetters = 2000;
const maxFill = 0.6;
const minDocuments = 2;

const table = createScriptTable();
const codes = new Uint16Array(maxLetters + 2);
const hashes = new Uint32Array(maxNgrams(codes.length));

const readRows = (...path) =>
  gunzipSync(readFileSync(join(options.data, ...path)))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

function readDocuments(random) {
  const documents = readRows('language', 'train.jsonl.gz').map(({ text, label }) => ({ text, label }));
  const phrases = readFileSync(join(import.meta.dirname, 'phrases.tsv'), 'utf8').trim().split('\n');
  for (const line of phrases) {
    const [label, list] = line.split('\t');
    for (const text of list.split(' | ')) {
      for (let copy = 0; copy < phraseCopies; copy += 1) documents.push({ text, label });
    }
  }
  const questions = readRows('domain', 'train.jsonl.gz').filter(
    ({ source, fmt }) => source === 'own_templates' || (source === 'mmlu_pro' && fmt === 'q'),
  );
  for (const pool of [readRows('intent', 'train.jsonl.gz'), questions]) {
    for (let index = 0; index < englishPrompts; index += 1) {
      const { text } = pool[Math.floor(random() * pool.length)];
      documents.push({ text, label: 'en' });
    }
  }
  return documents;
}

function createRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function hashesOf(text, script) {
  const length = sampleWords({ text: text.toLowerCase(), table, script }, codes);
  return hashes.subarray(0, hashNgrams(codes, length, hashes));
}

/** People leave accents out and write few words: the classifier must meet both. */
function vary(text, random) {
  let varied = text;
  const words = text.split(/\s+/);
  if (words.length > 2 && random() < 0.6) {
    const kept = 1 + Math.floor(random() * 6);
    const from = Math.floor(random() * Math.max(1, words.length - kept + 1));
    varied = words.slice(from, from + kept).join(' ');
  }
  return random() < 0.08 ? varied.normalize('NFD').replace(/\p{M}/gu, '') : varied;
}

function train(group, documents) {
  const random = createRandom(1);
  const script = scriptNumber(group.script);
  const numbers = new Map(group.languages.map((language, index) => [language, index]));
  const own = documents
    .filter(({ label }) => numbers.has(label))
    .map(({ text, label }) => ({ text, target: numbers.get(label) }));
  const seenIn = new Map();
  for (const { text } of own) {
    for (const hash of new Set(hashesOf(text, script))) {
      seenIn.set(hash, (seenIn.get(hash) ?? 0) + 1);
    }
  }
  const features = new Map();
  for (const [hash, count] of seenIn) {
    if (count >= minDocuments) features.set(hash, features.size);
  }
  const size = group.languages.length;
  const state = {
    size,
    script,
    features,
    random,
    weights: new Float32Array(features.size * size),
    squares: new Float32Array(features.size * size),
    kept: new Uint8Array(features.size * size).fill(1),
  };
  run('grow', group, own, { ...state, epochs: growEpochs });
  prune(group, seenIn, state);
  // What is left takes over the work of what was cut.
  state.squares.fill(0);
  run('settle', group, own, { ...state, epochs: settleEpochs });
  return pack(group, state);
}

function run(phase, group, documents, { size, script, features, random, weights, squares, kept, epochs }) {
  const scores = new Float64Array(size);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(documents, random);
    let loss = 0;
    for (const { text, target } of documents) {
      const found = hashesOf(vary(text, random), script);
      if (found.length === 0) continue;
      const counts = new Map();
      for (const hash of found) {
        const feature = features.get(hash);
        if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
      const norm = 1 / Math.sqrt(found.length);
      scores.fill(0);
      for (const [feature, count] of counts) {
        const at = feature * size;
        for (let k = 0; k < size; k += 1) scores[k] += weights[at + k] * count * norm;
      }
      softmax(scores);
      loss -= Math.log(scores[target] + 1e-9);
      scores[target] -= 1;
      for (const [feature, count] of counts) {
        const at = feature * size;
        for (let k = 0; k < size; k += 1) {
          const gradient = scores[k] * count * norm;
          if (kept[at + k] === 0 || Math.abs(gradient) < 1e-4) continue;
          squares[at + k] += gradient * gradient;
          weights[at + k] -= (learningRate * gradient) / Math.sqrt(squares[at + k] + 1e-3);
        }
      }
    }
    console.log(group.script, phase, epoch, 'loss', (loss / documents.length).toFixed(4));
  }
}

/** Keeps the n-grams that decide most, of each the languages that it decides about. */
function prune(group, frequencies, { size, features, weights, kept }) {
  const ranking = [];
  for (const [hash, feature] of features) {
    const own = weights.subarray(feature * size, (feature + 1) * size);
    const top = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    ranking.push({ feature, use: top * Math.sqrt(frequencies.get(hash)) });
  }
  ranking.sort((one, other) => other.use - one.use || one.feature - other.feature);
  const most = Math.floor(2 ** group.slotBits * maxFill);
  for (const [rank, { feature }] of ranking.entries()) {
    const at = feature * size;
    const order = Array.from({ length: size }, (_, k) => k);
    order.sort((one, other) => Math.abs(weights[at + other]) - Math.abs(weights[at + one]));
    for (const [place, k] of order.entries()) {
      const isKept = rank < most && place < maxLanguages && Math.abs(weights[at + k]) >= minWeight;
      if (isKept) continue;
      kept[at + k] = 0;
      weights[at + k] = 0;
    }
  }
}

function shuffle(list, random) {
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [list[index], list[other]] = [list[other], list[index]];
  }
}

function softmax(scores) {
  const top = Math.max(...scores);
  let sum = 0;
  for (let k = 0; k < scores.length; k += 1) sum += scores[k] = Math.exp(scores[k] - top);
  for (let k = 0; k < scores.length; k += 1) scores[k] /= sum;
}

/** Lays the weights out as `src/signals/language/model.ts` reads them. */
function pack(group, { size, features, weights }) {
  const slots = 2 ** group.slotBits;
  const scale = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 0) / 127;
  const bySlot = new Array(slots);
  let kept = 0;
  let postings = 0;
  for (const [hash, feature] of features) {
    const entries = [];
    for (let k = 0; k < size; k += 1) {
      const stored = Math.round(weights[feature * size + k] / scale);
      if (stored !== 0) entries.push([k, stored]);
    }
    if (entries.length === 0) continue;
    let slot = hash & (slots - 1);
    while (bySlot[slot] !== undefined) slot = (slot + 1) & (slots - 1);
    bySlot[slot] = { fingerprint: hash >>> 16, entries };
    kept += 1;
    postings += entries.length;
  }
  const fingerprints = new Uint16Array(slots);
  const starts = new Uint32Array(slots + 1);
  const languageNumbers = new Uint8Array(postings);
  const stored = new Int8Array(postings);
  let at = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    starts[slot] = at;
    for (const [k, weight] of bySlot[slot]?.entries ?? []) {
      languageNumbers[at] = k;
      stored[at] = weight;
      at += 1;
    }
    fingerprints[slot] = bySlot[slot]?.fingerprint ?? 0;
  }
  starts[slots] = at;
  console.log(group.script, 'features', features.size, 'kept', kept, 'weights', postings);
  const { script, languages } = group;
  return {
    header: { script, languages, biases: languages.map((name) => priors[name] ?? 0), scale, slots, postings },
    arrays: [fingerprints, starts, languageNumbers, stored],
  };
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

const documents = readDocuments(createRandom(7));
const trained = groups.map((group) => train(group, documents));
const json = JSON.stringify({ format: 1, groups: trained.map(({ header }) => header) });
const header = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
const length = Buffer.alloc(4);
length.writeUInt32LE(header.length);
const arrays = trained.flatMap((group) => group.arrays);
const model = Buffer.concat([
  length,
  header,
  ...arrays.map((array) => padded(Buffer.from(array.buffer, array.byteOffset, array.byteLength))),
]);
mkdirSync(options.out, { recursive: true });
writeFileSync(join(options.out, 'model.bin'), model);
const sha256 = createHash('sha256').update(model).digest('hex');
writeFileSync(join(options.out, 'model.bin.sha256'), `${sha256}  model.bin\n`);
console.log('model.bin', model.length, 'bytes', sha256);
